"""A notebook tried both ways, with real kernels and processes."""

import json

import nbformat.v4
import pytest

from kale_ext.services.engines import installed_engines
from kale_ext.services.runs import Runs
from tests.corpus.plain import run_plainly
from tests.corpus.trial import Trial
from tests.corpus.verdict import Verdict
from tests.corpus.ways import Way


@pytest.fixture
def report(tmp_path, monkeypatch):
    """Write cells to a notebook, try it in a way, and give the report."""
    monkeypatch.setenv("KALE_HOME", str(tmp_path / "kale"))

    def tried(*sources, way=Way.CELLS, seconds=60):
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        file = tmp_path / "work" / "n.ipynb"
        file.parent.mkdir()
        file.write_text(json.dumps(nbformat.v4.new_notebook(cells=cells)), encoding="utf-8")
        (found,) = Trial(Runs(installed_engines()), [way], seconds=seconds).reports(file)
        return found

    return tried


def test_what_differs_between_plain_runs_is_not_compared(report):
    """A cell that prints the time is left out, the others are not."""
    found = report("import time\nx = 1\nprint(x)", "print(time.time_ns())")
    assert found.verdict is Verdict.EQUAL
    assert found.unsteady == (2,)
    assert found.measures.edges == 1
    assert found.plain_seconds > 0


def test_corrections_are_told(report):
    """An effect that the text does not show is seen, and said with its cell."""
    found = report(
        "x = [1]\nname = 'x'",
        "import gc\n[o for o in gc.get_objects() if o is getattr(__import__('__main__'), name)][0].append(2)",
        "print(x)",
    )
    assert found.verdict is Verdict.EQUAL
    assert [text for text in found.corrected if text.startswith("cell 2")]


def test_a_plain_run_may_have_other_clocks(tmp_path):
    """They go a thousand times as fast, so that a cell that shows how long something took shows another time."""
    source = """
from time import monotonic, perf_counter
begun, started = monotonic(), perf_counter()
while monotonic() < begun + 0.05:
    pass
print((perf_counter() - started) / (monotonic() - begun) > 5, "name" in globals())
"""
    content = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    for hasty in (False, True):
        found = run_plainly(content, tmp_path, hasty=hasty)
        assert found.notebook["cells"][0]["outputs"][0]["text"] == f"{hasty} False\n"


def test_a_plain_run_without_an_end_is_skipped(report):
    """There is nothing to compare with, and no pipeline is run."""
    found = report("while True:\n    pass", seconds=1)
    assert found.verdict is Verdict.SKIPPED
    assert found.measures is None


@pytest.mark.parametrize("way", [Way.SUGGESTED, Way.SKIPPING])
def test_proposed_steps_are_tried(report, way):
    """What is proposed is written into a copy; a cell that it skips is not compared."""
    found = report("import random\nrandom.seed(1)", "x = [random.random()]", "x", "print(x)", way=way)
    assert found.verdict is Verdict.EQUAL
    assert found.measures.steps == 1
