"""The result of the analysis, and how it is made: cells → units → flow → steps and edges."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kale_converter.analysis.bindings import ANY_NAME, is_name
from kale_converter.analysis.cells import CellFacts, Interpreter
from kale_converter.analysis.effects import DISPLAY, Assumption, Doubtful, Opaque, Patch, Undefined
from kale_converter.analysis.flow import Flow, UnknownPrev, cycles, data_rings, edges, trace
from kale_converter.analysis.learning import marked
from kale_converter.analysis.links import Links
from kale_converter.analysis.package_state import NOTHING_KEPT, KeptStates
from kale_converter.analysis.received import Unstorable
from kale_converter.analysis.scopes import bound_names
from kale_converter.analysis.source import Source, SyntaxProblem, parse_cell
from kale_converter.analysis.steps import Steps, received
from kale_converter.analysis.stored_whole import PACKAGES, parted
from kale_converter.analysis.units import Split, Unit, make_units, split_ring
from kale_converter.analysis.unstorable import NOT_STORED, SHARED_PARTS
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
class Partial:
    """A name that a cell binds on some paths only. others: where what it keeps on the other paths was written."""

    name: str
    span: Span
    others: tuple[Span, ...]


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


class Analyser:
    """Analyses a notebook, and again after an edit: what that does not concern is kept from before.

    For one thread at a time; what it gave before an edit is not to be used after it.
    """

    def __init__(self) -> None:
        self._interpreter = Interpreter()
        self._start_afresh()

    def _start_afresh(self) -> None:
        self._links, self._steps = Links(), Steps()

    def analyse(
        self,
        divided: Divided,
        learnt: Learnt = NOTHING_LEARNT,
        stateful: frozenset[str] = frozenset(),
        kept: KeptStates = NOTHING_KEPT,
    ) -> Analysis:
        """Find the steps' inputs, outputs and order from what their cells do.

        learnt: what runs have shown besides. stateful: the modules beside the notebook that keep state
        (`module_state`). kept: what installed packages keep (`package_state`).
        """
        cells = [*divided.prologue, *(cell for block in divided.blocks for cell in block.cells)]
        run = self._interpreter.run(cells, learnt, stateful, kept)
        try:
            return self._of_facts(divided, run)
        except BaseException:
            self._start_afresh()
            raise

    def _of_facts(self, divided: Divided, run: Sequence[CellFacts]) -> Analysis:
        facts = {item.cell.index: item for item in run}
        prologue, units, splits = make_units(divided, facts)
        flow = trace(units, facts, self._links)
        while (split := split_ring(data_rings(flow), units)) is not None:
            units, made = split
            splits = (*splits, made)
            flow = trace(units, facts, self._links)
        to_tell = [fact for fact in run if fact.to_tell]
        effects = [fact.effects for fact in to_tell]
        applied = tuple(item for fact in to_tell for item in fact.learnt)
        arrows = marked(edges(flow), applied)
        finished = self._steps.of(flow, facts, arrows, self._links)
        unstorable = (item for one in finished for item in one.unstorable)
        return Analysis(
            Prologue(tuple(cell.id for cell in prologue)),
            tuple(one.step for one in finished),
            arrows,
            tuple(item.source.problem for item in to_tell if item.source.problem is not None),
            tuple(_undefined(run, divided.skipped, {cell.index for cell in prologue})),
            cycles(flow),
            tuple(flow.unknown),
            splits,
            tuple(item for cell in effects for item in cell.assumptions),
            tuple(item for cell in effects for item in cell.opaque),
            tuple(_patches(units, run)),
            (*unstorable, *_parted(flow, facts), *_not_stored(flow, applied)),
            applied,
            doubtful=tuple(item for cell in effects for item in cell.doubtful),
            partial=tuple(item for fact in to_tell for item in _partial(fact)),
            unseeded=tuple(item for cell in effects for item in cell.unseeded),
            outside=tuple(item for cell in effects for item in cell.outside),
            sources=tuple(fact.source for fact in run),
            holding=tuple(item for one in finished for item in one.holding),
            apart=tuple(_apart(units, to_tell)),
        )


def _apart(units: Sequence[Unit], run: Sequence[CellFacts]) -> Iterator[Opaque]:
    """What only the process knows; that of an earlier cell counts where this is in another step."""
    found = [fact for fact in run if fact.effects.apart]
    units_of = {cell.index: unit for unit in units for cell in unit.cells} if found else {}
    for fact in found:
        for item in fact.effects.apart:
            if not item.cell or (item.cell in units_of and units_of[item.cell] is not units_of.get(fact.cell.index)):
                yield item


def _patches(units: Sequence[Unit], run: Sequence[CellFacts]) -> Iterator[Patch]:
    """What is changed in modules, each with the later cells of other steps that use what is changed."""
    found = [(place, fact) for place, fact in enumerate(run) if fact.effects.patches]
    together = {cell.index: unit.cells for unit in units for cell in unit.cells} if found else {}
    for place, fact in found:
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


def _not_stored(flow: Flow, applied: Iterable[Applied]) -> Iterator[Unstorable]:
    """Variables that a run could not store, or make again from what was stored, where another unit needs them."""
    of_kind = [item for item in applied if item.effect.kind is LearntKind.UNSTORABLE]
    seen = {(item.span.cell, item.effect.name): item.span for item in of_kind}
    for unit, needs in zip(flow.units, flow.needs, strict=True) if seen else ():
        for name, sources in sorted(needs.items()):
            for cell in flow.units[sources[-1]].cells:
                if (cell.index, name) in seen:
                    yield Unstorable(name, NOT_STORED, seen[cell.index, name], unit.name)


def _parted(flow: Flow, facts: Mapping[int, CellFacts]) -> Iterator[Unstorable]:
    """Variables that are stored whole, each with a copy of what they share, and are changed by who receives them."""
    if all(PACKAGES.isdisjoint(fact.effects.packages) for fact in facts.values()):
        return
    for number, unit in enumerate(flow.units):
        given = received(number, flow, facts)
        changed = {name for cell in unit.cells for name in facts[cell.index].effects.mutated}
        for name in parted(given, changed):
            yield Unstorable(name, SHARED_PARTS, min(given[name].writers.values()), unit.name)


def _undefined(run: Sequence[CellFacts], skipped: Sequence[Cell], prologue: set[int]) -> list[UndefinedName]:
    using = [(position, item) for position, item in enumerate(run) if item.effects.undefined]
    made_by_skipped: dict[str, Cell] = {}
    for cell in skipped if using else ():
        for name in bound_names(parse_cell(cell).body)[0]:
            made_by_skipped.setdefault(name, cell)
    found: dict[tuple[int, str], UndefinedName] = {}
    for position, item in using:
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
