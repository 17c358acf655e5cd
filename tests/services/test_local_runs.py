"""The services with the engine that users have."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kale_converter.model import Division
from kale_ext.engines.interface import Status
from kale_ext.engines.local import LocalEngine
from kale_ext.errors import NotConvertible
from kale_ext.services.runs import Runs
from tests.services.test_conversion import content


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    return Runs({"local": LocalEngine(tmp_path / "runs")})


def test_start_follow_resume_clean(runs: Runs, tmp_path: Path) -> None:
    """A run is started, followed to its failure, resumed and followed on, and cleaned away."""
    marker = tmp_path / "marker"
    cells = ["print('once')", f"import pathlib\nassert pathlib.Path({str(marker)!r}).exists()\nprint('twice')"]
    file = tmp_path / "some.ipynb"
    file.write_text(json.dumps(content(cells)))
    state = runs.start(file, division=Division.CELLS, user="ada")
    events = list(runs.follow(state.id))
    assert [event["n"] for event in events] == list(range(1, len(events) + 1))
    assert (events[-1]["event"], events[-1]["status"]) == ("run-finished", "failed")
    assert runs.get(state.id).user == "ada"
    assert "AssertionError" in runs.log(state.id)

    marker.touch()
    assert not runs.resume(state.id).status.ended
    more = list(runs.follow(runs.resolve("latest"), after=len(events)))
    assert (more[-1]["event"], more[-1]["status"]) == ("run-finished", "succeeded")
    assert runs.get(state.id).status is Status.SUCCEEDED
    assert [line for line in runs.log(state.id).splitlines() if line in ("once", "twice")] == ["once", "twice"]

    assert [run.id for run in runs.list(file)] == [state.id]
    assert [run.id for run in runs.clean(keep=0)] == [state.id]
    assert list(runs.list()) == []


def test_a_notebook_with_errors(runs: Runs, tmp_path: Path) -> None:
    """A notebook with errors does not start, and all findings are told."""
    with pytest.raises(NotConvertible, match=r"some\.ipynb has an error") as error:
        runs.start(tmp_path / "some.ipynb", content=content(["a = (", "b = 1"]), division=Division.CELLS)
    assert next(diagnostic.span.cell for diagnostic in error.value.diagnostics if diagnostic.span) == 1
    assert list(runs.list()) == []
