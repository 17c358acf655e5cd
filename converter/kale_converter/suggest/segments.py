"""Where to cut: the division into runs of cells that costs least.

A step has a price. What it has to be given costs by number and size. A cut at a heading, or where the notebook turns
to something else (from loading to preparing, training, judging), is worth something. Steps that are too small or too
large cost extra, and so does every piece of heavy work in a step that could run beside another one in it. The cheapest
division is found by dynamic programming over the place of the last cut (as in Bellman 1961, "On the approximation of
curves by line segments using dynamic programming"), in time linear in the number of cells for a bounded step length.
Where it has more steps than a reader can take in, the price of a step is raised.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kale_converter.suggest.material import Piece

STEP = 1.0
LARGE_VALUE, SMALL_VALUE = 0.08, 0.02
HEADINGS = (2.0, 1.6, 1.2)
"""What a cut at a heading of the highest level is worth, of the next, and of all below."""
TURN = 1.5
"""What a cut where the notebook turns to something else is worth."""
TOO_SMALL = 1.5
"""What a step without a line costs that does nothing heavy; less with each line up to FEW_LINES."""
FEW_LINES = 6
MANY_LINES = 45
"""A step with so many lines costs 1 for its length, and with twice as many 4: the longer, the more a cut is worth."""
APART = 1.6
"""What it costs to keep heavy work together with other heavy work that it does not depend on."""
HELD_UP = 0.6
"""What it costs that heavy work in a later step has to wait for heavy work in this one of which it needs nothing."""
PER_LINE_SHOWN, TOO_MUCH_SHOWN = 0.04, 0.9
"""What it costs, by line and at most, that other steps have to wait for plots and looks."""
UNSTORABLE = 1000.0
LONGEST = 80
"""The most cells of a step."""
FEWEST_STEPS, CELLS_PER_STEP = 8, 4
"""So many steps may always be, and one more for so many cells more."""
DEARER = 1.1


def segments(pieces: Sequence[Piece]) -> tuple[tuple[int, int], ...]:
    """The steps as half-open ranges of places in the material."""
    ways = _Ways.of(pieces)
    costs = [_costs(pieces, ways, start) for start in range(len(pieces))]
    most = FEWEST_STEPS + len(pieces) // CELLS_PER_STEP
    price = STEP
    while len(cuts := _cheapest(costs, price)) > most:
        price *= DEARER
    return cuts


def _cheapest(costs: Sequence[Sequence[float]], price: float) -> tuple[tuple[int, int], ...]:
    """The cheapest division. costs: of the step from each place on, for each number of cells."""
    best: list[tuple[float, int]] = [(0.0, 0)]  # up to each place: the least cost, and where the last step begins
    for end in range(1, len(costs) + 1):
        starts = range(max(0, end - LONGEST), end)
        best.append(min((best[start][0] + costs[start][end - start - 1] + price, start) for start in starts))
    found = []
    end = len(costs)
    while end:
        found.append((best[end][1], end))
        end = best[end][1]
    return tuple(reversed(found))


def _costs(pieces: Sequence[Piece], ways: _Ways, start: int) -> list[float]:
    """What the step from `start` on costs beside its price, for each number of cells that it may have."""
    growing = _Growing(start, ways)
    worth = cut_worth(pieces, start) if start else 0.0
    costs = []
    for piece in pieces[start : start + LONGEST]:
        growing.add(piece)
        costs.append(growing.cost - worth)
    return costs


def cut_worth(pieces: Sequence[Piece], start: int) -> float:
    """What speaks for a step that begins at this place."""
    piece = pieces[start]
    worth = 0.0
    if piece.heading is not None and piece.heading.own:
        worth = HEADINGS[min(piece.heading.rank, len(HEADINGS) - 1)]
    return max(worth, TURN if turns(pieces, start) else 0.0)


def turns(pieces: Sequence[Piece], start: int) -> bool:
    """Whether the notebook turns to the next kind of work at this place: from loading to preparing, and so on."""
    own = pieces[start].phase
    before = next((piece.phase for piece in reversed(pieces[:start]) if piece.phase is not None), None)
    return own is not None and before is not None and own > before


@dataclass(frozen=True, slots=True)
class _Ways:
    """Which pieces depend on which, as sets of places in the bits of a number.

    heavy: the heavy pieces. above: for each piece all that it depends on, directly or not. below: for each piece all
    that depend on it. used_by: for each piece those that depend on it directly.
    """

    heavy: int
    above: tuple[int, ...]
    below: tuple[int, ...]
    used_by: tuple[int, ...]

    @classmethod
    def of(cls, pieces: Sequence[Piece]) -> _Ways:
        heavy = sum(1 << place for place, piece in enumerate(pieces) if piece.heavy)
        above = [0] * len(pieces)
        below = [0] * len(pieces)
        used_by = [0] * len(pieces)
        for place, piece in enumerate(pieces):
            for earlier in piece.follows:
                above[place] |= above[earlier] | 1 << earlier
                used_by[earlier] |= 1 << place
        for place in reversed(range(len(pieces))):
            for earlier in pieces[place].follows:
                below[earlier] |= below[place] | 1 << place
        return cls(heavy, tuple(above), tuple(below), tuple(used_by))


@dataclass(slots=True)
class _Growing:
    """A step that grows cell by cell, and what it costs by now.

    given: what it has to be given, and what that costs. heavy: its heavy pieces. starting: how many of these depend on
    no other of them. below: all that depends on a heavy piece. users: the pieces that depend on any piece.
    shown: lines that only show something.
    """

    start: int
    ways: _Ways
    size: int = 0
    given: dict[tuple[str, int], float] = field(default_factory=dict)
    lines: float = 0.0
    shown: int = 0
    bound: int = 0
    heavy: int = 0
    starting: int = 0
    below: int = 0
    users: int = 0

    def add(self, piece: Piece) -> None:
        place = self.start + self.size
        self.size += 1
        self.lines += piece.lines / 2 if piece.shows else piece.lines
        self.shown += piece.lines if piece.shows else 0
        self.users |= self.ways.used_by[place]
        self.bound += sum(earlier < self.start for earlier in piece.bound_to)
        for need in piece.needs:
            if need.place < self.start:
                self.given[need.variable, need.place] = SMALL_VALUE if need.small else LARGE_VALUE
        if piece.heavy:
            self.starting += not self.ways.above[place] & self.heavy
            self.heavy |= 1 << place
            self.below |= self.ways.below[place]

    @property
    def cost(self) -> float:
        later = self.users >> (self.start + self.size) << (self.start + self.size)
        held_up = (later & self.ways.heavy & ~self.below).bit_count() if self.heavy else 0
        shown = self.shown if later else 0
        return (
            sum(self.given.values())
            + (0.0 if self.heavy else TOO_SMALL * max(0.0, 1 - self.lines / FEW_LINES))
            + (self.lines / MANY_LINES) ** 2
            + max(0, self.starting - 1) * APART
            + held_up * HELD_UP
            + min(shown * PER_LINE_SHOWN, TOO_MUCH_SHOWN)
            + self.bound * UNSTORABLE
        )
