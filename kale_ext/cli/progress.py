"""A run as its events tell it, with what a live view shows of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kale_ext.cli.outputs import Lines, text_of
from kale_ext.engines.learnt_words import plan_change

ENDED = frozenset({"succeeded", "failed", "cancelled", "skipped", "interrupted"})


@dataclass(slots=True)
class StepProgress:
    """A step as far as it has come; this object changes with every event, unlike `StepState`, which is a snapshot.

    started, ended: Unix seconds. cell: the place of the cell that runs or ran last. last_line: of what it printed.
    failure: as in the `step-finished` event.
    """

    name: str
    status: str = "waiting"
    started: float | None = None
    ended: float | None = None
    seconds: float | None = None
    cell: int | None = None
    last_line: str = ""
    failure: Mapping[str, Any] | None = None
    lines: Lines = field(default_factory=Lines)

    def begin(self, time: float) -> None:
        """A new attempt replaces all of the earlier one."""
        self.status, self.started, self.ended, self.seconds = "running", time, None, None
        self.cell, self.last_line, self.failure, self.lines = None, "", None, Lines()

    def elapsed(self, now: float) -> float | None:
        """Seconds that the step has taken until `now`, None where it has not begun."""
        if self.seconds is not None:
            return self.seconds
        if self.started is None:
            return None
        return max(0.0, (now if self.ended is None else self.ended) - self.started)


class Progress:
    """All steps of a run; `feed` it the events in order. steps: their names in pipeline order."""

    def __init__(self, steps: Iterable[str]) -> None:
        self.prologue = StepProgress("")
        self.steps = {name: StepProgress(name) for name in steps}
        self.status = "waiting"
        self.started: float | None = None
        self.ended: float | None = None
        self.metrics: dict[tuple[str, str], float] = {}
        self.changes: list[str] = []
        self.last = 0

    def step(self, name: str) -> StepProgress:
        """The step of this name; the prologue is ""."""
        if name == "":
            return self.prologue
        return self.steps.setdefault(name, StepProgress(name))

    @property
    def failed(self) -> list[StepProgress]:
        """The steps that failed, the prologue first."""
        return [step for step in (self.prologue, *self.steps.values()) if step.status == "failed"]

    @property
    def done(self) -> int:
        """How many steps have succeeded."""
        return sum(step.status == "succeeded" for step in self.steps.values())

    def feed(self, event: Mapping[str, Any]) -> None:
        """Take in one event; kinds that a view has no use for only move `last` on."""
        self.last = int(event["n"])
        handler = _HANDLERS.get(event["event"])
        if handler is not None:
            handler(self, event)

    def close(self, status: str) -> None:
        """Say how the run ended, where the events don't: its runner died."""
        self.status = status
        for step in (self.prologue, *self.steps.values()):
            if step.status == "running":
                step.status = status


def _run_started(progress: Progress, event: Mapping[str, Any]) -> None:
    progress.status, progress.started, progress.ended = "running", event["time"], None
    for step in (progress.prologue, *progress.steps.values()):
        if step.status != "succeeded":
            step.status, step.failure, step.started, step.seconds = "waiting", None, None, None


def _step_started(progress: Progress, event: Mapping[str, Any]) -> None:
    step = progress.step(event["step"])
    step.begin(event["time"])
    for key in [key for key in progress.metrics if key[0] == step.name]:
        del progress.metrics[key]


def _step_invalidated(progress: Progress, event: Mapping[str, Any]) -> None:
    step = progress.step(event["step"])
    step.begin(event["time"])
    step.status, step.started = "waiting", None


def _plan_changed(progress: Progress, event: Mapping[str, Any]) -> None:
    """Steps may have been divided; those that are no more there go."""
    progress.changes.append(plan_change(event))
    progress.steps = {name: progress.steps.get(name) or StepProgress(name) for name in event["steps"]}


def _cell_started(progress: Progress, event: Mapping[str, Any]) -> None:
    progress.step(event["step"]).cell = event["cell"]


def _output(progress: Progress, event: Mapping[str, Any]) -> None:
    step = progress.step(event["step"])
    text = text_of(event["output"])
    shown = [line for line in (*step.lines.feed(text), step.lines.partial) if line.strip()]
    if shown:
        step.last_line = shown[-1].strip()


def _metric(progress: Progress, event: Mapping[str, Any]) -> None:
    progress.metrics[event["step"], event["name"]] = event["value"]


def _step_finished(progress: Progress, event: Mapping[str, Any]) -> None:
    step = progress.step(event["step"])
    step.status, step.ended, step.failure = event["status"], event["time"], event.get("failure")
    if step.started is not None:
        step.seconds = event.get("duration")


def _run_finished(progress: Progress, event: Mapping[str, Any]) -> None:
    progress.close(event["status"])
    progress.ended = event["time"]


_HANDLERS = {
    "run-started": _run_started,
    "step-started": _step_started,
    "step-invalidated": _step_invalidated,
    "plan-changed": _plan_changed,
    "cell-started": _cell_started,
    "output": _output,
    "metric": _metric,
    "step-finished": _step_finished,
    "run-finished": _run_finished,
}
