"""What every engine does with a run: start, states, events, notebook, cancel, resume, delete."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

from kale_converter.model import StepSettings
from kale_ext.engines.interface import Capability, Engine, RunId, Status
from kale_ext.errors import Conflict, NotFound
from tests.contract.conftest import printed, run_story, wait_for
from tests.engines.stories import Story

LONG = "import time\nprint('waiting', flush=True)\ntime.sleep(100)"


def test_a_run_gives_every_step_what_it_reads(engine: Engine, folder: Path) -> None:
    """Variables pass from step to step, and the run tells of each step, artifact and metric."""
    story = (
        Story()
        .prologue("import math\nfactor = 3")
        .step("first", "x = factor * 2", writes=["x"])
        .step("second", "y = x + 1\nprint(y)", reads={"first": ["x"]}, metrics=["y"])
    )
    state = run_story(engine, story, folder)
    assert state.status is Status.SUCCEEDED
    assert [step.status for step in state.steps] == [Status.SUCCEEDED] * 2
    assert state.prologue is not None
    assert state.prologue.status is Status.SUCCEEDED
    assert [(a.name, [v.preview for v in a.variables]) for a in state.steps[0].artifacts] == [("x", ["6"])]
    assert [(m.name, m.value, m.step) for m in state.metrics] == [("y", 7.0, "second")]
    assert printed(engine, state.id) == "7\n"
    assert state.started is not None
    assert state.ended is not None
    assert state.created <= state.started <= state.ended


def test_independent_steps_run_at_the_same_time(engine: Engine, folder: Path) -> None:
    """Two steps that wait for each other's file can only end when both run."""
    meet = "import pathlib, time\npathlib.Path('{0}').touch()\nwhile not pathlib.Path('{1}').exists(): time.sleep(0.01)"
    story = Story().step("left", meet.format("l", "r")).step("right", meet.format("r", "l"))
    assert run_story(engine, story, folder).status is Status.SUCCEEDED


def test_jobs_limits_how_many_steps_run(engine: Engine, folder: Path) -> None:
    """With one job no two steps overlap."""
    story = Story().step("a", "x = 1").step("b", "x = 1").step("c", "x = 1")
    state = run_story(engine, story, folder, jobs=1)
    steps = sorted(state.steps, key=lambda step: step.started or 0)
    assert all((a.ended or 0) <= (b.started or 0) for a, b in pairwise(steps))


def test_a_failed_step_skips_what_depends_on_it_and_nothing_else(engine: Engine, folder: Path) -> None:
    """The failure names the user's exception, cell, line and source."""
    story = (
        Story()
        .step("bad", "x = 1", "y = 0\nx / y", writes=["x"])
        .step("child", "print(x)", reads={"bad": ["x"]})
        .step("grandchild", "pass", after=["child"])
        .step("free", "print('ran')")
    )
    state = run_story(engine, story, folder)
    assert state.status is Status.FAILED
    assert [s.status for s in state.steps] == [Status.FAILED, Status.SKIPPED, Status.SKIPPED, Status.SUCCEEDED]
    failure = state.steps[0].failure
    assert failure is not None
    assert (failure.name, failure.message) == ("ZeroDivisionError", "division by zero")
    assert (failure.cell, failure.cell_id, failure.line, failure.source) == (2, "c2", 2, "x / y")
    assert "ZeroDivisionError" in "".join(failure.traceback)
    assert printed(engine, state.id) == "ran\n"


def test_a_failing_prologue_fails_the_run(engine: Engine, folder: Path) -> None:
    """No step begins."""
    state = run_story(engine, Story().prologue("import nothing_of_this_name").step("a", "pass"), folder)
    assert state.status is Status.FAILED
    assert state.steps[0].status is Status.SKIPPED
    assert state.prologue is not None
    assert state.prologue.failure is not None
    assert state.prologue.failure.name == "ModuleNotFoundError"


def test_the_executed_notebook_holds_the_outputs_in_the_users_order(engine: Engine, folder: Path) -> None:
    """It is valid, keeps all metadata, and says which run it is of."""
    story = (
        Story().step("a", "print('one')\nprint('two')\n3").step("b", "from IPython.display import HTML\nHTML('<b>')")
    )
    state = run_story(engine, story, folder)
    notebook = engine.notebook(state.id)
    nbformat.validate(nbformat.from_dict(notebook))
    first, second = notebook["cells"]
    assert [o["output_type"] for o in first["outputs"]] == ["stream", "execute_result"]
    assert first["outputs"][0]["text"] == "one\ntwo\n"
    assert (first["execution_count"], second["execution_count"]) == (1, 2)
    assert second["outputs"][0]["data"]["text/html"] == "<b>"
    assert notebook["metadata"]["mine"] == {"kept": True}
    assert notebook["metadata"]["kale_run"] == {"id": state.id, "status": "succeeded", "parameters": {}}


def test_the_executed_notebook_of_a_failed_run_shows_the_error(engine: Engine, folder: Path) -> None:
    """Cells that did not run have no outputs."""
    state = run_story(engine, Story().step("a", "print(1)", "raise ValueError('no')", "print(2)"), folder)
    first, second, third = engine.notebook(state.id)["cells"]
    assert first["outputs"][0]["text"] == "1\n"
    assert second["outputs"][0]["ename"] == "ValueError"
    assert (third["outputs"], third["execution_count"]) == ([], None)


def test_events_are_numbered_and_can_be_read_on(engine: Engine, folder: Path) -> None:
    """`after` and `limit` cut the same list."""
    state = run_story(engine, Story().step("a", "for i in range(50): print(i)"), folder)
    events = engine.events(state.id)
    assert [event["n"] for event in events] == list(range(1, len(events) + 1))
    assert events[-1]["event"] == "run-finished"
    assert engine.events(state.id, after=3) == events[3:]
    assert engine.events(state.id, after=2, limit=2) == events[2:4]
    assert state.last_event == len(events)


def test_cancel_ends_the_run(engine: Engine, folder: Path) -> None:
    """The running step and the waiting ones are cancelled, the finished one stays."""
    story = Story().step("done", "x = 1").step("long", LONG, after=["done"]).step("later", "pass", after=["long"])
    run_id = engine.start(story.request(folder))
    wait_for(engine, run_id, lambda _: "waiting" in printed(engine, run_id))
    engine.cancel(run_id)
    state = wait_for(engine, run_id)
    assert state.status is Status.CANCELLED
    assert [s.status for s in state.steps] == [Status.SUCCEEDED, Status.CANCELLED, Status.CANCELLED]
    with pytest.raises(Conflict):
        engine.cancel(run_id)


def test_cancel_in_the_prologue(engine: Engine, folder: Path) -> None:
    """Imports that take long can be cancelled too."""
    run_id = engine.start(Story().prologue(LONG).step("a", "pass").request(folder))
    wait_for(engine, run_id, lambda _: "waiting" in printed(engine, run_id))
    engine.cancel(run_id)
    assert wait_for(engine, run_id).status is Status.CANCELLED


def test_resume_runs_only_what_is_missing(engine: Engine, folder: Path) -> None:
    """A step that succeeded is not run again, and its results are used."""
    story = (
        Story()
        .prologue("class Box:\n    pass")
        .step("kept", "open('count', 'a').write('x')\nbox = Box()\nbox.n = 5", writes=["box"])
        .step("flaky", "assert isinstance(box, Box)\nprint(open('fixed').read(), box.n)", reads={"kept": ["box"]})
        .step("last", "print('end')", after=["flaky"])
    )
    state = run_story(engine, story, folder)
    assert [s.status for s in state.steps] == [Status.SUCCEEDED, Status.FAILED, Status.SKIPPED]
    (folder / "fixed").write_text("now")
    engine.resume(state.id)
    state = wait_for(engine, state.id)
    assert [s.status for s in state.steps] == [Status.SUCCEEDED] * 3
    assert [s.attempt for s in state.steps] == [1, 2, 1]
    assert (folder / "count").read_text() == "x"
    assert printed(engine, state.id).endswith("now 5\nend\n")
    with pytest.raises(Conflict, match="succeeded"):
        engine.resume(state.id)


def test_a_step_is_tried_again_as_often_as_it_asks(engine: Engine, folder: Path) -> None:
    """The second retry succeeds, and only its outputs count."""
    story = Story().step(
        "flaky",
        "with open('tries', 'a+') as f:\n    f.write('x'); f.seek(0); n = len(f.read())\nprint('try', n)\nassert n == 3",
        settings=StepSettings(retries=2),
    )
    state = run_story(engine, story, folder)
    assert state.status is Status.SUCCEEDED
    assert state.steps[0].attempt == 3
    assert engine.notebook(state.id)["cells"][0]["outputs"][0]["text"] == "try 3\n"


def test_a_module_is_found_in_the_folder_that_the_notebook_has_changed_to(engine: Engine, folder: Path) -> None:
    """And those beside the notebook are still found where a later step loads them anew."""
    found = "import there, beside\nprint(there.X, beside.X)"
    text = "import os\nopen('beside.py', 'w').write('X = 1')\nos.mkdir('inner')\nos.chdir('inner')\n"
    story = (
        Story()
        .step("a", f"{text}open('there.py', 'w').write('X = 2')", writes=["state:cwd"])
        .step("b", found, reads={"a": ["state:cwd"]})
    )
    state = run_story(engine, story, folder)
    assert state.status is Status.SUCCEEDED
    assert printed(engine, state.id) == "2 1\n"


def test_a_step_has_the_environment_variables_that_it_asks_for(engine: Engine, folder: Path) -> None:
    """And no other step has them; those of all steps are there before anything is imported."""
    story = (
        Story()
        .prologue("import os\nat_import = os.environ.get('EVERYWHERE')\nos.environ['OURS'] = 'prologue'")
        .step(
            "a",
            "print(at_import, os.environ['HERE'], os.environ['EVERYWHERE'], os.environ['OURS'])\nos.environ['SET'] = 'by a'",
            writes=["state:os.environ"],
            settings=StepSettings(env=(("EVERYWHERE", "1"), ("HERE", "2"), ("OURS", "3"))),
        )
        .step(
            "b",
            "print('HERE' in os.environ, os.environ['EVERYWHERE'], os.environ['SET'])",
            reads={"a": ["state:os.environ"]},
            settings=StepSettings(env=(("EVERYWHERE", "1"),)),
        )
    )
    state = run_story(engine, story, folder)
    assert state.status is Status.SUCCEEDED
    assert printed(engine, state.id) == "1 2 1 prologue\nFalse 1 by a\n"


def test_a_step_that_runs_too_long_is_ended(engine: Engine, folder: Path) -> None:
    """The failure says so, at the cell that ran."""
    story = Story().step("slow", "x = 1", LONG, settings=StepSettings(timeout=0.3)).step("other", "pass")
    state = run_story(engine, story, folder)
    failure = state.steps[0].failure
    assert failure is not None
    assert (failure.name, failure.cell) == ("TimedOut", 2)
    assert "0.3 seconds" in failure.message
    assert state.steps[1].status is Status.SUCCEEDED


@pytest.mark.parametrize(
    ("source", "said"),
    [("import os\nos._exit(3)", "exit code 3"), ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "SIGKILL")],
)
def test_a_process_that_dies_fails_its_step(engine: Engine, folder: Path, source: str, said: str) -> None:
    """The failure names the exit code or the signal; the rest of the run goes on."""
    state = run_story(engine, Story().step("dies", "x = 1", source).step("lives", "pass"), folder)
    failure = state.steps[0].failure
    assert failure is not None
    assert (failure.name, failure.cell) == ("Died", 2)
    assert said in failure.message
    assert state.steps[1].status is Status.SUCCEEDED


def test_a_prologue_that_dies_fails_the_run(engine: Engine, folder: Path) -> None:
    """Here too the run ends and says why."""
    state = run_story(engine, Story().prologue("import os\nos._exit(3)").step("a", "pass"), folder)
    assert state.status is Status.FAILED
    assert state.prologue is not None
    assert state.prologue.failure is not None
    assert state.prologue.failure.name == "Died"


def test_what_cannot_be_stored_fails_the_step_that_made_it(engine: Engine, folder: Path) -> None:
    """The failure names the variable and its type."""
    story = Story().step("a", "f = (i for i in [1])", writes=["f"]).step("b", "next(f)", reads={"a": ["f"]})
    failure = run_story(engine, story, folder).steps[0].failure
    assert failure is not None
    assert (failure.name, failure.cell) == ("NotStorable", 1)
    assert "variable f (generator)" in failure.message


def test_runs_are_listed_newest_first(engine: Engine, folder: Path) -> None:
    """With their counts of steps."""
    first = run_story(engine, Story("first").step("a", "pass"), folder)
    second = run_story(engine, Story("second").step("a", "1/0").step("b", "pass"), folder)
    assert [run.id for run in engine.runs()] == [second.id, first.id]
    assert [(run.status, run.done, run.total) for run in engine.runs()] == [
        (Status.FAILED, 1, 2),
        (Status.SUCCEEDED, 1, 1),
    ]


def test_a_deleted_run_is_gone(engine: Engine, folder: Path) -> None:
    """And unknown ones are told as such by every method."""
    state = run_story(engine, Story().step("a", "pass"), folder)
    engine.delete(state.id)
    assert engine.runs() == []
    for method in (engine.run, engine.events, engine.notebook, engine.pipeline, engine.cancel, engine.resume):
        for unknown in (state.id, RunId("nothing"), RunId("../nothing"), RunId("")):
            with pytest.raises(NotFound):
                method(unknown)


def test_a_run_under_way_is_neither_deleted_nor_resumed(engine: Engine, folder: Path) -> None:
    """It has to be cancelled first."""
    run_id = engine.start(Story().step("long", LONG).request(folder))
    with pytest.raises(Conflict):
        engine.delete(run_id)
    with pytest.raises(Conflict):
        engine.resume(run_id)


def test_every_engine_runs_pipelines(engine: Engine) -> None:
    """A pipeline without steps is done at once."""
    assert Capability.RUNS in engine.capabilities
    assert engine.name
