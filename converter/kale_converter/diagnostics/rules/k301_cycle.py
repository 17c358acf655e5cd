"""K301: cycle."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Edge, EvidenceKind, Severity


class CycleRule(Rule):
    """Steps wait for each other.

    What
    ----
    Following the dependencies from a step leads back to it. The message shows the ring, and for each arrow its
    reason: a variable with the lines that write and read it, or a `prev:` tag.

    Why
    ---
    None of these steps could ever begin.

    What to do
    ----------
    Remove the `prev:` tag that contradicts the order of the data, or put the cells into other steps.
    """

    code = "K301"
    name = "cycle"
    severity = Severity.ERROR

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        edges = {(edge.source, edge.target): edge for edge in facts.analysis.edges}
        for ring in facts.analysis.cycles:
            arrows = [edges[source, target] for source, target in zip(ring, (*ring[1:], ring[0]), strict=True)]
            reasons = "; ".join(f"{arrow.target} waits for {arrow.source} ({_reason(arrow)})" for arrow in arrows)
            only_declared = [arrow for arrow in arrows if all(e.kind is EvidenceKind.DECLARED for e in arrow.evidence)]
            span = (only_declared or arrows)[0].evidence[0].reader
            yield self.finding(
                f"steps wait for each other: {reasons}",
                "remove the prev: tag that contradicts the data, or divide the cells into other steps",
                span,
            )


def _reason(edge: Edge) -> str:
    """The strongest reason for an edge, in words."""
    first = min(edge.evidence, key=lambda evidence: evidence.kind is EvidenceKind.DECLARED)
    if first.kind is EvidenceKind.DECLARED:
        return f"prev: tag of cell {first.reader.cell}" if first.reader else "prev: tag"
    return f"{first.variable}, written in {first.writer} and read in {first.reader}"
