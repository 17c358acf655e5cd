"""Every case gives as a pipeline, each step in a process of its own, the lines that a plain run of it prints."""

import json

import pytest

from kale_ext.engines.interface import Status
from kale_ext.services.engines import installed_engines
from kale_ext.services.runs import Runs
from tests.cases.collection import cases
from tests.cases.expectations import kept, result_lines
from tests.corpus.piped import run_as_pipeline

CASES = {case.name: case for case in cases()}
MISTAKES = [case for case in CASES.values() if case.mistake]
RIGHT = [case for case in CASES.values() if not case.mistake]


@pytest.fixture
def runs(tmp_path, monkeypatch):
    """The services on an empty folder of runs."""
    monkeypatch.setenv("KALE_HOME", str(tmp_path / "kale"))
    return Runs(installed_engines())


def written(case, folder):
    """The case as a notebook file in a folder of its own."""
    place = folder / "work"
    place.mkdir()
    file = place / "case.ipynb"
    file.write_text(json.dumps(case.notebook()), encoding="utf-8")
    return file


def test_expectations_are_those_of_the_cases():
    """`expected.json` was computed from the cases as they are now; else: python -m tests.cases."""
    assert {case.name: case.fingerprint for case in RIGHT} == {name: one["case"] for name, one in kept().items()}


def test_every_file_has_cases():
    """There are enough of them, and mistakes among them."""
    assert len(RIGHT) > 200
    assert len(MISTAKES) > 8


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case.name)
def test_same_lines_as_a_plain_run(case, runs, tmp_path):
    """The pipeline prints what the plain run prints."""
    piped = run_as_pipeline(runs, written(case, tmp_path))
    assert piped.notebook is not None, piped.told
    assert piped.state is not None
    failures = [step.failure for step in piped.state.steps if step.failure]
    assert piped.state.status is Status.SUCCEEDED, failures
    assert result_lines(piped.notebook) == kept()[case.name]["expected"]


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case.name)
def test_a_mistake_is_told_before_the_run(case, runs, tmp_path):
    """A diagnostic names the cell."""
    piped = run_as_pipeline(runs, written(case, tmp_path))
    assert piped.told
    assert case.cell is None or case.cell in piped.named, piped.told
