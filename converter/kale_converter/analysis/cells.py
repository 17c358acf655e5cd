"""One pass over the notebook's cells in their order: what each does, and what every name stands for afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import takewhile

from kale_converter.analysis import ambient, calls, expressions, statements
from kale_converter.analysis.effects import CellEffects
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.history import After, History
from kale_converter.analysis.interpret import execute
from kale_converter.analysis.learning import apply
from kale_converter.analysis.source import Source, parse_cell
from kale_converter.analysis.world import Mark, World
from kale_converter.model import Cell
from kale_converter.model.learnt import NOTHING_LEARNT, Applied, Learnt

REGISTERED = (calls, expressions, statements)
"""The modules that teach `interpret` its constructs."""

ALLOWED_TO_FAIL = "raises-exception"
"""Jupyter's own tag for a cell whose error does not stop the run."""


@dataclass(frozen=True, slots=True)
class CellFacts:
    """A cell, its code, its effects, the bindings of all names when it has run, and what of it only runs have shown."""

    cell: Cell
    source: Source
    effects: CellEffects
    after: After
    learnt: tuple[Applied, ...] = ()


class Interpreter:
    """Interprets the cells of a notebook in their order, as one kernel would run them.

    After an edit it does so again, from the first cell on that is not as before. For one thread at a time; what it gave
    before an edit is not to be used after it.
    """

    def __init__(self) -> None:
        self._world = World()
        self._history = History()
        self._facts: list[CellFacts] = []
        self._marks: list[Mark] = []
        self._learnt = NOTHING_LEARNT

    def run(self, cells: Iterable[Cell], learnt: Learnt = NOTHING_LEARNT) -> tuple[CellFacts, ...]:
        """What each cell does. learnt: what runs have shown besides."""
        wanted = sorted(cells, key=lambda cell: cell.index)
        kept = 0
        if learnt == self._learnt:
            pairs = zip(self._facts, wanted, strict=False)
            kept = sum(1 for _ in takewhile(lambda pair: _is_same(pair[0].cell, pair[1]), pairs))
        self._learnt = learnt
        self._go_back(kept)
        self._facts = [replace(fact, cell=cell) for fact, cell in zip(self._facts, wanted, strict=False)]
        for cell in wanted[kept:]:
            self._marks.append(self._world.mark())
            self._facts.append(self._interpret(cell, learnt))
        return tuple(self._facts)

    def _go_back(self, kept: int) -> None:
        """Forget all but the first cells. A cell that was not done with has a mark and no facts."""
        if kept == len(self._marks):
            return
        first = self._facts[kept].cell.index if kept < len(self._facts) else self._world.effects.cell
        self._world.go_back(self._marks[kept], first, self._history.go_back(first))
        del self._facts[kept:], self._marks[kept:]

    def _interpret(self, cell: Cell, learnt: Learnt) -> CellFacts:
        world = self._world
        source = parse_cell(cell)
        world.begin(cell.index, source.span(source.body[0]) if source.body else source.first_line())
        world.tolerant = ALLOWED_TO_FAIL in cell.tags
        if source.body:
            for state in ambient.EVERYWHERE:
                world.use_state(state, world.span, change=False)
        execute(source.body, Frame(world, source))
        if source.problem is not None and not world.tolerant:
            world.bind_unknown_names(world.span)
        applied = apply(learnt, world, source)
        effects = world.end()
        return CellFacts(cell, source, effects, self._history.record(cell.index, world.env), applied)


def _is_same(before: Cell, now: Cell) -> bool:
    """Whether a cell does now what it did before."""
    return _what_counts(before) == _what_counts(now)


def _what_counts(cell: Cell) -> tuple[int, str, str, bool]:
    return cell.index, cell.id, cell.source, ALLOWED_TO_FAIL in cell.tags
