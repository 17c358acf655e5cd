"""`kale run` and `kale resume`: start, watch, and what Ctrl-C does."""

from __future__ import annotations

import json
import signal
import weakref
from collections import UserList
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kale_ext.engines.interface import Failure, Metric, RunId, Status
from tests.cli.conftest import Kale
from tests.cli.notebook_file import two_steps, write

RUN = RunId("two-steps-1")


@pytest.fixture
def notebook(tmp_path: Path) -> str:
    return str(two_steps(tmp_path))


def interrupt() -> None:
    signal.raise_signal(signal.SIGINT)


def fail(kale: Kale) -> None:
    """The step `train` raises, and the run ends."""
    run = kale.engine.all[RUN]
    failure = Failure("ZeroDivisionError", "division by zero", 3, "c3", 2, "1 / 0", ("Cell 3", "\x1b[31m1 / 0\x1b[0m"))
    kale.engine.tell(RUN, "step-started", step="train", attempt=1, pid=1)
    steps = tuple(
        replace(step, status=Status.FAILED, failure=failure) if step.name == "train" else step
        for step in run.state.steps
    )
    run.state = replace(run.state, steps=steps)
    kale.engine.end(RUN, Status.FAILED)


def test_a_run_that_succeeds(kale: Kale, notebook: str, tmp_path: Path) -> None:
    """Each event has its line, the metrics come at the end, the executed notebook is written, and the code is 0."""

    def succeed() -> None:
        kale.engine.tell(RUN, "step-started", step="load", attempt=1, pid=1)
        kale.engine.tell(RUN, "step-finished", step="load", status="succeeded", duration=0.25, failure=None)
        run = kale.engine.all[RUN]
        run.state = replace(run.state, metrics=(Metric("accuracy", 0.875, "train"),))
        kale.engine.end(RUN)

    kale.happenings = [succeed]
    out = tmp_path / "out.ipynb"
    said = kale("run", notebook, "-p", "rows=5", "--executed", str(out), "--jobs", "2")
    assert said.code == 0, said.err
    assert said.out.splitlines()[:3] == [f"Run {RUN}", "load: started", "load: succeeded after 0.2 s"]
    assert "  accuracy  0.875  train" in said.out.splitlines()
    assert f"Run {RUN} succeeded in" in said.out
    assert json.loads(out.read_text(encoding="utf-8"))["nbformat"] == 4
    request = kale.engine.all[RUN].request
    assert request is not None
    assert (request.parameters, request.jobs, request.notebook_path) == ({"rows": 5}, 2, Path(notebook))


def test_a_run_that_fails(kale: Kale, notebook: str, tmp_path: Path) -> None:
    """The step, the cell and line, the user's line and traceback, and what to do next; the notebook is written too."""
    kale.happenings = [lambda: fail(kale)]
    out = tmp_path / "out.ipynb"
    said = kale("run", notebook, "--executed", str(out))
    assert said.code == 1
    assert "Step train failed in cell 3, line 2\n    1 / 0\nCell 3\n1 / 0\n" in said.out
    assert f"kale logs {RUN} --step train" in said.out
    assert f"kale resume {RUN}" in said.out
    assert "\x1b" not in said.out
    assert out.exists()


def test_ctrl_c_cancels(kale: Kale, notebook: str, tmp_path: Path) -> None:
    """The run is cancelled, which is said, the notebook is written, and the code is 130."""
    kale.happenings = [interrupt]
    out = tmp_path / "out.ipynb"
    said = kale("run", notebook, "--executed", str(out))
    assert said.code == 130
    assert kale.engine.run(RUN).status is Status.CANCELLED
    assert "Cancelling the run" in said.err
    assert f"Run {RUN} was cancelled" in said.out
    assert out.exists()


def interrupt_in_a_callback() -> None:
    """Where Python drops what a signal handler raises."""
    thing = UserList[int]()
    reference = weakref.ref(thing, lambda _: interrupt())
    del thing
    assert reference() is None


def test_ctrl_c_is_not_lost_in_a_callback(kale: Kale, notebook: str) -> None:
    """Wherever the command is when it is pressed, the run is cancelled."""
    kale.happenings = [interrupt_in_a_callback]
    assert kale("run", notebook).code == 130
    assert kale.engine.run(RUN).status is Status.CANCELLED


def test_ctrl_c_while_the_run_is_being_started(kale: Kale, notebook: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run that comes of it is cancelled."""
    start = kale.engine.start

    def interrupted(*args: Any, **kwargs: Any) -> Any:
        interrupt()
        return start(*args, **kwargs)

    monkeypatch.setattr(kale.engine, "start", interrupted)
    assert kale("run", notebook).code == 130
    assert kale.engine.run(RUN).status is Status.CANCELLED


def test_a_second_ctrl_c_leaves_at_once(
    kale: Kale, notebook: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also while the cancelling takes long."""
    monkeypatch.setattr(kale.engine, "cancel", lambda _run: None)
    kale.happenings = [interrupt, interrupt]
    out = tmp_path / "out.ipynb"
    said = kale("run", notebook, "--executed", str(out))
    assert said.code == 130
    assert f"Left run {RUN}" in said.err
    assert f"kale show {RUN} --executed {out}" in said.err
    assert not out.exists()


def test_ctrl_c_when_the_run_has_just_ended(kale: Kale, notebook: str) -> None:
    """There is nothing left to cancel; the run counts as what it is."""

    def end_and_interrupt() -> None:
        kale.engine.end(RUN)
        interrupt()

    kale.happenings = [end_and_interrupt]
    assert kale("run", notebook).code == 0


def test_a_runner_that_dies(kale: Kale, notebook: str) -> None:
    """The run is interrupted; that is no success, and it can be resumed."""
    kale.happenings = [lambda: kale.engine.end(RUN, Status.INTERRUPTED), *[lambda: None] * 20]
    said = kale("run", notebook)
    assert said.code == 1
    assert f"Run {RUN} was interrupted" in said.out
    assert f"kale resume {RUN}" in said.out


def test_json(kale: Kale, notebook: str) -> None:
    """Each event is a line, the last line is the run, and stdout has nothing else."""
    kale.happenings = [lambda: kale.engine.end(RUN)]
    said = kale("run", notebook, "--json")
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert [line.get("event") for line in lines] == ["run-started", "run-finished", None]
    assert (lines[-1]["run"]["id"], lines[-1]["run"]["status"]) == (RUN, "succeeded")


def test_detach(kale: Kale, notebook: str) -> None:
    """Only the id is printed, and the run goes on."""
    said = kale("run", notebook, "--detach")
    assert (said.code, said.out) == (0, f"{RUN}\n")
    assert kale.engine.run(RUN).status is Status.RUNNING


def test_parameters_from_a_file(kale: Kale, notebook: str, tmp_path: Path) -> None:
    """Those of the command line go before those of the file."""
    file = tmp_path / "p.json"
    file.write_text('{"rows": 7}')
    kale("run", notebook, "-d", "--params", str(file))
    kale("run", notebook, "-d", "--params", str(file), "-p", "rows=-8")
    given = [run.request.parameters for run in kale.engine.all.values() if run.request]
    assert given == [{"rows": 7}, {"rows": -8}]


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["-p", "rows"], "-p rows is not NAME=VALUE"),
        (["-p", "rows=many", "-p", "cols=3"], "there is no parameter 'cols'"),
        (["--params", "nowhere.json"], "nowhere.json cannot be read"),
        (["--jobs", "0"], "0 steps at a time is too few"),
        (["--executed", "/nowhere/out.ipynb"], "there is no folder /nowhere"),
        (["--detach", "--executed", "out.ipynb"], "--detach leaves before"),
    ],
)
def test_bad_input_starts_nothing(kale: Kale, notebook: str, options: list[str], complaint: str) -> None:
    """One message on stderr, exit code 2, and no run."""
    said = kale("run", notebook, *options)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("error: ")
    assert complaint in said.err
    assert not kale.engine.all


def test_bad_parameter_files(kale: Kale, notebook: str, tmp_path: Path) -> None:
    """What is no JSON, or no object, is named."""
    file = tmp_path / "p.json"
    for text, complaint in [("{", "is not JSON"), ("[1]", "is JSON but no object")]:
        file.write_text(text)
        said = kale("run", notebook, "--params", str(file))
        assert said.code == 2
        assert complaint in said.err


def test_the_source_is_never_overwritten(kale: Kale, notebook: str) -> None:
    """`--executed` on the notebook itself is refused before the run."""
    before = Path(notebook).read_bytes()
    said = kale("run", notebook, "--executed", notebook)
    assert said.code == 2
    assert "is the notebook itself" in said.err
    assert Path(notebook).read_bytes() == before


def test_an_unknown_notebook(kale: Kale, notebook: str, tmp_path: Path) -> None:
    """Similar names in that folder are offered; without any, what there is."""
    folder = Path(notebook).parent
    assert "did you mean two-steps.ipynb?" in kale("run", str(folder / "two_step.ipynb")).err
    assert "that folder has two-steps.ipynb" in kale("check", str(folder / "x.ipynb")).err
    assert "there is no folder" in kale("graph", str(tmp_path / "no" / "x.ipynb")).err


def test_a_notebook_with_errors(kale: Kale, tmp_path: Path) -> None:
    """All findings and their count are printed, in JSON too; nothing is run."""
    bad = write(tmp_path / "bad.ipynb", ("step:a prev:b", "x = 1"), ("step:b prev:a", "y = = 2"))
    said = kale("run", str(bad))
    assert (said.code, said.out) == (2, "")
    assert "error K" in said.err
    assert "errors" in said.err
    document = json.loads(kale("run", str(bad), "--json").out)
    assert document["error"]["code"] == "not-convertible"
    assert len([each for each in document["error"]["diagnostics"] if each["severity"] == "error"]) >= 2
    assert not kale.engine.all


def test_resume_shows_only_what_is_new(kale: Kale, notebook: str) -> None:
    """What the first attempt printed is not told again; the exit code is that of the new attempt."""
    kale.happenings = [lambda: fail(kale)]
    kale("run", notebook)
    kale.happenings = [lambda: kale.engine.end(RUN)]
    said = kale("resume", "latest")
    assert said.code == 0
    assert said.out.splitlines()[:2] == [f"Resumed run {RUN}", "resumed, attempt 2"]
    assert "train: started" not in said.out


def test_resume_where_there_is_nothing_to_resume(kale: Kale, notebook: str) -> None:
    """A run under way is left alone."""
    kale("run", notebook, "-d")
    said = kale("resume", RUN)
    assert said.code == 2
    assert "nothing to resume" in said.err
