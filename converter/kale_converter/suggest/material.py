"""The cells that are to be divided into steps, with all that speaks for a cut before each of them or against it."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kale_converter.analysis import Analysis
from kale_converter.analysis.library import CONTAINER_BUILTINS, FRESH_BUILTINS, SCALAR_BUILTINS
from kale_converter.analysis.source import Source
from kale_converter.model import Cell, CellId, CellKind, EvidenceKind, Notebook
from kale_converter.reading.headings import headings_with_level
from kale_converter.reading.imports_only import is_blank
from kale_converter.suggest.activities import HEAVY, Activity, activities, own_functions, phase
from kale_converter.suggest.calls import IN_PLACE, is_literal, own_nodes, root

_TITLE = 1


@dataclass(frozen=True, slots=True)
class Heading:
    """The headings between a cell and the one before it. text: the last of them. top: the one of the highest level.

    rank: of `top`, 0 for the notebook's highest level of sections, 1 for the one below … own: it stands right before
    the cell; a title of the whole notebook and a heading that a cell of imports has used up do not.
    """

    text: str
    top: str
    rank: int
    own: bool


@dataclass(frozen=True, slots=True)
class Need:
    """A value that a cell gets from the piece at `place`. small: it is a number, a text or the like."""

    variable: str
    place: int
    small: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell with code that belongs to some step.

    lines: of code. does: its activities. shows: nothing that comes later depends on it, and it only shows something.
    needs: what it gets from earlier pieces. bound_to: the earlier pieces that it must share a step with, because what
    they hand over cannot be stored, or only their process knows it. follows: the earlier pieces that it depends on, by
    values, files or state.
    """

    cell: Cell
    source: Source
    lines: int
    does: frozenset[Activity]
    shows: bool
    heading: Heading | None
    needs: tuple[Need, ...]
    bound_to: frozenset[int]
    follows: frozenset[int]
    phase: int | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "phase", None if self.shows else phase(self.does))

    @property
    def heavy(self) -> bool:
        """Whether it may well take long."""
        return bool(self.does & HEAVY)


def material(
    notebook: Notebook, steps: Iterable[CellId], sources: Mapping[CellId, Source], analysis: Analysis
) -> tuple[Piece, ...]:
    """The pieces in order. steps: the cells that are part of steps. analysis: of the notebook divided by cells."""
    chosen = set(steps)
    cells = [cell for cell in notebook.code_cells if cell.id in chosen]
    ties = _Ties.of({cell.id: place for place, cell in enumerate(cells)}, sources, analysis)
    headings = _headings(notebook, chosen)
    own = own_functions(source.body for source in sources.values())
    made = []
    for cell in cells:
        source = sources[cell.id]
        does = activities(source.body, own)
        made.append(
            Piece(
                cell=cell,
                source=source,
                lines=_lines(cell.source),
                does=does,
                shows=cell.id not in ties.leads and _only_shows(source.body, does),
                heading=headings.get(cell.id),
                needs=tuple(ties.needs[cell.id]),
                bound_to=frozenset(ties.bound[cell.id]),
                follows=frozenset(ties.follows[cell.id]),
            )
        )
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Ties:
    """What the cells have to do with each other. leads: those that any other cell depends on; the rest as in Piece."""

    needs: Mapping[CellId, list[Need]]
    bound: Mapping[CellId, set[int]]
    follows: Mapping[CellId, set[int]]
    leads: set[CellId]

    @classmethod
    def of(cls, place_of: Mapping[CellId, int], sources: Mapping[CellId, Source], analysis: Analysis) -> _Ties:
        ties = cls(defaultdict(list), defaultdict(set), defaultdict(set), set())
        by_step = {step.name: step.cells[0] for step in analysis.steps}
        for edge in analysis.edges:
            writer = by_step[edge.source]
            ties.leads.add(writer)
            if writer in place_of and any(reason.kind is not EvidenceKind.DECLARED for reason in edge.evidence):
                ties.follows[by_step[edge.target]].add(place_of[writer])
        stuck = {(item.name, item.reader) for item in analysis.unstorable}
        for step in analysis.steps:
            reader = step.cells[0]
            for given in step.inputs:
                writer = by_step[given.step]
                if writer not in place_of:
                    continue
                small = _is_small(given.variable, sources[writer])
                ties.needs[reader].append(Need(given.variable, place_of[writer], small))
                if (given.variable, step.name) in stuck:
                    ties.bound[reader].add(place_of[writer])
        ties._share_the_process(place_of, analysis)
        return ties

    def _share_the_process(self, place_of: Mapping[CellId, int], analysis: Analysis) -> None:
        """Keep what reads the kernel's history, or meets a filled cache, with all that went before."""
        for item in analysis.apart:
            reader = CellId(item.span.cell_id)
            if reader in place_of:
                before = [cell for cell, place in place_of.items() if place < place_of[reader]]
                self.leads.update(before)
                self.bound[reader].update(place_of[cell] for cell in before)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Headings that no cell has followed yet."""

    level: int
    text: str
    top: str
    own: bool


def _headings(notebook: Notebook, chosen: set[CellId]) -> Mapping[CellId, Heading]:
    """The headings right before each chosen cell."""
    waiting: _Waiting | None = None
    found: dict[CellId, _Waiting] = {}
    title = _title(notebook)
    for cell in notebook.cells:
        if cell.kind is CellKind.MARKDOWN:
            for level, text in headings_with_level(cell.source):
                if waiting is None or not waiting.own or level < waiting.level:
                    waiting = _Waiting(level, text, text, (cell.id, text) != title)
                else:
                    waiting = replace(waiting, text=text)
        elif cell.is_code and not is_blank(cell.source) and waiting is not None:
            if cell.id in chosen:
                found[cell.id] = waiting
                waiting = None
            else:
                waiting = replace(waiting, own=False)
    levels = sorted({item.level for item in found.values() if item.own})
    return {
        cell: Heading(item.text, item.top, levels.index(item.level) if item.own else len(levels), item.own)
        for cell, item in found.items()
    }


def _title(notebook: Notebook) -> tuple[CellId, str] | None:
    """The first heading, if it is the only one of its level: it names the notebook and no part of it."""
    every = [
        (level, cell.id, text)
        for cell in notebook.cells
        if cell.kind is CellKind.MARKDOWN
        for level, text in headings_with_level(cell.source)
    ]
    if every and sum(level <= every[0][0] for level, _, _ in every) == _TITLE and len(every) > _TITLE:
        return every[0][1], every[0][2]
    return None


def _lines(source: str) -> int:
    return sum(bool(line.strip()) and not line.lstrip().startswith("#") for line in source.split("\n"))


_RESULTS = frozenset({Activity.SAVE, Activity.TRAIN, Activity.TUNE, Activity.VALIDATE, Activity.EVALUATE})


def _only_shows(body: Sequence[ast.stmt], does: frozenset[Activity]) -> bool:
    """Whether it draws a plot, or works towards an expression that is looked at; not a result that is printed."""
    if not body or does & _RESULTS:
        return False
    if Activity.PLOT in does:
        return True
    plain = all(isinstance(statement, ast.Expr | ast.Assign) for statement in body)
    shown = [statement.value for statement in body if isinstance(statement, ast.Expr)]
    return plain and isinstance(body[-1], ast.Expr) and all(map(_is_look, shown))


_LOOKS = (SCALAR_BUILTINS | FRESH_BUILTINS | CONTAINER_BUILTINS | {"display", "min", "max", "help"}) - {
    "print",
    "input",
}


def _is_look(node: ast.expr) -> bool:
    """Whether nothing but the value is of interest: no print of a result, no magic, no call that changes something."""
    for part in own_nodes([node]):
        match part:
            case ast.Call(func=ast.Name(id=name)):
                is_look = name in _LOOKS
            case ast.Call(func=ast.Attribute(attr=name, value=value), keywords=keywords):
                in_place = any(keyword.arg == "inplace" for keyword in keywords)
                is_look = name not in IN_PLACE and not in_place and root(value) != "get_ipython"
            case ast.NamedExpr() | ast.Await() | ast.Yield():
                is_look = False
            case _:
                is_look = True
        if not is_look:
            return False
    return True


_COUNTING = frozenset({"len", "int", "float", "str", "bool", "round", "sum", "abs", "score", "mean", "nunique", "time"})


def _is_small(variable: str, source: Source) -> bool:
    """Whether the cell gives the variable a number, a text or the like, as far as one assignment tells."""
    if ":" in variable:
        return True
    values = [
        statement.value
        for statement in source.body
        if isinstance(statement, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == variable for target in statement.targets)
    ]
    return bool(values) and all(map(_gives_small, values))


def _gives_small(node: ast.expr) -> bool:
    match node:
        case ast.JoinedStr() | ast.Compare():
            return True
        case ast.BinOp(left=left, right=right):
            return _gives_small(left) and _gives_small(right)
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in _COUNTING or name.endswith(("_score", "_error"))
        case ast.Attribute(attr="shape" | "size" | "name"):
            return True
        case _:
            return is_literal(node)
