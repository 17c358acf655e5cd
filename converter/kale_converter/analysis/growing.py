"""Sets that only grow, and can be taken back to what they were at an earlier moment."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import count
from typing import TypeVar

T = TypeVar("T", bound=Hashable)

_moments = count(1)


def now() -> int:
    """A moment later than all before."""
    return next(_moments)


class Growing(dict[T, int]):
    """A set in order of growth: each item with the moment when it came in."""

    __slots__ = ()

    def add(self, item: T) -> None:
        """Take an item in."""
        if item not in self:
            self[item] = next(_moments)

    def go_back(self, moment: int) -> None:
        """Drop what came in after a moment."""
        while self and next(reversed(self.values())) > moment:
            self.popitem()
