"""Reports as text, a line and its differences for each, their totals, and all of it as JSON."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tests.corpus.measures import Measures, added
from tests.corpus.verdict import Report, Verdict

SHOWN_CALLS = 20


def lines(report: Report) -> Iterator[str]:
    """The verdict with what it took, and each difference."""
    yield f"{report.verdict:<7} {report.division:<6} {report.name}{_measured(report)}"
    if report.error:
        yield f"        the plain run ends early: {report.error.splitlines()[0][:120]}"
    if report.unsteady:
        yield f"        not compared, as plain runs differ there too: cells {', '.join(map(str, report.unsteady))}"
    yield from (f"        the plan was corrected: {correction}" for correction in report.corrected)
    for finding in report.findings:
        for what in finding.what:
            yield f"        cell {finding.cell}{' (named)' if finding.named else ''}: {what}"


def total_lines(reports: Sequence[Report]) -> Iterator[str]:
    """For each division how many there are of each verdict, the sums, and the unknown calls that cost most."""
    for division in dict.fromkeys(report.division for report in reports):
        group = [report for report in reports if report.division == division]
        counted = Counter(report.verdict for report in group)
        ended = sum(not report.error for report in group)
        yield f"{division}: {', '.join(f'{counted[verdict]} {verdict}' for verdict in Verdict)}; {ended} run to the end"
        yield f"  in all{_measured(total(group))}; {sum(len(report.corrected) for report in group)} corrections of a plan"
    blames = sorted(total(reports).measures.blames, key=lambda blame: (-blame.edges, -blame.bytes, blame.call))
    if blames:
        yield "unknown calls with a part in assumed edges (edges, bytes):"
        yield from (f"  {blame.edges:>5} {_size(blame.bytes):>9}  {blame.call}" for blame in blames[:SHOWN_CALLS])


@dataclasses.dataclass(frozen=True, slots=True)
class Total:
    """The sums over reports that have measures; of widths the largest."""

    measures: Measures
    seconds: float
    plain_seconds: float


def total(reports: Iterable[Report]) -> Total:
    """Add up."""
    measured = [report for report in reports if report.measures is not None]
    parts = [report.measures for report in measured if report.measures is not None]
    return Total(
        Measures(
            steps=sum(part.steps for part in parts),
            edges=sum(part.edges for part in parts),
            assumed_edges=sum(part.assumed_edges for part in parts),
            width=max((part.width for part in parts), default=0),
            bytes=sum(part.bytes for part in parts),
            assumed_bytes=sum(part.assumed_bytes for part in parts),
            blames=added(blame for part in parts for blame in part.blames),
        ),
        sum(report.seconds for report in measured),
        sum(report.plain_seconds for report in measured),
    )


def as_json(reports: Sequence[Report]) -> dict[str, Any]:
    """Everything: `{"reports": […], "totals": {DIVISION: …}}`; seconds, bytes."""
    divisions = dict.fromkeys(report.division for report in reports)
    return {
        "reports": [{"verdict": report.verdict, **dataclasses.asdict(report)} for report in reports],
        "totals": {
            division: dataclasses.asdict(total(report for report in reports if report.division == division))
            for division in divisions
        },
    }


def _measured(of: Report | Total) -> str:
    found = of.measures
    if found is None:
        return ""
    text = (
        f": {found.steps} steps, {found.edges} edges ({found.assumed_edges} assumed), width {found.width}, "
        f"{_size(found.bytes)} handed over ({_size(found.assumed_bytes)} assumed)"
    )
    if of.plain_seconds:
        text += f", {of.seconds / of.plain_seconds:.2f} of the plain run's {of.plain_seconds:.1f} s"
    return text


def _size(count: int) -> str:
    size, unit = float(count), "B"
    for larger in ("kB", "MB", "GB"):
        if size < 1000:
            break
        size, unit = size / 1000, larger
    return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
