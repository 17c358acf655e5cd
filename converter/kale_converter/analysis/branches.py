"""Where the interpretation is, and how the paths come together that lead there.

After a branch, a loop or a `try` a name may have the binding of either path.
"""

from __future__ import annotations

from dataclasses import dataclass

from kale_converter.analysis.bindings import Binding, Names
from kale_converter.analysis.closures import Closures
from kale_converter.model import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the interpretation: within so many conditions, loops and calls. env: the bindings from before it."""

    env: Names
    conditional: int
    loops: int
    depth: int
    calling: int


class Branches(Closures):
    """Keeps count of the conditions, loops and calls around a place, and joins the bindings of paths."""

    def __init__(self) -> None:
        super().__init__()
        self.conditional = 0
        self.loops = 0
        self.depth = 0
        self.calling: list[object] = []

    def record(self, cell: int, span: Span) -> None:
        """See `Recorder.record`."""
        super().record(cell, span)
        self.conditional = self.loops = self.depth = 0
        self.calling = []

    def fork(self) -> Names:
        """The bindings as they are now, to come back to."""
        return self.env.copy()

    def join(self, other: Names) -> None:
        """From here on either path may have been taken: the one that led here or the one that left `other`."""
        env = self.env
        for name in env.touched | other.touched:
            mine, theirs = env.get(name), other.get(name)
            if mine is theirs:
                continue
            if mine is None or theirs is None:
                one = mine or theirs
                assert one is not None
                env.set(name, Binding(one.value, one.writers, maybe_unbound=True, gone=one.gone, passed=one.passed))
            else:
                either = Binding(
                    mine.value | theirs.value,
                    {**theirs.writers, **mine.writers},
                    mine.maybe_unbound or theirs.maybe_unbound or mine.gone or theirs.gone,
                    mine.gone and theirs.gone,
                    max(mine.passed, theirs.passed),
                )
                env.set(name, either)

    def place(self) -> Place:
        """Where the interpretation is, to come back to."""
        return Place(self.env, self.conditional, self.loops, self.depth, len(self.calling))

    def come_back(self, place: Place) -> None:
        """What began at this place has been left without an end: any part of it may have been done."""
        self.conditional, self.loops, self.depth = place.conditional, place.loops, place.depth
        del self.calling[place.calling :]
        if self.env is not place.env:
            left, self.env = self.env, place.env
            self.join(left)
