"""From the events of a run to its state: pure, and one event at a time where somebody watches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kale_ext.engines.interface import (
    ArtifactState,
    Event,
    Failure,
    Metric,
    PlanChange,
    RunId,
    RunState,
    SeenEffect,
    Status,
    StepState,
    VariableSummary,
)
from kale_ext.engines.learnt_words import in_words, plan_change

PROLOGUE = ""
"""The step name of imports, functions and parameters in events."""


def fold(run: Mapping[str, Any], steps: Sequence[str], events: Iterable[Event]) -> RunState:
    """The state that the events tell. run: what `run.json` holds. steps: the names of all steps, in order."""
    folded = Fold(run, steps)
    for event in events:
        folded.add(event)
    return folded.state()


class Fold:
    """The state of a run as its events come in. Events that it does not know change nothing."""

    def __init__(self, run: Mapping[str, Any], steps: Sequence[str]) -> None:
        self._run = RunState(
            id=RunId(run["id"]),
            name=run["name"],
            notebook=run["notebook"],
            status=Status.WAITING,
            created=run["created"],
            engine=run["engine"],
            user=run.get("user", ""),
            parameters=run.get("parameters", {}),
        )
        self._steps = {name: StepState(name, Status.WAITING) for name in (PROLOGUE, *steps)}
        self._metrics: dict[tuple[str, str], Metric] = {}

    def state(self) -> RunState:
        """The state after all events so far."""
        prologue, *steps = self._steps.values()
        return replace(self._run, prologue=prologue, steps=tuple(steps), metrics=tuple(self._metrics.values()))

    def add(self, event: Event) -> None:
        """Take the next event in."""
        kind, step = event["event"], self._steps.get(event.get("step", PROLOGUE))
        self._run = replace(self._run, last_event=event["n"])
        if kind == "run-started":
            self._run_started(event)
        elif kind == "plan-changed":
            self._plan_changed(event)
        elif kind == "run-finished":
            self._run = replace(self._run, status=Status(event["status"]), ended=event["time"])
        elif step is not None and kind in _OF_A_STEP:
            if kind in {"step-started", "step-invalidated"}:
                self._metrics = {key: metric for key, metric in self._metrics.items() if key[0] != step.name}
            self._steps[step.name] = _OF_A_STEP[kind](step, event)
        elif step is not None and kind == "metric":
            metric = Metric(event["name"], float(event["value"]), step.name)
            self._metrics[step.name, metric.name] = metric

    def _plan_changed(self, event: Event) -> None:
        effects = tuple(_seen(effect) for effect in event["effects"])
        change = PlanChange(plan_change(event), effects, tuple(event["again"]), event["unkept"])
        self._run = replace(self._run, changes=(*self._run.changes, change))

    def _run_started(self, event: Event) -> None:
        started = event["time"] if self._run.started is None else self._run.started
        self._run = replace(self._run, status=Status.RUNNING, started=started, ended=None)
        for name, step in self._steps.items():
            if step.status is not Status.SUCCEEDED:
                self._steps[name] = StepState(name, Status.WAITING, attempt=step.attempt)


def summary_of(state: RunState) -> dict[str, Any]:
    """What a list shows of a run besides what `run.json` holds."""
    done = sum(step.status is Status.SUCCEEDED for step in state.steps)
    times = {"started": state.started, "ended": state.ended}
    return {"status": state.status, **times, "done": done, "total": len(state.steps)}


def interrupted(state: RunState) -> RunState:
    """The state of a run that nothing runs any more although its events say that it is not over."""
    steps = tuple(_interrupted_step(step) for step in state.steps)
    prologue = state.prologue and _interrupted_step(state.prologue)
    return replace(state, status=Status.INTERRUPTED, steps=steps, prologue=prologue)


def _interrupted_step(step: StepState) -> StepState:
    return replace(step, status=Status.INTERRUPTED) if step.status is Status.RUNNING else step


def _seen(effect: Mapping[str, Any]) -> SeenEffect:
    text = in_words(effect["kind"], effect["name"])
    return SeenEffect(text, effect["step"], effect["cell"], effect["cell_id"], effect["line"])


def _started(step: StepState, event: Event) -> StepState:
    return StepState(step.name, Status.RUNNING, attempt=event["attempt"], started=event["time"])


def _invalidated(step: StepState, _event: Event) -> StepState:
    return StepState(step.name, Status.WAITING, attempt=step.attempt)


def _cell_started(step: StepState, event: Event) -> StepState:
    return replace(step, cell=event["cell"])


def _artifact(step: StepState, event: Event) -> StepState:
    variables = tuple(
        VariableSummary(v["name"], v["type"], None if v["shape"] is None else tuple(v["shape"]), v["preview"])
        for v in event["variables"]
    )
    artifact = ArtifactState(event["name"], step.name, event["digest"], event["size"], variables)
    return replace(step, artifacts=(*step.artifacts, artifact))


def _finished(step: StepState, event: Event) -> StepState:
    failure = event["failure"]
    return replace(
        step,
        status=Status(event["status"]),
        ended=None if step.started is None else event["time"],
        cpu=event["cpu"],
        memory=event["memory"],
        failure=None if failure is None else Failure(**{**failure, "traceback": tuple(failure["traceback"])}),
    )


_OF_A_STEP = {
    "step-started": _started,
    "step-invalidated": _invalidated,
    "cell-started": _cell_started,
    "artifact": _artifact,
    "step-finished": _finished,
}
