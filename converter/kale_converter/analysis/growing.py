"""Sets that only grow, and the record of what a cell has seen of them and added: to take it back and to do it again."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Self, TypeVar

T = TypeVar("T", bound=Hashable)

Addition = tuple[int, Hashable]
"""A set, by its identity, and an item of it."""


@dataclass(frozen=True, slots=True)
class Growth:
    """What was seen of growing sets for some time, and what was added to them, but for those that it made itself.

    cell: the cell that does it. seen: the sets that were looked at as a whole. met: what was to be added and was there
    already. added: in order. numbers: for what it makes.
    """

    cell: int = 0
    numbers: Iterator[int] = field(default_factory=count)
    seen: set[int] = field(default_factory=set)
    met: set[Addition] = field(default_factory=set)
    added: dict[Addition, Growing[Any]] = field(default_factory=dict)

    def holding_otherwise(self, other: Growth) -> set[int]:
        """The cells that have made something which holds other things by this growth than by that one."""
        differing = self.added.keys() ^ other.added.keys()
        grown = (self.added[one] if one in self.added else other.added[one] for one in differing)
        return {growing.made_in for growing in grown if growing.is_held}

    def take_back(self) -> None:
        """Drop what was added. Later growth must have been taken back before."""
        for (_, item), growing in self.added.items():
            del growing[item]

    def do_again(self) -> None:
        """Add it again."""
        for (_, item), growing in self.added.items():
            growing[item] = None


_recorded: ContextVar[Growth | None] = ContextVar("recorded", default=None)


@contextmanager
def recording(cell: int) -> Iterator[Growth]:
    """Record, in this thread, what a cell sees of growing sets and adds to them."""
    growth = Growth(cell)
    token = _recorded.set(growth)
    try:
        yield growth
    finally:
        _recorded.reset(token)


def birth() -> tuple[int, int]:
    """The place of something new among all: its cell, and how many that has made before."""
    growth = _recorded.get()
    return (0, 0) if growth is None else (growth.cell, next(growth.numbers))


class Growing(dict[T, None]):
    """A set in order of growth. Iterating and asking whether it is empty are recorded, as adding is."""

    __slots__ = ()
    made_in = -1
    """The cell that made it, where no cell before that one can come upon it."""
    is_held = False
    """Whether it is what an object holds."""

    def add(self, item: T) -> None:
        """Take an item in."""
        growth = _recorded.get()
        known = item in self
        if not known:
            self[item] = None
        if growth is not None and growth.cell != self.made_in:
            if known:
                growth.met.add((id(self), item))
            else:
                growth.added[id(self), item] = self

    def __iter__(self) -> Iterator[T]:
        growth = _recorded.get()
        if growth is not None:
            growth.seen.add(id(self))
        return dict.__iter__(self)

    def __bool__(self) -> bool:
        growth = _recorded.get()
        if growth is not None:
            growth.seen.add(id(self))
        return len(self) > 0


class GrowingPart(Growing[T]):
    """Such a set in something that a cell has made. It must be told which cell: `made_in`.

    What that cell adds is not recorded: when it is taken back, nobody comes upon the set any more.
    """

    __slots__ = ("made_in",)

    @classmethod
    def of_cell(cls) -> Self:
        """An empty one, in something that the current cell makes."""
        made = cls()
        growth = _recorded.get()
        made.made_in = -1 if growth is None else growth.cell
        return made


class Held(GrowingPart[T]):
    """What an object holds."""

    __slots__ = ()
    is_held = True
