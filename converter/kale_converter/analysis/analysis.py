"""The result of the analysis, and how it is made: cells → units → flow → steps and edges."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kale_converter.analysis.bindings import ANY_NAME, Binding, is_name
from kale_converter.analysis.cells import CellFacts, Interpreter
from kale_converter.analysis.effects import DISPLAY, Assumption, Doubtful, Opaque, Patch, Undefined
from kale_converter.analysis.flow import Flow, UnknownPrev, cycles, data_rings, edges, inputs, outputs, trace
from kale_converter.analysis.learning import marked
from kale_converter.analysis.objects import Object, reach
from kale_converter.analysis.package_state import NOTHING_KEPT, KeptStates
from kale_converter.analysis.scopes import bound_names
from kale_converter.analysis.source import Source, SyntaxProblem, parse_cell
from kale_converter.analysis.stored_whole import PACKAGES, parted
from kale_converter.analysis.units import Split, Unit, make_units, split_ring
from kale_converter.analysis.unstorable import (
    EXIT_STACKS,
    FILE,
    NOT_STORED,
    RECORDED,
    SHARED_BY_THREADS,
    SHARED_PARTS,
)
from kale_converter.model import Cell, Edge, Prologue, Span, Step, StepName
from kale_converter.model.learnt import NOTHING_LEARNT, Applied, Learnt, LearntKind
from kale_converter.reading.division import Divided


@dataclass(frozen=True, slots=True)
class UndefinedName:
    """A name that is not defined where it is used.

    skipped: the first skipped cell that would define it. later: the first cell after the use that does, and whether
    that one runs before all steps (`hoisted`), so that the pipeline works though the notebook does not.
    """

    use: Undefined
    skipped: Cell | None = None
    later: Cell | None = None
    hoisted: bool = False


@dataclass(frozen=True, slots=True)
class Unstorable:
    """A variable that another step needs, and that is or holds what cannot be handed over.

    what: in words. span: where the variable is made. itself: the variable is it, or may be, and does not just hold it.
    """

    name: str
    what: str
    span: Span
    reader: StepName
    itself: bool = True


@dataclass(frozen=True, slots=True)
class Partial:
    """A name that a cell binds on some paths only. others: where what it keeps on the other paths was written."""

    name: str
    span: Span
    others: tuple[Span, ...]


HandedOver = tuple[str, Binding, StepName]
"""A variable that a unit gets from another, as the last that it gets it from leaves it, and the name of the unit."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """The pipeline's steps and edges, and everything that the rules have something to say about."""

    prologue: Prologue
    steps: tuple[Step, ...]
    edges: tuple[Edge, ...]
    syntax_problems: tuple[SyntaxProblem, ...] = ()
    undefined_names: tuple[UndefinedName, ...] = ()
    cycles: tuple[tuple[StepName, ...], ...] = ()
    unknown_prevs: tuple[UnknownPrev, ...] = ()
    splits: tuple[Split, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    opaque: tuple[Opaque, ...] = ()
    patches: tuple[Patch, ...] = ()
    unstorable: tuple[Unstorable, ...] = ()
    learnt: tuple[Applied, ...] = ()
    doubtful: tuple[Doubtful, ...] = ()
    partial: tuple[Partial, ...] = ()
    unseeded: tuple[Opaque, ...] = ()
    outside: tuple[Opaque, ...] = ()
    sources: tuple[Source, ...] = ()
    holding: tuple[Unstorable, ...] = ()
    apart: tuple[Opaque, ...] = ()


def analyse(
    divided: Divided,
    learnt: Learnt = NOTHING_LEARNT,
    interpreter: Interpreter | None = None,
    stateful: frozenset[str] = frozenset(),
    kept: KeptStates = NOTHING_KEPT,
) -> Analysis:
    """Find the steps' inputs, outputs and order from what their cells do.

    learnt: what runs have shown besides. interpreter: one that has seen the notebook before an edit, and is faster now.
    stateful: the modules beside the notebook that keep state (`module_state`). kept: what installed packages keep
    (`package_state`).
    """
    cells = [*divided.prologue, *(cell for block in divided.blocks for cell in block.cells)]
    run = (interpreter or Interpreter()).run(cells, learnt, stateful, kept)
    facts = {item.cell.index: item for item in run}
    prologue, units, splits = make_units(divided, facts)
    flow = trace(units, facts)
    while (split := split_ring(data_rings(flow), units)) is not None:
        units, made = split
        splits = (*splits, made)
        flow = trace(units, facts)
    effects = [fact.effects for fact in run]
    applied = tuple(item for fact in run for item in fact.learnt)
    arrows = marked(edges(flow), applied)
    handed_over = tuple(_handed_over(flow, facts))
    return Analysis(
        Prologue(tuple(cell.id for cell in prologue)),
        _steps(flow, facts, arrows),
        arrows,
        tuple(item.source.problem for item in run if item.source.problem is not None),
        tuple(_undefined(run, divided.skipped, {cell.index for cell in prologue})),
        cycles(flow),
        tuple(flow.unknown),
        splits,
        tuple(item for cell in effects for item in cell.assumptions),
        tuple(item for cell in effects for item in cell.opaque),
        tuple(_patches(units, run)),
        (*_unstorable(handed_over), *_parted(flow, facts, handed_over), *_not_stored(flow, applied)),
        applied,
        doubtful=tuple(item for cell in effects for item in cell.doubtful),
        partial=tuple(item for fact in run if fact.effects.partial for item in _partial(fact)),
        unseeded=tuple(item for cell in effects for item in cell.unseeded),
        outside=tuple(item for cell in effects for item in cell.outside),
        sources=tuple(fact.source for fact in run),
        holding=tuple(_holding(handed_over)),
        apart=tuple(_apart(units, run)),
    )


def _apart(units: Sequence[Unit], run: Sequence[CellFacts]) -> Iterator[Opaque]:
    """What only the process knows; that of an earlier cell counts where this is in another step."""
    units_of = {cell.index: unit for unit in units for cell in unit.cells}
    for fact in run:
        for item in fact.effects.apart:
            if not item.cell or (item.cell in units_of and units_of[item.cell] is not units_of.get(fact.cell.index)):
                yield item


def _patches(units: Sequence[Unit], run: Sequence[CellFacts]) -> Iterator[Patch]:
    """What is changed in modules, each with the later cells of other steps that use what is changed."""
    together = {cell.index: unit.cells for unit in units for cell in unit.cells}
    for place, fact in enumerate(run):
        if not fact.effects.patches:
            continue
        own = frozenset(other.index for other in together.get(fact.cell.index, ()))
        for patch in fact.effects.patches:
            later = (other for other in run[place + 1 :] if other.cell.index not in own)
            yield replace(patch, cells=tuple(other.cell.index for other in later if _shows_in(patch, other)))


def _shows_in(patch: Patch, fact: CellFacts) -> bool:
    """Whether a cell uses what was changed."""
    if patch.package == DISPLAY:
        return fact.source.once(_shows_values)
    if any(read.name in patch.names for read in fact.effects.every_read):
        return True
    return patch.attribute in fact.source.once(_attributes) or bool(patch.package) & (
        patch.package in fact.effects.packages
    )


def _attributes(source: Source) -> frozenset[str]:
    """The names of all attributes that a cell's text takes."""
    return frozenset(node.attr for part in source.body for node in ast.walk(part) if isinstance(node, ast.Attribute))


def _shows_values(source: Source) -> bool:
    """Whether a cell shows a value: that of its last line, or by `display`."""
    match source.body[-1:]:
        case [ast.Expr(ast.Call(ast.Name("print")) | ast.Constant(None))]:
            shown = False
        case [ast.Expr()]:
            shown = not source.cell.source.rstrip().endswith(";")
        case _:
            shown = False
    names = (node for part in source.body for node in ast.walk(part) if isinstance(node, ast.Name))
    return shown or any(node.id == "display" for node in names)


def _partial(fact: CellFacts) -> Iterator[Partial]:
    """The names that a cell binds anew on some paths only; what it merely changes is not among them."""
    effects = fact.effects
    for name, others in effects.partial.items():
        if is_name(name) and name not in effects.mutated:
            yield Partial(name, effects.writes[name], others)


def _unstorable(handed_over: Iterable[HandedOver]) -> Iterator[Unstorable]:
    """Variables that surely are what cannot be handed over, or may be tensors that lose their record."""
    for name, binding, reader in handed_over:
        if any(item.unstorable == RECORDED for item in binding.value):
            yield Unstorable(name, RECORDED, min(binding.writers.values()), reader)
        elif binding.value and all(item.unstorable for item in binding.value):
            what = min(item.unstorable for item in binding.value)
            yield Unstorable(name, what, min(binding.writers.values()), reader)


def _not_stored(flow: Flow, applied: Iterable[Applied]) -> Iterator[Unstorable]:
    """Variables that a run could not store, or make again from what was stored, where another unit needs them."""
    of_kind = [item for item in applied if item.effect.kind is LearntKind.UNSTORABLE]
    seen = {(item.span.cell, item.effect.name): item.span for item in of_kind}
    for unit, needs in zip(flow.units, flow.needs, strict=True) if seen else ():
        for name, sources in sorted(needs.items()):
            for cell in flow.units[sources[-1]].cells:
                if (cell.index, name) in seen:
                    yield Unstorable(name, NOT_STORED, seen[cell.index, name], unit.name)


def _parted(flow: Flow, facts: Mapping[int, CellFacts], handed_over: Iterable[HandedOver]) -> Iterator[Unstorable]:
    """Variables that are stored whole, each with a copy of what they share, and are changed by who receives them."""
    if all(PACKAGES.isdisjoint(fact.effects.packages) for fact in facts.values()):
        return
    received: dict[StepName, dict[str, Binding]] = defaultdict(dict)
    for name, binding, reader in handed_over:
        received[reader][name] = binding
    for unit in flow.units:
        changed = {name for cell in unit.cells for name in facts[cell.index].effects.mutated}
        for name in parted(received[unit.name], changed):
            yield Unstorable(name, SHARED_PARTS, min(received[unit.name][name].writers.values()), unit.name)


def _holding(handed_over: Iterable[HandedOver]) -> Iterator[Unstorable]:
    """Variables that may be what cannot be handed over, or another thing; containers and instances that hold it."""
    for name, binding, reader in handed_over:
        perhaps = {item.unstorable for item in binding.value}
        if "" in perhaps and (perhaps := perhaps - {"", FILE, RECORDED}):
            others = [item for item in binding.value if not item.unstorable]
            if not any(part.unstorable for part in reach(others)):
                yield Unstorable(name, min(perhaps), min(binding.writers.values()), reader)
        if kinds := {what for item in binding.value for what in _held_kinds(item)}:
            yield Unstorable(name, min(kinds), min(binding.writers.values()), reader, itself=False)


def _held_kinds(item: Object) -> Iterator[str]:
    """The kinds of what cannot be handed over that a container, an instance, an exit stack or a class surely holds."""
    if item.held:
        kinds = {held.unstorable for held in item.held} - {""}
        if item.type_name in EXIT_STACKS:
            yield from kinds
        elif kinds and _is_stored_whole(item):
            yield from kinds & SHARED_BY_THREADS
    if item.user_class is not None:
        for value in item.user_class.attributes.values():
            if value and all(held.unstorable for held in value):
                yield min(held.unstorable for held in value)


def _handed_over(flow: Flow, facts: Mapping[int, CellFacts]) -> Iterator[HandedOver]:
    """All variables that units get from others."""
    ends = [unit.end(facts) for unit in flow.units]
    for unit, needs in zip(flow.units, flow.needs, strict=True):
        for name, sources in sorted(needs.items()):
            binding = ends[sources[-1]].get(name)
            if binding is not None:
                yield name, binding, unit.name


def _is_stored_whole(item: Object) -> bool:
    """Whether storing an object stores all that it holds."""
    own = item.instance_of
    return item.type_name == "container" or (own is not None and not own.lookup("__getstate__"))


def _steps(flow: Flow, facts: Mapping[int, CellFacts], arrows: Sequence[Edge]) -> tuple[Step, ...]:
    after: dict[StepName, list[StepName]] = defaultdict(list)
    for edge in arrows:
        after[edge.target].append(edge.source)
    return tuple(
        Step(
            name=unit.name,
            cells=tuple(cell.id for cell in unit.cells),
            inputs=inputs(flow, number),
            outputs=outputs(unit, wanted, facts, flow.reached),
            after=tuple(after[unit.name]),
            settings=unit.settings,
            metrics=_metrics(unit, facts) if unit.is_metrics else (),
            writes=tuple(sorted({name for cell in unit.cells for name in facts[cell.index].effects.writes})),
        )
        for number, (unit, wanted) in enumerate(zip(flow.units, flow.wanted(), strict=True))
    )


def _metrics(unit: Unit, facts: Mapping[int, CellFacts]) -> tuple[str, ...]:
    """The variables that a metrics cell shows: printed, or alone on a line."""
    names: dict[str, None] = {}
    for cell in unit.cells:
        for statement in facts[cell.index].source.body:
            match statement:
                case ast.Expr(value=ast.Name(id=name)):
                    names[name] = None
                case ast.Expr(value=ast.Call(func=ast.Name(id="print" | "display"), args=args)):
                    names.update((item.id, None) for item in args if isinstance(item, ast.Name))
                case _:
                    pass
    return tuple(names)


def _undefined(run: Sequence[CellFacts], skipped: Sequence[Cell], prologue: set[int]) -> list[UndefinedName]:
    made_by_skipped: dict[str, Cell] = {}
    if any(item.effects.undefined for item in run):
        for cell in skipped:
            for name in bound_names(parse_cell(cell).body)[0]:
                made_by_skipped.setdefault(name, cell)
    found: dict[tuple[int, str], UndefinedName] = {}
    for position, item in enumerate(run):
        for use in item.effects.undefined:
            later = next((other.cell for other in run[position:] if _defines(other, use)), None)
            if later is not None and later.index == item.cell.index and use.deleted:
                later = None
            skipping = made_by_skipped.get(use.name)
            hoisted = later is not None and later.index in prologue and item.cell.index not in prologue
            entry = UndefinedName(use, skipping, later, hoisted)
            found.setdefault((item.cell.index, use.name), entry)
    return list(found.values())


def _defines(item: CellFacts, use: Undefined) -> bool:
    return (
        is_name(use.name)
        and use.name != ANY_NAME
        and use.name in item.effects.writes
        and use.name not in item.effects.deleted
    )
