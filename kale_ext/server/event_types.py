"""The kinds of event that a run has, typed for clients; `docs/run-directory.md` says when each happens."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from kale_ext.engines.interface import Failure, Status, VariableSummary


class RunEventBase(Struct, frozen=True, kw_only=True, tag_field="event"):
    """n: the event's number in its run, from 1 without gaps. time: Unix seconds."""

    n: int
    time: float


class CellPlace(Struct, frozen=True):
    """A cell: its place in the notebook, from 1, and its id."""

    cell: int
    cell_id: str


class LearntInRun(Struct, frozen=True, kw_only=True):
    """What a cell was seen to do. line: in the cell, null where none names it. kind, name: as in `observed`, `file`."""

    step: str
    cell: int
    cell_id: str
    line: int | None
    kind: str
    name: str


class RunStarted(RunEventBase, frozen=True, tag="run-started"):
    """The runner begins; attempt 2 and later are resumes."""

    attempt: int
    pid: int


class StepStarted(RunEventBase, frozen=True, tag="step-started"):
    """A step's process begins, and what earlier attempts of it put out no longer counts. The prologue is step ""."""

    step: str
    attempt: int
    pid: int


class CellStarted(RunEventBase, frozen=True, tag="cell-started"):
    """A cell begins. cell: its place in the notebook, from 1."""

    step: str
    cell: int
    cell_id: str


class Output(RunEventBase, frozen=True, tag="output"):
    """A cell has put out something. output: an nbformat 4 output. display_id: of a display that may be updated."""

    step: str
    cell: int
    cell_id: str
    output: dict[str, Any]
    display_id: str | None = None


class DisplayUpdated(RunEventBase, frozen=True, tag="display-updated"):
    """An earlier display gets new data."""

    step: str
    display_id: str
    data: dict[str, Any]
    metadata: dict[str, Any]


class OutputCleared(RunEventBase, frozen=True, tag="output-cleared"):
    """What the cell has put out so far is dropped."""

    step: str
    cell: int
    cell_id: str


class CellFinished(RunEventBase, frozen=True, tag="cell-finished"):
    """A cell has ended. duration: seconds."""

    step: str
    cell: int
    cell_id: str
    duration: float
    execution_count: int | None


class ArtifactStored(RunEventBase, frozen=True, tag="artifact"):
    """A group of variables is stored.

    digest: SHA-256 over those of its pieces. size: bytes. absent: names that were not set.
    """

    step: str
    name: str
    digest: str
    size: int
    variables: tuple[VariableSummary, ...]
    absent: tuple[str, ...] = ()


class MetricRecorded(RunEventBase, frozen=True, tag="metric"):
    """A metric has a value; null where it is not a finite number."""

    step: str
    name: str
    value: float | None


class StepFinished(RunEventBase, frozen=True, tag="step-finished"):
    """A step has ended. duration: seconds. cpu: CPU seconds. memory: peak resident bytes."""

    step: str
    status: Status
    duration: float | None
    cpu: float | None
    memory: int | None
    failure: Failure | None


class Observed(RunEventBase, frozen=True, tag="observed"):
    """A cell did to a variable what the plan does not know.

    kind: binds, changes, deletes, reads, shares, unstorable. cells: those that may have.
    """

    step: str
    kind: str
    variable: str
    cells: tuple[CellPlace, ...]


class Unchecked(RunEventBase, frozen=True, tag="unchecked"):
    """Variables of which it could not be told whether the step has changed them."""

    step: str
    variables: tuple[str, ...]


class FileUsed(RunEventBase, frozen=True, tag="file"):
    """A cell opens a file for the first time in this way. use: reads-file, writes-file, changes-file."""

    step: str
    cell: int
    cell_id: str
    path: str
    use: str


class PlanChanged(RunEventBase, frozen=True, tag="plan-changed"):
    """The run goes on with another plan. again: steps that run again. steps: all steps of the new plan, in order.

    unkept: why what was learnt could not be kept beside the notebook, "" where it is.
    """

    effects: tuple[LearntInRun, ...]
    again: tuple[str, ...]
    steps: tuple[str, ...]
    unkept: str


class StepInvalidated(RunEventBase, frozen=True, tag="step-invalidated"):
    """What the step did so far no longer counts: it had a value from before a change, or ran in the wrong order."""

    step: str


class RunFinished(RunEventBase, frozen=True, tag="run-finished"):
    """The runner ends."""

    status: Status


RunEvent = (
    RunStarted
    | StepStarted
    | CellStarted
    | Output
    | DisplayUpdated
    | OutputCleared
    | CellFinished
    | ArtifactStored
    | MetricRecorded
    | StepFinished
    | Observed
    | Unchecked
    | FileUsed
    | PlanChanged
    | StepInvalidated
    | RunFinished
)
