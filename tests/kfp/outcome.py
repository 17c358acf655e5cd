"""What becomes of tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from tests.kfp.store import Store

Artifacts = Mapping[str, list[dict[str, Any]]]


class Status(StrEnum):
    """SKIPPED: its condition was false. OMITTED: what it depends on did not succeed."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"
    SKIPPED = "skipped"
    OMITTED = "omitted"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A task's end and what other tasks can take from it: parameters, and lists of artifacts."""

    status: Status
    parameters: Mapping[str, Any] = field(default_factory=dict)
    artifacts: Artifacts = field(default_factory=dict)
    message: str = ""


@dataclass(frozen=True, slots=True)
class TaskRun:
    """A task of a run.

    path: names of tasks from the root, `loop[1]/train` for the second iteration. log: what the container wrote, both
    streams of the last attempt. executor_input: what it was given, {} where no container was started. seconds: of its
    process. root: the folder that was its `/`, None where none was started.
    """

    path: str
    outcome: Outcome
    log: str = ""
    executor_input: Mapping[str, Any] = field(default_factory=dict)
    attempts: int = 0
    seconds: float = 0.0
    root: Path | None = None

    @property
    def status(self) -> Status:
        return self.outcome.status


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run: how it ended, and its container tasks in the order in which they ended."""

    outcome: Outcome
    tasks: tuple[TaskRun, ...]
    store: Store

    @property
    def status(self) -> Status:
        return self.outcome.status

    def task(self, path: str) -> TaskRun:
        """The one task of that path."""
        (found,) = [task for task in self.tasks if task.path == path]
        return found

    def file(self, path: str, artifact: str) -> Path:
        """The uploaded file or folder of an output artifact of a task."""
        (found,) = self.task(path).outcome.artifacts[artifact]
        return self.store.place(found["uri"])

    def told(self) -> str:
        """Why it failed, for an assertion's message."""
        failed = [task for task in self.tasks if task.status is Status.FAILED]
        return "\n".join(f"{task.path}: {task.outcome.message}\n{task.log}" for task in failed)
