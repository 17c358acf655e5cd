"""An engine in memory: a public test double. Tests say what happens in its runs; nothing is executed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kale_ext.engines.interface import (
    Capability,
    Event,
    RunId,
    RunRequest,
    RunState,
    RunSummary,
    Status,
    StepState,
)
from kale_ext.errors import Conflict, NotFound


@dataclass
class FakeRun:
    """A run and all that was told of it."""

    state: RunState
    request: RunRequest | None = None
    events: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class FakeEngine:
    """Runs begin when they are started or put here, and end when a test says so."""

    name: str = "local"
    capabilities: frozenset[Capability] = frozenset({Capability.RUNS})
    all: dict[RunId, FakeRun] = field(default_factory=dict)
    clock: float = 1000.0

    def put(
        self,
        run_id: str,
        *,
        notebook: str = "/nowhere/a.ipynb",
        steps: Sequence[str] = ("load", "train"),
        request: RunRequest | None = None,
    ) -> RunId:
        """A run under way."""
        self.clock += 1
        run = RunId(run_id)
        self.all[run] = FakeRun(
            RunState(
                id=run,
                name=run_id,
                notebook=notebook,
                status=Status.RUNNING,
                created=self.clock,
                started=self.clock,
                engine=self.name,
                user=request.user if request else "",
                parameters=request.parameters if request else {},
                steps=tuple(StepState(step, Status.WAITING) for step in steps),
            ),
            request,
        )
        self.tell(run, "run-started", attempt=1, pid=1)
        return run

    def tell(self, run: RunId, event: str, **fields: Any) -> None:
        """Something happens in a run."""
        self.clock += 1
        found = self._run(run)
        n = len(found.events) + 1
        found.events.append({"n": n, "time": self.clock, "event": event, **fields})
        found.state = replace(found.state, last_event=n)

    def end(self, run: RunId, status: Status = Status.SUCCEEDED) -> None:
        """The run ends; an interrupted one without a word."""
        if status is not Status.INTERRUPTED:
            self.tell(run, "run-finished", status=status.value)
        found = self._run(run)
        found.state = replace(found.state, status=status, ended=self.clock)

    def start(self, request: RunRequest) -> RunId:
        steps = [step.name for step in request.conversion.pipeline.steps] if request.conversion.pipeline else []
        name = f"{request.notebook_path.stem}-{len(self.all) + 1}"
        return self.put(name, notebook=str(request.notebook_path), steps=steps, request=request)

    def runs(self) -> Sequence[RunSummary]:
        states = [run.state for run in reversed(self.all.values())]
        return [
            RunSummary(
                state.id,
                state.name,
                state.notebook,
                state.status,
                state.created,
                state.engine,
                state.started,
                state.ended,
                done=sum(step.status is Status.SUCCEEDED for step in state.steps),
                total=len(state.steps),
            )
            for state in states
        ]

    def run(self, run_id: RunId) -> RunState:
        return self._run(run_id).state

    def events(self, run_id: RunId, after: int = 0, limit: int | None = None) -> Sequence[Event]:
        found = self._run(run_id).events[after:]
        return found[:limit]

    def notebook(self, run_id: RunId) -> Mapping[str, Any]:
        request = self._run(run_id).request
        return request.notebook_json if request else {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}

    def pipeline(self, run_id: RunId) -> Mapping[str, Any]:
        self._run(run_id)
        return {"steps": []}

    def cancel(self, run_id: RunId) -> None:
        if self._run(run_id).state.status.ended:
            raise Conflict(f"run {run_id} has ended", "there is nothing to cancel")
        self.end(run_id, Status.CANCELLED)

    def resume(self, run_id: RunId) -> None:
        found = self._run(run_id)
        if not found.state.status.ended or found.state.status is Status.SUCCEEDED:
            raise Conflict(f"run {run_id} has nothing to resume", "start a new run")
        found.state = replace(found.state, status=Status.RUNNING, ended=None)
        self.tell(run_id, "run-started", attempt=2, pid=2)

    def delete(self, run_id: RunId) -> None:
        if not self._run(run_id).state.status.ended:
            raise Conflict(f"run {run_id} is under way", "cancel it first")
        del self.all[run_id]

    def _run(self, run_id: RunId) -> FakeRun:
        if run_id not in self.all:
            raise NotFound(f"there is no run {run_id!r}")
        return self.all[run_id]
