"""One pass over the notebook's cells in their order: what each does, and what every name stands for afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from operator import attrgetter

from kale_converter.analysis import calls, catching, comprehensions, expressions, members, statements, states
from kale_converter.analysis.difference import NOTHING_PASSED, Difference, Exchange
from kale_converter.analysis.effects import CellEffects
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.growing import recording
from kale_converter.analysis.history import After, History
from kale_converter.analysis.imported import see_folder
from kale_converter.analysis.interpret import execute
from kale_converter.analysis.learning import apply
from kale_converter.analysis.loggers import see_loggers
from kale_converter.analysis.package_state import NOTHING_KEPT, KeptStates
from kale_converter.analysis.source import Source, parse_cell
from kale_converter.analysis.world import World
from kale_converter.model import Cell
from kale_converter.model.learnt import NOTHING_LEARNT, Applied, Learnt

REGISTERED = (calls, catching, comprehensions, expressions, members, statements)
"""The modules that teach `interpret` its constructs."""

ALLOWED_TO_FAIL = "raises-exception"
"""Jupyter's own tag for a cell whose error does not stop the run."""


@dataclass(frozen=True, slots=True)
class CellFacts:
    """A cell, its code, its effects, the bindings of all names when it has run, and what of it only runs have shown.

    exchange: what passed between it and the world when it was interpreted. to_tell: whether there is anything in all
    this that rules tell of.
    """

    cell: Cell
    source: Source
    effects: CellEffects
    after: After
    learnt: tuple[Applied, ...]
    exchange: Exchange
    to_tell: bool


class Interpreter:
    """Interprets the cells of a notebook in their order, as one kernel would run them.

    After an edit it does so again for the cells that are not as before, and for those that see a difference which that
    makes. For one thread at a time; what it gave before an edit is not to be used after it.
    """

    def __init__(self) -> None:
        self._start_afresh(NOTHING_LEARNT)

    def _start_afresh(
        self, learnt: Learnt, stateful: frozenset[str] = frozenset(), packages: KeptStates = NOTHING_KEPT
    ) -> None:
        self._world = World(stateful, packages)
        self._stateful, self._packages = stateful, packages
        self._history = History()
        self._done: list[CellFacts] = []
        self._learnt = learnt

    def run(
        self,
        cells: Iterable[Cell],
        learnt: Learnt = NOTHING_LEARNT,
        stateful: frozenset[str] = frozenset(),
        packages: KeptStates = NOTHING_KEPT,
    ) -> tuple[CellFacts, ...]:
        """What each cell does.

        learnt: what runs have shown besides. stateful: modules of the user's own with state. packages: what
        installed packages keep.
        """
        if learnt != self._learnt or stateful != self._stateful or packages != self._packages:
            self._start_afresh(learnt, stateful, packages)
        wanted = sorted(cells, key=attrgetter("index"))
        same = map(_is_same, self._done, wanted)
        kept = sum(takewhile(bool, same))
        try:
            self._go_on(self._go_back(kept), wanted[kept:])
        except BaseException:
            self._start_afresh(learnt, stateful, packages)
            raise
        return tuple(_with_cell(done, cell) for done, cell in zip(self._done, wanted, strict=True))

    def _go_back(self, kept: int) -> list[CellFacts]:
        """Take back what all but the first cells did; gives these others."""
        gone = self._done[kept:]
        del self._done[kept:]
        for done in reversed(gone):
            if done.exchange.growth.added:
                done.exchange.growth.take_back()
        return gone

    def _go_on(self, before: Iterable[CellFacts], cells: Sequence[Cell]) -> None:
        """Interpret cells. before: what was there in their places."""
        known = {done.cell.index: done for done in before}
        wanted = {cell.index: cell for cell in cells}
        last = max(known, default=0)  # behind it there is none that a difference could concern
        difference = Difference()
        for index in sorted(known.keys() | wanted.keys()):
            old, cell = known.get(index), wanted.get(index)
            if old and cell and _is_same(old, cell) and not difference.concerns(old.exchange):
                if old.exchange.growth.added:
                    old.exchange.growth.do_again()
                self._done.append(old)
                difference.pass_again(old.exchange)
                continue
            if old is not None:
                self._history.forget(index, old.exchange.left)
            if cell is not None:
                self._done.append(self._interpret(cell))
            if index < last:
                now = self._done[-1].exchange if cell else NOTHING_PASSED
                difference.pass_anew(old.exchange if old else NOTHING_PASSED, now)

    def _interpret(self, cell: Cell) -> CellFacts:
        world = self._world
        source = parse_cell(cell)
        with recording(cell.index) as growth:
            begins = source.span(source.body[0]) if source.body else source.first_line()
            world.begin(cell.index, begins, self._history.before(cell.index))
            world.tolerant = ALLOWED_TO_FAIL in cell.tags
            if source.body:
                for state in states.EVERYWHERE:
                    if world.env.get(state) is not None:
                        world.use_state(state, world.span, change=False)
                see_folder(world, world.span)
            execute(source.body, Frame(world, source))
            see_loggers(world, world.effects.packages, world.span)
            if source.problem is not None and not world.tolerant:
                world.bind_unknown_names(world.span)
            applied = apply(self._learnt, world, source)
            effects = world.end()
        exchange = Exchange(frozenset(world.env.needed), world.env.touched, growth)
        after = self._history.record(cell.index, exchange.left)
        to_tell = effects.to_tell or bool(applied) or source.problem is not None
        return CellFacts(cell, source, effects, after, applied, exchange, to_tell)


def _with_cell(facts: CellFacts, cell: Cell) -> CellFacts:
    """The facts of a cell, of which something may be new that does not count here."""
    return facts if facts.cell is cell or facts.cell == cell else replace(facts, cell=cell)


def _is_same(before: CellFacts, now: Cell) -> bool:
    """Whether a cell does now what it did before."""
    cell = before.cell
    return cell is now or (
        cell.source == now.source
        and (cell.index, cell.id) == (now.index, now.id)
        and (ALLOWED_TO_FAIL in cell.tags) == (ALLOWED_TO_FAIL in now.tags)
    )
