"""What flows between units: from the reads of cells to inputs, outputs and the edges between steps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kale_converter.analysis.cells import CellFacts
from kale_converter.analysis.controls import controls
from kale_converter.analysis.identity import Reached, Sharing, groups_of
from kale_converter.analysis.links import Link, Links
from kale_converter.analysis.reasons import Pair, Reasons
from kale_converter.analysis.units import Unit
from kale_converter.model import Artifact, Edge, Evidence, EvidenceKind, Input, Span, StepName


@dataclass(frozen=True, slots=True)
class UnknownPrev:
    """A `prev:` tag that names no step. near: the step names there are."""

    name: str
    span: Span


@dataclass(slots=True)
class Flow:
    """Values and orders between units, which are numbered in notebook order.

    links: what each unit needs by what it does. needs: the same with what identity asks for: unit → name → the units
    that it gets the name from, in order (more than one only for star imports). evidence: the reasons. unknown: `prev:`
    tags that name no step. reached: what names give access to.
    """

    units: Sequence[Unit]
    links: Sequence[Link]
    needs: list[dict[str, list[int]]]
    evidence: Reasons = field(default_factory=Reasons)
    unknown: list[UnknownPrev] = field(default_factory=list)
    reached: Reached = field(default_factory=Reached)

    def wanted(self) -> list[set[str]]:
        """For each unit the names that others get from it."""
        names: list[set[str]] = [set() for _ in self.units]
        for needs in self.needs:
            for name, sources in needs.items():
                for source in sources:
                    names[source].add(name)
        return names


def trace(units: Sequence[Unit], facts: Mapping[int, CellFacts], links: Links) -> Flow:
    """Find what each unit needs from which other, and why. links: those of the notebook before an edit."""
    found = links.of(units, facts)
    flow = Flow(units, found, [link.needs.copy() for link in found], reached=links.reached)
    for number, link in enumerate(found):
        for source, reasons in link.reasons.items():
            flow.evidence.take(source, number, reasons)
    inherited = [link.inherited.copy() for link in found]
    identified = [link.identified for link in found]
    Sharing(flow.needs, flow.evidence, inherited, identified, units, facts, sorted(facts), flow.reached).keep()
    for (source, number), reason in controls(units, facts):
        flow.evidence.add(source, number, reason)
    _declare(flow)
    return flow


def _declare(flow: Flow) -> None:
    """The orders that `prev:` tags ask for."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, unit in enumerate(flow.units):
        numbers[unit.part_of].append(number)
    for number, unit in enumerate(flow.units):
        for name, span in unit.prev:
            if name not in numbers:
                flow.unknown.append(UnknownPrev(name, span))
            for source in numbers.get(name, ()):
                flow.evidence.add(source, number, Evidence("", EvidenceKind.DECLARED, None, span))


def inputs(flow: Flow, number: int) -> tuple[Input, ...]:
    """The inputs of a unit, sorted by name."""
    needs = flow.needs[number]
    return tuple(Input(name, flow.units[source].name) for name in sorted(needs) for source in needs[name])


def outputs(
    unit: Unit, wanted: Iterable[str], facts: Mapping[int, CellFacts], reached: Reached
) -> tuple[Artifact, ...]:
    """The artifacts of a unit: what others want of it, in groups that share objects."""
    groups = groups_of(sorted(wanted), unit.end(facts), reached)
    return tuple(Artifact(_artifact_name(group), group) for group in groups)


def _artifact_name(names: tuple[str, ...]) -> str:
    return "+".join(names[:3]) + (f"+{len(names) - 3}" if len(names) > 3 else "")  # noqa: PLR2004


def edges(flow: Flow) -> tuple[Edge, ...]:
    """All edges in notebook order, the evidence of each sorted and without repetition."""
    return tuple(
        Edge(flow.units[source].name, flow.units[target].name, reasons) for (source, target), reasons in flow.evidence
    )


def cycles(flow: Flow) -> tuple[tuple[StepName, ...], ...]:
    """The rings of steps that wait for each other, each begun with its first step in the notebook."""
    found = [tuple(flow.units[number].name for number in ring) for ring in rings(flow, flow.evidence.pairs())]
    return tuple(sorted(found))


def data_rings(flow: Flow) -> list[list[int]]:
    """The rings of values: those that are there even without `prev:` tags, conditions and loops."""
    return rings(flow, flow.evidence.pairs(asked=False))


def rings(flow: Flow, arrows: Sequence[Pair]) -> list[list[int]]:
    """A ring of units for each strongly connected component (Tarjan 1972) of the arrows, which are sorted."""
    if all(source < target for source, target in arrows):
        return []
    after: dict[int, list[int]] = defaultdict(list)
    for source, target in arrows:
        after[source].append(target)
    return [
        _ring(min(component), set(component), after)
        for component in _components(len(flow.units), after)
        if len(component) > 1 or component[0] in after[component[0]]
    ]


def _ring(start: int, inside: set[int], after: Mapping[int, list[int]]) -> list[int]:
    """A shortest way from `start` back to itself within a strongly connected component."""
    before: dict[int, int] = {}
    queue = [start]
    while queue:
        number = queue.pop(0)
        for following in after[number]:
            if following == start:
                ring = [number]
                while ring[-1] != start:
                    ring.append(before[ring[-1]])
                return ring[::-1]
            if following in inside and following not in before:
                before[following] = number
                queue.append(following)
    return [start]


def _components(count: int, after: Mapping[int, list[int]]) -> list[list[int]]:
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    found: list[list[int]] = []
    for root in range(count):
        if root in index:
            continue
        work = [(root, iter(after.get(root, ())))]
        index[root] = low[root] = len(index)
        stack.append(root)
        while work:
            number, following = work[-1]
            for other in following:
                if other not in index:
                    index[other] = low[other] = len(index)
                    stack.append(other)
                    work.append((other, iter(after.get(other, ()))))
                    break
                if other in stack:
                    low[number] = min(low[number], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[number])
                if low[number] == index[number]:
                    component = stack[stack.index(number) :]
                    del stack[stack.index(number) :]
                    found.append(component)
    return found
