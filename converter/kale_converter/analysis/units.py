"""Which cells run together in one process: the blocks of the division, corrected where they would change a value.

A cell of the prologue runs before every step. That is only right if it needs nothing that a step makes and no step
before it in the notebook uses or sets the names that it sets; else it becomes a step of its own, in its place.

The cells of one `step:` may stand apart, with other steps between them. Running them together is only right if no value
flows from the first of them through another step into a later one, and no name has two versions that matter; else the
later cells become a step of their own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kale_converter.analysis.bindings import ANY_NAME
from kale_converter.analysis.cells import CellFacts
from kale_converter.analysis.history import After
from kale_converter.analysis.objects import Object, reach
from kale_converter.model import Cell, Span, StepName, StepSettings
from kale_converter.reading.division import Block, Divided


@dataclass(frozen=True, slots=True)
class Unit:
    """A step-to-be: cells that run in one process. part_of: the block that it was split from, or its own name."""

    name: StepName
    part_of: StepName
    cells: tuple[Cell, ...]
    prev: tuple[tuple[StepName, Span], ...]
    settings: StepSettings
    is_metrics: bool = False

    def end(self, facts: Mapping[int, CellFacts]) -> After:
        """The bindings when its cells have run; what a cell of another unit between them did is not done here."""
        first, last = self.cells[0].index, self.cells[-1].index
        after = facts[last].after
        return after if last - first < len(self.cells) else after.in_step(cell.index for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Split:
    """Cells that could not stay where their tags put them. cell: the first of them. name: the step that they now are.

    variable: what would have had the wrong value. was: "prologue", or the name of the step that they were tagged with.
    """

    cell: Cell
    name: StepName
    was: str
    variable: str


def make_units(
    divided: Divided, facts: Mapping[int, CellFacts]
) -> tuple[tuple[Cell, ...], tuple[Unit, ...], tuple[Split, ...]]:
    """The prologue, the units in the order of their first cells, and what had to be split."""
    taken = {block.name for block in divided.blocks}
    splits: list[Split] = []
    units: list[Unit] = []
    prologue: list[Cell] = []
    in_steps = {cell.index for block in divided.blocks for cell in block.cells}
    for cell in divided.prologue:
        variable = _why_not_first(facts[cell.index], in_steps, facts)
        if variable is None:
            prologue.append(cell)
            continue
        name = _unique(_role(cell), taken)
        in_steps.add(cell.index)
        units.append(Unit(name, name, (cell,), (), StepSettings()))
        splits.append(Split(cell, name, "prologue", variable))
    order = sorted(in_steps)
    for block in divided.blocks:
        for number, (cells, variable) in enumerate(_parts(block, order, facts)):
            name = block.name if number == 0 else _unique(block.name, taken)
            prev = block.prev if number == 0 else ()
            units.append(Unit(name, block.name, cells, prev, block.settings, block.is_metrics))
            if number:
                splits.append(Split(cells[0], name, block.name, variable))
    units.sort(key=lambda unit: unit.cells[0].index)
    return tuple(prologue), tuple(units), tuple(splits)


def split_ring(rings: Sequence[Sequence[int]], units: Sequence[Unit]) -> tuple[tuple[Unit, ...], Split] | None:
    """Break a ring of units at a unit whose cells stand apart, with another unit of the ring between them.

    Units that are each one run of cells cannot wait for each other, so that doing this again and again ends every ring.
    None where there is nothing to break.
    """
    for ring in rings:
        for number in ring:
            unit = units[number]
            others = [cell.index for other in ring if other != number for cell in units[other].cells]
            for position in range(1, len(unit.cells)):
                start, end = unit.cells[position - 1].index, unit.cells[position].index
                if any(start < index < end for index in others):
                    name = _unique(unit.part_of, {other.name for other in units})
                    first = replace(unit, cells=unit.cells[:position])
                    rest = replace(unit, name=name, cells=unit.cells[position:], prev=())
                    made = [*units[:number], first, *units[number + 1 :], rest]
                    between = next(units[other].name for other in ring if other != number)
                    split = Split(rest.cells[0], name, unit.part_of, f"the step {between} between its cells")
                    return tuple(sorted(made, key=lambda item: item.cells[0].index)), split
    return None


def _role(cell: Cell) -> str:
    roles = ("imports", "functions", "pipeline-parameters")
    return next((tag for tag in cell.tags if tag in roles), "imports")


def _unique(stem: str, taken: set[StepName]) -> StepName:
    name, number = StepName(stem), 1
    while name in taken:
        number += 1
        name = StepName(f"{stem}-{number}")
    taken.add(name)
    return name


def _why_not_first(cell: CellFacts, in_steps: Iterable[int], facts: Mapping[int, CellFacts]) -> str | None:
    """The name that keeps a prologue cell from running before all steps, None where nothing does."""
    earlier = {index for index in in_steps if index < cell.cell.index}
    for read in cell.effects.every_read:
        if read.writer in earlier:
            return read.name
    for order in cell.effects.orders:
        if order.earlier in earlier:
            return order.name
    written = set(cell.effects.writes) - {ANY_NAME}
    for index in sorted(earlier):
        effects = facts[index].effects
        used = {read.name for read in effects.every_read} | set(effects.writes)
        if common := used & written:
            return min(common)
    return None


def _parts(block: Block, order: Sequence[int], facts: Mapping[int, CellFacts]) -> list[tuple[tuple[Cell, ...], str]]:
    """The block's cells in as few groups as keep every value right, each with the name that made it start anew."""
    first, last = block.cells[0].index, block.cells[-1].index
    if bisect_right(order, last) - bisect_left(order, first) == len(block.cells):
        return [(block.cells, "")]  # with no other's between them
    own = {cell.index for cell in block.cells}
    groups: list[tuple[list[Cell], str]] = []
    for cell in block.cells:
        if not groups:
            groups.append(([cell], ""))
            continue
        current = groups[-1][0]
        span = order[bisect_right(order, current[0].index) : bisect_left(order, cell.index)]
        between = [index for index in span if index not in own]
        variable = _why_apart([item.index for item in current], between, cell.index, facts) if between else None
        if variable is None:
            current.append(cell)
        else:
            groups.append(([cell], variable))
    return [(tuple(cells), variable) for cells, variable in groups]


def _why_apart(group: Sequence[int], between: Sequence[int], cell: int, facts: Mapping[int, CellFacts]) -> str | None:
    """The name that keeps `cell` from running together with `group`, before the cells `between` them, if any."""
    return _flows_back(group, between, cell, facts) or _has_two_versions(group, between, cell, facts)


def _flows_back(group: Sequence[int], between: Sequence[int], cell: int, facts: Mapping[int, CellFacts]) -> str | None:
    """A name through which something of `group` reaches `cell` by way of a cell `between` them."""
    touched = set(group)
    for index in (*between, cell):
        effects = facts[index].effects
        sources = [(read.writer, read.name) for read in effects.every_read]
        sources += [(item.earlier, item.name) for item in effects.orders]
        for source, name in sources:
            if index == cell and source in touched and source not in group:
                return name
            if source in touched:
                touched.add(index)
    return None


def _has_two_versions(
    group: Sequence[int], between: Sequence[int], cell: int, facts: Mapping[int, CellFacts]
) -> str | None:
    """A name of which `group` and `cell` need, or leave to a cell between them, different versions."""
    used = {read.name for index in group for read in facts[index].effects.every_read}
    used |= {name for index in group for name in facts[index].effects.writes}
    effects = facts[cell].effects
    for read in effects.every_read:
        if read.writer in between and (read.name in used or _changed_along(read.name, used, facts[read.writer])):
            return read.name
    for index in between:
        for read in facts[index].effects.every_read:
            if read.writer in group and read.name in effects.writes:
                return read.name
    return None


def _changed_along(name: str, used: set[str], cell: CellFacts) -> bool:
    """Whether a cell has changed an object of `name` that one of the names `used` gives access to as well."""
    others = used & cell.effects.mutated if name in cell.effects.mutated else ()
    return any(not _objects(name, cell).isdisjoint(_objects(other, cell)) for other in others)


def _objects(name: str, cell: CellFacts) -> set[Object]:
    binding = cell.after.get(name)
    return set() if binding is None else {item for item in reach(binding.value) if not item.module}
