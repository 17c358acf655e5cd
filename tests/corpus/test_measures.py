"""The numbers that the corpus prints beside its verdicts."""

import pytest

from kale_converter.analysis.effects import Assumption
from kale_converter.model import (
    Division,
    Edge,
    Evidence,
    EvidenceKind,
    NotebookSettings,
    Pipeline,
    Prologue,
    Span,
    Step,
    StepName,
)
from kale_ext.engines.interface import ArtifactState, RunId, RunState, Status, StepState, VariableSummary
from tests.corpus.listing import as_json, lines, total, total_lines
from tests.corpus.measures import Blame, Measures, added, measure, width
from tests.corpus.verdict import Finding, Report


def span(cell):
    return Span(cell, 1, 1, 1, 2, f"cell-{cell}")


def edge(source, target, variable, *, assumed):
    reason = Evidence(variable, EvidenceKind.READ, span(int(source)), span(int(target)), assumed)
    return Edge(StepName(source), StepName(target), (reason,))


def pipeline(*edges):
    names = sorted({name for one in edges for name in (one.source, one.target)})
    steps = tuple(Step(name, ()) for name in names)
    return Pipeline(NotebookSettings(name="n"), Division.CELLS, (), Prologue(), steps, edges)


def state(**artifacts):
    """A run in which each step of these names (without the leading letter) has stored one variable of such a size."""
    steps = []
    for step, (variable, size) in artifacts.items():
        stored = ArtifactState(variable, step[1:], "d", size, (VariableSummary(variable, "int"),))
        steps.append(StepState(step[1:], Status.SUCCEEDED, artifacts=(stored,)))
    return RunState(RunId("r"), "n", "n.ipynb", Status.SUCCEEDED, 0.0, "local", steps=tuple(steps))


@pytest.mark.parametrize(
    ("nodes", "arrows", "expected"),
    [
        ("", (), 0),
        ("abc", (), 3),
        ("abc", ("ab", "bc"), 1),
        ("abcd", ("ab", "ac", "bd", "cd"), 2),
        ("abcdef", ("ab", "cd", "ef", "ad", "cf"), 3),
        ("abcd", ("ac", "bc", "cd"), 2),
    ],
)
def test_the_width_is_that_of_the_largest_set_without_waiting(nodes, arrows, expected):
    """Steps between which there is no path, however long, may run at once."""
    assert width(nodes, [tuple(arrow) for arrow in arrows]) == expected


def test_what_rests_on_an_assumption_is_counted_apart():
    """An edge all of whose reasons are assumed counts, and so do the bytes that only such edges carry."""
    found = measure(
        pipeline(edge("1", "2", "x", assumed=False), edge("2", "3", "x", assumed=True)),
        [Assumption("unknown", ("x",), span(2))],
        state(_1=("x", 10), _2=("x", 20)),
    )
    assert found == Measures(3, 2, 1, 1, 30, 20, (Blame("unknown", 1, 20),))


def test_a_sure_reason_beside_an_assumed_one_is_enough():
    """What would be handed over anyway is not put down to an assumption."""
    found = measure(
        pipeline(edge("1", "2", "x", assumed=True), edge("1", "3", "x", assumed=False)), [], state(_1=("x", 10))
    )
    assert (found.assumed_edges, found.assumed_bytes) == (1, 0)


def test_what_a_call_is_to_blame_for_is_added_up():
    """Each call is named once."""
    assert added([Blame("f", 1, 2), Blame("g", 1, 0), Blame("f", 2, 3)]) == (Blame("f", 3, 5), Blame("g", 1, 0))


REPORTS = [
    Report("a", "cells", measures=Measures(3, 2, 1, 2, 1000, 10, (Blame("f", 1, 10),)), seconds=3.0, plain_seconds=2.0),
    Report("b", "cells", (Finding(2, ("x",), named=False),), measures=Measures(2, 1, 0, 1, 500, 0), error="E: no"),
    Report("c", "cells", cut=True, error="too long"),
]


def test_totals_are_sums_and_the_largest_width():
    """What has no measures is left out."""
    summed = total(REPORTS)
    assert summed.measures == Measures(5, 3, 1, 2, 1500, 10, (Blame("f", 1, 10),))
    assert (summed.seconds, summed.plain_seconds) == (3.0, 2.0)


def test_a_report_tells_its_numbers():
    """Edges, width, bytes and time stand beside the verdict, and differences below it."""
    (line,) = lines(REPORTS[0])
    assert line == (
        "equal   cells  a: 3 steps, 2 edges (1 assumed), width 2, 1.0 kB handed over (10 B assumed), "
        "1.50 of the plain run's 2.0 s"
    )
    assert list(lines(REPORTS[1]))[-1] == "        cell 2: x"


def test_the_totals_count_every_verdict_and_name_unknown_calls():
    """Skipped notebooks are counted as such and nowhere else."""
    told = list(total_lines(REPORTS))
    assert told[0] == "cells: 1 equal, 0 warned, 1 WRONG, 1 skipped; 1 run to the end"
    assert told[-1].split() == ["1", "10", "B", "f"]


def test_json_has_reports_and_totals():
    """A program finds in the file what is printed."""
    written = as_json(REPORTS)
    assert [report["verdict"] for report in written["reports"]] == ["equal", "WRONG", "skipped"]
    assert written["totals"]["cells"]["measures"]["bytes"] == 1500
