"""What every name stood for after each cell, kept as what each cell changed of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kale_converter.analysis.bindings import Binding


class History:
    """The bindings after each cell so far: a list a name, of the cells that changed it and what they left."""

    def __init__(self) -> None:
        self._cells: defaultdict[str, list[int]] = defaultdict(list)
        self._bindings: defaultdict[str, list[Binding | None]] = defaultdict(list)

    def record(self, cell: int, left: Mapping[str, Binding | None]) -> After:
        """Keep what a cell has left of the names that it has touched."""
        for name, binding in left.items():
            cells, bindings = self._cells[name], self._bindings[name]
            place = bisect_left(cells, cell)
            cells.insert(place, cell)
            bindings.insert(place, binding)
        return After(self, cell)

    def forget(self, cell: int, left: Iterable[str]) -> None:
        """Take back what was recorded of a cell. left: the names of which it left something."""
        for name in left:
            cells, bindings = self._cells[name], self._bindings[name]
            place = bisect_left(cells, cell)
            del cells[place], bindings[place]

    def before(self, cell: int) -> After:
        """The bindings that a cell finds."""
        return After(self, cell - 1)

    def every(self, cell: int, own: Collection[int] = ()) -> dict[str, Binding]:
        """All names that were bound after a cell, as `binding` has them."""
        found = ((name, self.binding(name, cell, own)) for name in self._cells)
        return {name: binding for name, binding in found if binding is not None}

    def binding(self, name: str, cell: int, own: Collection[int] = ()) -> Binding | None:
        """What a name was after a cell, None if it was not bound.

        own: if one of these cells has changed it, what the last of them left, whatever others did since.
        """
        cells = self._cells.get(name)
        if not cells:
            return None
        place = len(cells) if cells[-1] <= cell else bisect_right(cells, cell)
        if own:
            place = next((earlier for earlier in range(place, 0, -1) if cells[earlier - 1] in own), place)
        return self._bindings[name][place - 1] if place else None


@dataclass(frozen=True, slots=True)
class After:
    """The bindings after a cell; `own`: as a step of these cells has them, where others stand between its cells."""

    history: History
    cell: int
    own: frozenset[int] = frozenset()

    def get(self, name: str) -> Binding | None:
        """What a name is, None if it is not bound."""
        return self.history.binding(name, self.cell, self.own)

    def every(self) -> dict[str, Binding]:
        """All names that are bound."""
        return self.history.every(self.cell, self.own)

    def in_step(self, cells: Iterable[int]) -> After:
        """The same in a step of these cells."""
        return After(self.history, self.cell, frozenset(cells))


BEFORE_ALL = After(History(), 0)
"""No name is bound before the first cell."""
