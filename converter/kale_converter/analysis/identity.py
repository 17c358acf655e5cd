"""Variables that share objects: stored together, and taken from the same step where sharing matters.

Two names loaded by one step from two others are two copies, even if they shared an object in the notebook. That matters
when the step changes the object. Then both must come from the later of the two steps, which hands them on together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kale_converter.analysis.cells import CellFacts
from kale_converter.analysis.frames import Binding, is_name
from kale_converter.analysis.objects import Object
from kale_converter.analysis.units import Unit
from kale_converter.model import Evidence, EvidenceKind

Needs = list[dict[str, list[int]]]
Reasons = dict[tuple[int, int], set[Evidence]]


def shared_objects(binding: Binding | None) -> set[Object]:
    """The objects that a name gives access to and that could be shared to any effect; classes and modules cannot."""
    if binding is None:
        return set()
    seen = {item for item in binding.value if not item.module and item.user_class is None}
    stack = list(seen)
    while stack:
        for other in stack.pop().held:
            if other not in seen and other.user_class is None:
                seen.add(other)
                stack.append(other)
    return seen


def groups_of(names: Sequence[str], after: Mapping[str, Binding]) -> tuple[tuple[str, ...], ...]:
    """Names in groups whose objects overlap, each group sorted, groups by their first name."""
    groups: list[tuple[list[str], set[Object]]] = []
    for name in names:
        objects = shared_objects(after.get(name))
        joined, rest = [name], []
        for members, held in groups:
            if held & objects:
                joined += members
                objects |= held
            else:
                rest.append((members, held))
        groups = [*rest, (joined, objects)]
    return tuple(sorted(tuple(sorted(members)) for members, _ in groups))


def keep_identity(
    needs: Needs,
    inherited: Sequence[set[str]],
    evidence: Reasons,
    units: Sequence[Unit],
    facts: Mapping[int, CellFacts],
) -> None:
    """Make every step that changes shared objects receive them from one step; adds to `needs` and `evidence`.

    inherited: for each unit the names that it needs from the prologue.
    """
    pending = list(range(len(units)))
    required: dict[int, set[str]] = {number: _mutated(units[number], facts) for number in pending}
    while pending:
        number = pending.pop()
        before = _before(units[number], facts)
        for group in groups_of(sorted(required[number]), before):
            if len(group) < 2:  # noqa: PLR2004 - sharing takes two
                continue
            for earlier, name in _unify(group, number, needs, inherited[number], evidence, units, facts):
                required[earlier] |= _sharing(name, earlier, needs, units, facts)
                pending.append(earlier)


def _mutated(unit: Unit, facts: Mapping[int, CellFacts]) -> set[str]:
    return {name for cell in unit.cells for name in facts[cell.index].effects.mutated if is_name(name)}


def _before(unit: Unit, facts: Mapping[int, CellFacts]) -> Mapping[str, Binding]:
    """The bindings before a unit's first cell."""
    earlier = [index for index in facts if index < unit.cells[0].index]
    return facts[max(earlier)].after if earlier else {}


def _unify(
    group: Iterable[str],
    number: int,
    needs: Needs,
    from_prologue: set[str],
    evidence: Reasons,
    units: Sequence[Unit],
    facts: Mapping[int, CellFacts],
) -> list[tuple[int, str]]:
    """Let a unit get all names of a group from the latest of their producers. Returns what that one must have now."""
    wanted = needs[number]
    sources = {name: max(wanted[name]) for name in group if name in wanted}
    inherited = [name for name in group if name not in wanted and name in from_prologue]
    if not sources:
        return []
    latest = max(sources.values())
    changed = []
    for name in sorted((*sources, *inherited)):
        source = sources.get(name)
        if source == latest or not _is_bound(name, units[latest], facts):
            continue
        wanted[name] = [latest]
        last = units[latest].cells[-1]
        span = facts[last.index].source.span(facts[last.index].source.body[0])
        reader = facts[units[number].cells[0].index]
        use = reader.effects.writes.get(name) or reader.source.span(reader.source.body[0])
        evidence.setdefault((latest, number), set()).add(Evidence(name, EvidenceKind.ALIAS, span, use))
        if source is not None and name not in needs[latest]:
            needs[latest][name] = [source]
            reason = Evidence(name, EvidenceKind.ALIAS, span, span)
            evidence.setdefault((source, latest), set()).add(reason)
        changed.append((latest, name))
    return changed


def _is_bound(name: str, unit: Unit, facts: Mapping[int, CellFacts]) -> bool:
    binding = facts[unit.cells[-1].index].after.get(name)
    return binding is not None and not binding.gone


def _sharing(name: str, number: int, needs: Needs, units: Sequence[Unit], facts: Mapping[int, CellFacts]) -> set[str]:
    """The names that a unit has received and that share objects with `name`, with it."""
    before = _before(units[number], facts)
    objects = shared_objects(before.get(name))
    return {name} | {other for other in needs[number] if shared_objects(before.get(other)) & objects}
