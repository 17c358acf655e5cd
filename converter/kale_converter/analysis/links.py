"""What each unit needs of others by what its own cells do, remembered from one edit to the next.

A link rests on the effects of the unit's own cells, on what the names that it receives stand for, and on what their
objects hold. As long as all this is as it was, so is the link.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from kale_converter.analysis.bindings import ANY_NAME
from kale_converter.analysis.cells import CellFacts
from kale_converter.analysis.effects import Read
from kale_converter.analysis.identity import Reached, identified
from kale_converter.analysis.reasons import Found, note
from kale_converter.analysis.units import Unit
from kale_converter.model import Evidence, EvidenceKind

Facts = Mapping[int, CellFacts]
"""Those of the cells, by their places."""

_PROLOGUE = -1
_REACHED = 20_000
"""So many values are looked through and remembered."""


@dataclass(frozen=True, slots=True)
class Link:
    """What one unit needs. Once made it is not changed.

    passed: the passes of its cells that count. needs: name → the units that it gets the name from, in order (more than
    one only for star imports). inherited: names from the prologue. reasons: unit → why it needs something of that one.
    identified: the names of which it matters that they share (`identity`).
    """

    unit: Unit
    passed: tuple[Read, ...]
    needs: dict[str, list[int]] = field(default_factory=dict)
    inherited: set[str] = field(default_factory=set)
    reasons: dict[int, Found] = field(default_factory=dict)
    identified: set[str] = field(default_factory=set)


class Links:
    """Makes the links of a notebook's units, each again only when something that it rests on has changed.

    reached: what names give access to. stale: names that may stand for something else than when `of` was asked before.
    """

    def __init__(self) -> None:
        self._forget({}, {})

    def _forget(self, facts: Facts, owner: Mapping[int, int]) -> None:
        """From here on nothing is remembered."""
        self.reached = Reached()
        self.stale: set[str] = set()
        self._links: dict[int, Link] = {}
        self._facts, self._owner = facts, owner
        self._needed = Counter(version for fact in facts.values() for version in fact.effects.reads.versions)
        self._passing = {index for index, fact in facts.items() if fact.effects.passes}

    def of(self, units: Sequence[Unit], facts: Facts) -> list[Link]:
        """The link of each unit."""
        owner = {cell.index: number for number, unit in enumerate(units) for cell in unit.cells}
        if owner != self._owner or facts.keys() != self._facts.keys():
            self._forget(facts, owner)
        else:
            self._see(facts)
        passes, order = self._passes(), sorted(facts)
        for number, unit in enumerate(units):
            passed = tuple([read for cell in unit.cells for read in passes.get(cell.index, ())]) if passes else ()
            known = self._links.get(number)
            if known is None or known.passed != passed or known.unit != unit:
                made = self._link(number, Link(unit, passed))
                made.identified.update(identified(unit, {*made.needs, *made.inherited}, facts, order, self.reached))
                self._links[number] = made
        return [self._links[number] for number in range(len(units))]

    def _see(self, facts: Facts) -> None:
        """Forget the links that rest on something that is not as it was."""
        before, self._facts, self.stale = self._facts, facts, set()
        if len(self.reached) > _REACHED:  # most of it of cells as they were many edits ago
            self.reached = Reached()
        changed = {index for index, fact in facts.items() if fact.effects is not before[index].effects}
        for index in changed:
            old, new = before[index], facts[index]
            if not changed.issuperset(old.exchange.growth.holding_otherwise(new.exchange.growth)):
                self._forget(facts, self._owner)
                return
            self._needed.update(new.effects.reads.versions)
            self._needed.subtract(old.effects.reads.versions)
            for version in old.effects.reads.versions:
                if not self._needed[version]:
                    del self._needed[version]
            self._passing.discard(index)
            if new.effects.passes:
                self._passing.add(index)
            self.stale |= old.exchange.differs(new.exchange) | (old.effects.assumed ^ new.effects.assumed)
        for number in {self._owner.get(index, _PROLOGUE) for index in changed}:
            self._links.pop(number, None)
        if self.stale:
            gone = [number for number, link in self._links.items() if self.is_stale(link.needs, link.inherited)]
            for number in gone:
                del self._links[number]

    def is_stale(self, *names: Collection[str]) -> bool:
        """Whether one of these names may stand for something else than before."""
        return not all(map(self.stale.isdisjoint, names))

    def _passes(self) -> Mapping[int, Sequence[Read]]:
        """Of each cell those passes of old versions whose new version a later cell needs."""
        found: dict[int, Sequence[Read]] = {}
        passed: set[tuple[str, int]] = set()
        for index in sorted(self._passing, reverse=True):
            passes = self._facts[index].effects.passes
            counting = [r for r in passes if self._needed[r.name, index] > 0 or (r.name, index) in passed]
            passed.update((read.name, read.writer) for read in counting)
            found[index] = counting
        return found

    def _link(self, number: int, link: Link) -> Link:
        """Fill the link of a unit with what its cells read."""
        reads = (read for cell in link.unit.cells for read in self._facts[cell.index].effects.reads)
        for read in (*reads, *link.passed):
            source = self._owner.get(read.writer, _PROLOGUE)
            if source == _PROLOGUE:
                link.inherited.add(read.name)
            elif source != number and read.name != ANY_NAME:
                sources = link.needs.setdefault(read.name, [])
                if source not in sources:
                    insort(sources, source)
                assumed = read.assumed or read.name in self._facts[read.writer].effects.assumed
                reason = Evidence(read.name, read.kind, read.writer_span, read.reader_span, assumed)
                note(link.reasons.setdefault(source, {}), reason)
        for order in (order for cell in link.unit.cells for order in self._facts[cell.index].effects.orders):
            source = self._owner.get(order.earlier, _PROLOGUE)
            if source not in (number, _PROLOGUE):
                reason = Evidence(order.name, EvidenceKind.FILE, order.earlier_span, order.span)
                note(link.reasons.setdefault(source, {}), reason)
        return link
