"""What an edit has changed so far in the world that cells run in, and which later cells that concerns."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kale_converter.analysis.bindings import EVERY_NAME, Binding
from kale_converter.analysis.growing import Addition, Growth


@dataclass(frozen=True, slots=True)
class Exchange:
    """What passed between a cell and the world.

    needed: the names of which it asked what they were before it. left: what it left of those that it touched, None for
    not bound. growth: what it saw of growing sets, and added to them.
    """

    needed: Collection[str]
    left: Mapping[str, Binding | None]
    growth: Growth

    def differs(self, other: Exchange) -> set[str]:
        """The names of which another exchange leaves something else than this one."""
        both = self.left.keys() & other.left.keys()
        changed = {name for name in both if self.left[name] != other.left[name]}
        return changed | (self.left.keys() ^ other.left.keys())


NOTHING_PASSED = Exchange((), {}, Growth())
"""Of a cell that is not there."""


class Difference:
    """How the world may differ, after the cells so far, from what it was there before the edit.

    Where it does not in all that a cell asks of it, the cell does what it did. So much is certain; that it differs
    elsewhere is not.
    """

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._grown: set[int] = set()
        self._additions: set[Addition] = set()

    def concerns(self, cell: Exchange) -> bool:
        """Whether a cell may do something else than what it did before the edit."""
        if not self._names.isdisjoint(cell.needed):
            return True
        growth = cell.growth
        if self._grown and not self._grown.isdisjoint(growth.seen):
            return True
        new = self._additions
        return bool(new) and not (new.isdisjoint(growth.met) and new.isdisjoint(growth.added))

    def pass_again(self, cell: Exchange) -> None:
        """A cell did what it did before the edit."""
        self._names.difference_update(cell.left)

    def pass_anew(self, before: Exchange, now: Exchange) -> None:
        """In the place of a cell there is another, or the same in another world."""
        self._names.difference_update(now.left)
        if names := before.differs(now):
            self._names |= names | {EVERY_NAME}
        changed = before.growth.added.keys() ^ now.growth.added.keys()
        self._additions |= changed
        self._grown.update(growing for growing, _ in changed)
