"""One pass over the notebook's cells in their order: what each does, and what every name stands for afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kale_converter.analysis import ambient, calls, expressions, statements
from kale_converter.analysis.effects import CellEffects
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.history import After, History
from kale_converter.analysis.interpret import execute
from kale_converter.analysis.learning import apply
from kale_converter.analysis.source import Source, parse_cell
from kale_converter.analysis.world import World
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


def run_cells(cells: Iterable[Cell], learnt: Learnt = NOTHING_LEARNT) -> tuple[CellFacts, ...]:
    """Interpret cells in the order of the notebook, as one kernel would run them."""
    world = World()
    history = History()
    facts = []
    for cell in sorted(cells, key=lambda cell: cell.index):
        source = parse_cell(cell)
        world.begin(cell.index, source.span(source.body[0]) if source.body else source.first_line())
        world.tolerant = ALLOWED_TO_FAIL in cell.tags
        if source.body:
            for state in ambient.EVERYWHERE:
                world.use_state(state, world.span, change=False)
        execute(source.body, Frame(world, source))
        if source.problem is not None:
            world.bind_unknown_names(world.span)
        applied = apply(learnt, world, source)
        effects = world.end()
        facts.append(CellFacts(cell, source, effects, history.record(cell.index, world.env), applied))
    return tuple(facts)
