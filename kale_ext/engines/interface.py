"""What every engine does, and the words in which it tells of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, NewType, Protocol

from kale_converter.model import Conversion, ParameterValue

RunId = NewType("RunId", str)

Event = Mapping[str, Any]
"""One line of a run's event log; `docs/run-directory.md` lists the kinds and their fields."""


class Status(StrEnum):
    """The state of a run or a step.

    WAITING: not begun. RUNNING. SUCCEEDED. FAILED: the user's code raised, ran out of time or memory, or its process
    died. CANCELLED: stopped on request. SKIPPED (steps only): not begun because something it depends on failed.
    INTERRUPTED: what ran it died without saying so.
    """

    WAITING = "waiting"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"
    INTERRUPTED = "interrupted"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen without a resume."""
        return self not in (Status.WAITING, Status.RUNNING)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a step failed, in the user's terms.

    name, message: of the exception, or of what ended the step ("TimedOut", "Killed", …). cell: place from 1, None
    where no cell is to blame; cell_id likewise. line: within the cell, from 1. source: that line of the user's code.
    traceback: lines as IPython prints them, with ANSI colours, user's frames only.
    """

    name: str
    message: str
    cell: int | None = None
    cell_id: str | None = None
    line: int | None = None
    source: str = ""
    traceback: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metric:
    """A number that a `pipeline-metrics` cell shows."""

    name: str
    value: float
    step: str


@dataclass(frozen=True, slots=True)
class VariableSummary:
    """What can be told of a stored variable without loading it. size: bytes stored, shared with its artifact."""

    name: str
    type: str
    shape: tuple[int, ...] | None = None
    preview: str = ""


@dataclass(frozen=True, slots=True)
class ArtifactState:
    """An artifact that a step has written. digest: a hex SHA-256 over those of its pieces. size: bytes."""

    name: str
    step: str
    digest: str
    size: int
    variables: tuple[VariableSummary, ...] = ()


@dataclass(frozen=True, slots=True)
class StepState:
    """A step of a run. started, ended: Unix seconds. cpu: CPU seconds. memory: peak resident bytes."""

    name: str
    status: Status
    attempt: int = 0
    started: float | None = None
    ended: float | None = None
    cpu: float | None = None
    memory: int | None = None
    cell: int | None = None
    """The cell that runs now, or ran last (place from 1)."""
    failure: Failure | None = None
    artifacts: tuple[ArtifactState, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenEffect:
    """What a cell was seen to do. text: in words, as in "changes df".

    cell: its place, from 1. line: in the cell, from 1, None where none names what it is about.
    """

    text: str
    step: str
    cell: int
    cell_id: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class PlanChange:
    """The run went on with another plan, because a cell did what the analysis had not seen. text: in a sentence.

    effects: what was seen. again: steps that ran again for it. unkept: why this could not be kept beside the notebook,
    "" where it is.
    """

    text: str
    effects: tuple[SeenEffect, ...] = ()
    again: tuple[str, ...] = ()
    unkept: str = ""


@dataclass(frozen=True, slots=True)
class RunState:
    """A run as its events tell it. `prologue` is the step of imports, functions and parameters."""

    id: RunId
    name: str
    notebook: str
    status: Status
    created: float
    engine: str
    user: str = ""
    started: float | None = None
    ended: float | None = None
    parameters: Mapping[str, ParameterValue] = field(default_factory=dict)
    prologue: StepState | None = None
    steps: tuple[StepState, ...] = ()
    metrics: tuple[Metric, ...] = ()
    changes: tuple[PlanChange, ...] = ()
    last_event: int = 0
    """The number of the last event folded in, for reading on from there."""


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run as a list shows it. done, total: counts of steps."""

    id: RunId
    name: str
    notebook: str
    status: Status
    created: float
    engine: str
    started: float | None = None
    ended: float | None = None
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What is to be run.

    notebook_path: absolute path of the notebook file; steps run in its folder. notebook_json: its content (nbformat 4)
    as converted, which may be newer than the file. parameters: already checked against the pipeline's types.
    jobs: how many steps at most at a time, None for the engine's own choice.
    """

    conversion: Conversion
    notebook_path: Path
    notebook_json: Mapping[str, Any]
    parameters: Mapping[str, ParameterValue] = field(default_factory=dict)
    jobs: int | None = None
    user: str = ""


class Capability(StrEnum):
    """What an engine may be able to do."""

    RUNS = "runs"
    TRAINING = "training"
    SWEEPS = "sweeps"
    SERVING = "serving"
    BOARDS = "boards"
    SCHEDULES = "schedules"


class Engine(Protocol):
    """A place to run pipelines. Every method that takes a run id raises NotFound for an unknown one."""

    @property
    def name(self) -> str:
        """As users name it: "local", …."""

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What this engine can do; the panel shows only that."""

    def start(self, request: RunRequest) -> RunId:
        """Start a run and return as soon as it is under way on its own."""

    def runs(self) -> Sequence[RunSummary]:
        """All runs, newest first."""

    def run(self, run_id: RunId) -> RunState:
        """The state of a run now."""

    def events(self, run_id: RunId, after: int = 0, limit: int | None = None) -> Sequence[Event]:
        """The events numbered after `after`, in order."""

    def notebook(self, run_id: RunId) -> Mapping[str, Any]:
        """The executed notebook as far as it has come: the user's cells with the outputs of this run (nbformat 4)."""

    def pipeline(self, run_id: RunId) -> Mapping[str, Any]:
        """The run's pipeline in its JSON form."""

    def cancel(self, run_id: RunId) -> None:
        """End the run and every process it started. Raises Conflict where it has ended."""

    def resume(self, run_id: RunId) -> None:
        """Run again what is missing. Raises Conflict where the run is under way or has succeeded."""

    def delete(self, run_id: RunId) -> None:
        """Forget the run and its files. Raises Conflict where it is under way."""
