"""Events make the state of a run."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from kale_ext.engines.fold import Fold, fold, interrupted, summary_of
from kale_ext.engines.interface import Failure, RunState, SeenEffect, Status

RUN = {"id": "r-1", "name": "r", "notebook": "/n.ipynb", "engine": "local", "created": 5.0, "parameters": {"p": 1}}
ENDED = {"cpu": 0.5, "memory": 100, "failure": None, "duration": 1.0}
FAILURE = {
    "name": "ValueError",
    "message": "m",
    "cell": 2,
    "cell_id": "c2",
    "line": 1,
    "source": "x",
    "traceback": ["t"],
}


def numbered(*events: dict[str, Any]) -> list[dict[str, Any]]:
    """The events as a log has them, a second apart."""
    return [{"n": n, "time": 10.0 + n, **event} for n, event in enumerate(events, 1)]


def started(step: str, attempt: int = 1) -> dict[str, Any]:
    """A step begins."""
    return {"event": "step-started", "step": step, "attempt": attempt, "pid": 1}


def finished(step: str, status: str = "succeeded", **more: Any) -> dict[str, Any]:
    """A step ends."""
    return {"event": "step-finished", "step": step, "status": status, **ENDED, **more}


BEGUN = {"event": "run-started", "attempt": 1, "pid": 1}
VARIABLE = {"name": "x", "type": "ndarray", "shape": [2, 3], "preview": "1, 2"}
ARTIFACT = {"event": "artifact", "step": "a", "name": "x", "digest": "d", "size": 9, "variables": [VARIABLE]}


def state(*events: dict[str, Any]) -> RunState:
    """After these events of a run of the steps a and b."""
    return fold(RUN, ["a", "b"], numbered(*events))


def test_nothing_has_happened() -> None:
    """All waits."""
    told = state()
    assert (told.status, told.last_event, [s.status for s in told.steps]) == (Status.WAITING, 0, [Status.WAITING] * 2)
    assert (told.parameters, told.created, told.user) == ({"p": 1}, 5.0, "")


def test_a_run_that_goes_well() -> None:
    """Times, artifacts, metrics, the prologue beside the steps."""
    told = state(
        BEGUN, started(""), finished(""), started("a"), {"event": "cell-started", "step": "a", "cell": 3},
        {"event": "metric", "step": "a", "name": "loss", "value": "nan"}, ARTIFACT, finished("a"),
        started("b"), finished("b"), {"event": "run-finished", "status": "succeeded"},
    )  # fmt: skip
    assert (told.status, told.started, told.ended, told.last_event) == (Status.SUCCEEDED, 11.0, 21.0, 11)
    assert told.prologue is not None
    assert told.prologue.status is Status.SUCCEEDED
    a = told.steps[0]
    assert (a.started, a.ended, a.cpu, a.memory, a.cell, a.attempt) == (14.0, 18.0, 0.5, 100, 3, 1)
    assert a.artifacts[0].variables[0].shape == (2, 3)
    assert [(m.name, m.value != m.value, m.step) for m in told.metrics] == [("loss", True, "a")]
    assert summary_of(told) == {"status": "succeeded", "started": 11.0, "ended": 21.0, "done": 2, "total": 2}


def test_a_failure_and_what_it_skips() -> None:
    """A step that never began has no times."""
    told = state(BEGUN, started("a"), finished("a", "failed", failure=FAILURE), finished("b", "skipped"))
    assert told.steps[0].failure == Failure("ValueError", "m", 2, "c2", 1, "x", ("t",))
    assert (told.steps[1].status, told.steps[1].started, told.steps[1].ended) == (Status.SKIPPED, None, None)
    assert told.status is Status.RUNNING


def test_an_attempt_replaces_the_one_before() -> None:
    """Metrics, artifacts, failure."""
    metric = {"event": "metric", "step": "a", "name": "m", "value": 1}
    told = state(BEGUN, started("a"), metric, ARTIFACT, finished("a", "failed", failure=FAILURE), started("a", 2))
    a = told.steps[0]
    assert (a.status, a.attempt, a.failure, a.artifacts, told.metrics) == (Status.RUNNING, 2, None, (), ())


def test_a_resume_keeps_what_succeeded() -> None:
    """All else waits again; the run began when it first began."""
    told = state(BEGUN, started("a"), finished("a"), started("b"), finished("b", "failed"),
                 {"event": "run-finished", "status": "failed"}, {**BEGUN, "attempt": 2})  # fmt: skip
    assert (told.status, told.started, told.ended) == (Status.RUNNING, 11.0, None)
    assert [(s.status, s.attempt) for s in told.steps] == [(Status.SUCCEEDED, 1), (Status.WAITING, 1)]


def test_an_interruption_hits_what_was_running() -> None:
    """Neither what was done nor what had not begun."""
    told = interrupted(state(BEGUN, started(""), finished(""), started("a")))
    assert told.prologue is not None
    statuses = [told.status, told.prologue.status, *(step.status for step in told.steps)]
    assert statuses == [Status.INTERRUPTED, Status.SUCCEEDED, Status.INTERRUPTED, Status.WAITING]


@pytest.mark.parametrize(
    "event", [{"event": "from-the-future", "step": "a"}, started("no such step"), {**ARTIFACT, "step": "gone"}]
)
def test_what_it_does_not_know_changes_nothing(event: dict[str, Any]) -> None:
    """But the number of the last event."""
    before, after = state(BEGUN), state(BEGUN, event)
    assert (after.steps, after.status, after.last_event) == (before.steps, before.status, 2)


def test_one_by_one_is_the_same_as_all_at_once() -> None:
    """Whoever watches sees every state in between."""
    events = numbered(BEGUN, started("a"), ARTIFACT, finished("a"), started("b"), finished("b", "cancelled"))
    watcher = Fold(RUN, ["a", "b"])
    for count in itertools.count(1):
        if count > len(events):
            break
        watcher.add(json.loads(json.dumps(events[count - 1])))
        assert watcher.state() == fold(RUN, ["a", "b"], events[:count])


def test_a_change_of_the_plan_is_told_and_what_is_invalid_waits_again() -> None:
    """What the step has stored and measured does not count."""
    effect = {"step": "a", "cell": 1, "cell_id": "c1", "line": 2, "kind": "changes", "name": "x"}
    changed = {"event": "plan-changed", "effects": [effect], "again": ["b"], "steps": ["a", "b"], "unkept": "no room"}
    events = numbered(
        {"event": "run-started", "attempt": 1, "pid": 1},
        {"event": "step-started", "step": "b", "attempt": 1, "pid": 2},
        {"event": "metric", "step": "b", "name": "m", "value": 1},
        {"event": "step-finished", "step": "b", "status": "succeeded", **ENDED},
        changed,
        {"event": "step-invalidated", "step": "b"},
    )
    state = fold(RUN, ["a", "b"], events)
    assert (state.steps[1].status, state.steps[1].attempt, state.metrics) == (Status.WAITING, 1, ())
    assert [(change.again, change.unkept) for change in state.changes] == [(("b",), "no room")]
    assert state.changes[0].effects == (SeenEffect("changes x", "a", 1, "c1", 2),)
    assert state.changes[0].text == "cell 1, line 2, also changes x, which the analysis did not see; step b runs again"
