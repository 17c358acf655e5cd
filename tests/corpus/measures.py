"""What a pipeline costs: dependencies, width, bytes and time, and how much of it rests on assumptions.

An edge or an artifact is *assumed* where every reason for it is: it is there only because a call that Kale Ext does not
know may change what it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from kale_converter.analysis.effects import Assumption
from kale_converter.model import Evidence, Pipeline
from kale_ext.engines.interface import RunState


@dataclass(frozen=True, slots=True)
class Blame:
    """A call that nothing is known of, and the assumed edges and bytes that it has a part in."""

    call: str
    edges: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Measures:
    """Of one pipeline. assumed_…: those that are there only because of an assumption.

    width: the largest number of steps of which none waits for another, however indirectly: so many may run at once.
    bytes: stored in artifacts. blames: the unknown calls, sorted by name.
    """

    steps: int
    edges: int
    assumed_edges: int
    width: int
    bytes: int
    assumed_bytes: int
    blames: tuple[Blame, ...] = ()


def measure(pipeline: Pipeline, assumptions: Iterable[Assumption], state: RunState) -> Measures:
    """Count, from the pipeline and what its run has stored."""
    blame = _Accounts(assumptions)
    total = assumed_bytes = 0
    for step in state.steps:
        for artifact in step.artifacts:
            total += artifact.size
            names = {variable.name for variable in artifact.variables}
            reasons = [
                reason
                for edge in pipeline.edges
                if edge.source == step.name
                for reason in edge.evidence
                if reason.variable in names
            ]
            if reasons and all(reason.assumed for reason in reasons):
                assumed_bytes += artifact.size
                blame.add(reasons, size=artifact.size)
    assumed = [edge for edge in pipeline.edges if all(reason.assumed for reason in edge.evidence)]
    for edge in assumed:
        blame.add(edge.evidence, edges=1)
    arrows = {(edge.source, edge.target) for edge in pipeline.edges}
    return Measures(
        steps=len(pipeline.steps),
        edges=len(pipeline.edges),
        assumed_edges=len(assumed),
        width=width([step.name for step in pipeline.steps], arrows),
        bytes=total,
        assumed_bytes=assumed_bytes,
        blames=blame.blames(),
    )


def width(nodes: Iterable[str], arrows: Iterable[tuple[str, str]]) -> int:
    """The size of the largest antichain: nodes less a maximum matching in the transitive closure (Dilworth 1950)."""
    nodes = list(nodes)
    after = _closure(nodes, arrows)
    partner: dict[str, str] = {}

    def match(node: str, seen: set[str]) -> bool:
        for other in sorted(after[node] - seen):
            seen.add(other)
            if other not in partner or match(partner[other], seen):
                partner[other] = node
                return True
        return False

    return len(nodes) - sum(match(node, set()) for node in nodes)


def _closure(nodes: Iterable[str], arrows: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    direct: dict[str, set[str]] = {node: set() for node in nodes}
    for source, target in arrows:
        direct[source].add(target)
    closed: dict[str, set[str]] = {}
    for node in direct:
        seen: set[str] = set()
        stack = [node]
        while stack:
            new = direct[stack.pop()] - seen
            seen |= new
            stack.extend(new)
        closed[node] = seen
    return closed


class _Accounts:
    """Unknown calls with what they have a part in: an assumed reason is due to the calls in its writer or reader."""

    def __init__(self, assumptions: Iterable[Assumption]) -> None:
        self._calls: dict[tuple[int, str], set[str]] = {}
        for assumption in assumptions:
            for name in assumption.names:
                self._calls.setdefault((assumption.span.cell, name), set()).add(assumption.call)
        self._found: list[Blame] = []

    def add(self, reasons: Iterable[Evidence], *, edges: int = 0, size: int = 0) -> None:
        spans = {(span.cell, reason.variable) for reason in reasons for span in (reason.writer, reason.reader) if span}
        for call in sorted({call for span in spans for call in self._calls.get(span, ())}):
            self._found.append(Blame(call, edges, size))

    def blames(self) -> tuple[Blame, ...]:
        return added(self._found)


def added(blames: Iterable[Blame]) -> tuple[Blame, ...]:
    """The blames of each call added up, sorted by call."""
    together = groupby(sorted(blames, key=lambda blame: blame.call), key=lambda blame: blame.call)
    made = []
    for call, group in together:
        parts = list(group)
        made.append(Blame(call, sum(part.edges for part in parts), sum(part.bytes for part in parts)))
    return tuple(made)
