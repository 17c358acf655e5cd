"""Variables that share objects: stored together, and taken from the same step where sharing matters.

Two names loaded by one step from two others are two copies, even if they shared an object in the notebook. That matters
when the step, or another that gets them or what holds them from it, changes the object. Then both must come from the
later of the two steps, which hands them on together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kale_converter.analysis.bindings import Binding
from kale_converter.analysis.cells import CellFacts
from kale_converter.analysis.history import BEFORE_ALL, After
from kale_converter.analysis.library import CORRELATED
from kale_converter.analysis.objects import NOTHING, Object, Value
from kale_converter.analysis.reasons import Reasons
from kale_converter.analysis.units import Unit
from kale_converter.model import Evidence, EvidenceKind, Span

Needs = list[dict[str, list[int]]]


class Reached:
    """The objects that names give access to, each value looked through once. Nothing may change what objects hold."""

    def __init__(self) -> None:
        self._known: dict[Value, frozenset[Object]] = {}
        self._told_apart: dict[Value, bool] = {}

    def __len__(self) -> int:
        return len(self._known)

    def __call__(self, binding: Binding | None) -> frozenset[Object]:
        """See `_shared_objects`."""
        if binding is None:
            return NOTHING
        known = self._known.get(binding.value)
        if known is None:
            known = self._known[binding.value] = _shared_objects(binding.value)
        return known

    def tells_apart(self, binding: Binding | None) -> bool:
        """Whether one of the objects is of those that are told apart."""
        if binding is None:
            return False
        known = self._told_apart.get(binding.value)
        if known is None:
            known = self._told_apart[binding.value] = any(map(_is_told_apart, self(binding)))
        return known


def _shared_objects(value: Value) -> frozenset[Object]:
    """The objects that a value gives access to and that could be shared to any effect; classes and modules cannot.

    What a class and its bases hold counts only for a name that stands for the class itself: an instance does not take
    it along.
    """
    seen = {item for item in value if not item.module}
    stack = list(seen)
    for item in stack:
        if item.user_class is not None:
            bases = {base for value in item.user_class.bases for base in value if not base.module} - seen
            seen |= bases
            stack.extend(bases)
    while stack:
        for other in stack.pop().held:
            if other not in seen and other.user_class is None and not other.module:
                seen.add(other)
                stack.append(other)
    return frozenset(item for item in seen if item.user_class is None)


def _is_told_apart(item: Object) -> bool:
    return item.instance_of is not None or item.library in CORRELATED


def groups_of(names: Sequence[str], after: After, reached: Reached) -> tuple[tuple[str, ...], ...]:
    """Names in groups whose objects overlap, each group sorted, groups by their first name."""
    return tuple(sorted(tuple(sorted(members)) for members, _ in _grouped(names, after, reached)))


def _grouped(names: Sequence[str], after: After, reached: Reached) -> list[tuple[list[str], frozenset[Object]]]:
    """The same groups, each with all its objects."""
    groups: list[tuple[list[str], frozenset[Object]]] = []
    for name in names:
        objects = reached(after.get(name))
        joined, rest = [name], []
        for members, held in groups:
            if not held.isdisjoint(objects):
                joined += members
                objects |= held
            else:
                rest.append((members, held))
        groups = [*rest, (joined, objects)]
    return groups


def identified(
    unit: Unit, received: AbstractSet[str], facts: Mapping[int, CellFacts], order: Sequence[int], reached: Reached
) -> set[str]:
    """Of the names that a unit receives, those of which it matters that they share.

    These are the names of objects that it changes, and of those that are told apart: of the notebook's own classes in
    sets, as keys, by `==` and `in`, of numbers with an error by every operator. order: the places of all cells.
    """
    cells = [facts[cell.index].effects for cell in unit.cells]
    touched = {name for cell in cells for part in (cell.mutated, cell.compared) for name in part if name in received}
    before = _before(unit, facts, order)
    return touched | {name for name in received if name not in touched and reached.tells_apart(before.get(name))}


def _before(unit: Unit, facts: Mapping[int, CellFacts], order: Sequence[int]) -> After:
    """The bindings that a unit begins with: those after the last cell of others before its last cell."""
    own = {cell.index for cell in unit.cells}
    place = bisect_left(order, max(own)) - 1
    while place >= 0 and order[place] in own:
        place -= 1
    return facts[order[place]].after if place >= 0 else BEFORE_ALL


@dataclass(frozen=True, slots=True)
class Sharing:
    """What is needed to see to identity.

    needs, evidence: what flows so far, which this adds to. inherited: for each unit the names that it needs from the
    prologue, which this adds to. identified: for each unit the names of which it matters there that they share. facts:
    of each cell, by its place. order: the places of all cells. reached: what names give access to.
    """

    needs: Needs
    evidence: Reasons
    inherited: Sequence[set[str]]
    identified: Sequence[set[str]]
    units: Sequence[Unit]
    facts: Mapping[int, CellFacts]
    order: Sequence[int]
    reached: Reached

    def keep(self) -> None:
        """Make every step that changes or tells apart shared objects receive them from one step."""
        required = [set(names) for names in self.identified]
        pending = [number for number, names in enumerate(required) if names]
        while pending:
            number = pending.pop()
            before = _before(self.units[number], self.facts, self.order)
            for names, objects in _grouped(sorted(required[number]), before, self.reached):
                source, moved = self._unify(sorted(names), number)
                if source is None:
                    continue
                more = moved | self._sharing(objects, source)
                if moved or more - required[source]:
                    required[source] |= more
                    pending.append(source)

    def _unify(self, group: Sequence[str], number: int) -> tuple[int | None, set[str]]:
        """Let a unit get a group of names from the latest of their producers, and that one the names it lacks.

        Returns this producer, None where the prologue is the only one, and the names that the unit had from elsewhere.
        """
        wanted = self.needs[number]
        sources = {name: self._latest(wanted[name], [name]) for name in group if name in wanted}
        if not sources:
            return None, set()
        latest = self._latest(sources.values(), group)
        moved = set()
        for name in group:
            source = sources.get(name)
            if source == latest or (source is None and name not in self.inherited[number]):
                continue
            if not self._is_bound(name, latest):
                continue
            wanted[name] = [latest]
            self._explain(name, latest, number)
            if source is None:
                self.inherited[latest].add(name)
            elif name not in self.needs[latest]:
                self.needs[latest][name] = [source]
                self._explain(name, source, latest)
            moved.add(name)
        return latest, moved

    def _latest(self, numbers: Iterable[int], names: Sequence[str]) -> int:
        """The unit that writes one of these names last in the notebook; what it does after that is no matter."""

        def last_write(number: int) -> tuple[int, int]:
            own = [cell.index for cell in self.units[number].cells]
            written = (i for i in own if any(name in self.facts[i].effects.writes for name in names))
            return max(written, default=own[0]), own[-1]

        return max(numbers, key=last_write)

    def _explain(self, name: str, source: int, target: int) -> None:
        """Both ends of the edge are where the steps touch what the name shares, or where they begin."""
        reason = Evidence(name, EvidenceKind.ALIAS, self._place(name, source), self._place(name, target))
        self.evidence.add(source, target, reason)

    def _place(self, name: str, number: int) -> Span:
        for cell in self.units[number].cells:
            place = self.facts[cell.index].effects.writes.get(name)
            if place is not None:
                return place
        first = self.facts[self.units[number].cells[0].index].source
        return first.span(first.body[0]) if first.body else first.first_line()

    def _is_bound(self, name: str, number: int) -> bool:
        binding = self.units[number].end(self.facts).get(name)
        return binding is not None and not binding.gone

    def _sharing(self, objects: frozenset[Object], number: int) -> set[str]:
        """The names that a unit receives and that give access to some of `objects`."""
        received = self.needs[number].keys() | self.inherited[number]
        if len(received) == 1:
            return set()  # with nothing that it could be a second copy of
        before = _before(self.units[number], self.facts, self.order)
        return {name for name in received if not objects.isdisjoint(self.reached(before.get(name)))}
