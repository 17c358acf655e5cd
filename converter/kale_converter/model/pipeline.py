"""The pipeline: steps, what each hands to which other, and why.

The JSON form (`kale_converter.export.json_form`) is these fields in this order; it is public and stable.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from kale_converter.model.diagnostic import Diagnostic, Severity
from kale_converter.model.learnt import NOTHING_LEARNT, Learnt
from kale_converter.model.notebook import CellId, Notebook
from kale_converter.model.parameter import Parameter
from kale_converter.model.settings import Division, NotebookSettings, StepSettings
from kale_converter.model.span import Span

StepName = NewType("StepName", str)


class EvidenceKind(StrEnum):
    """Why one step depends on another.

    READ: the reader uses the name. MUTATED: the reader changes the object. CLOSURE: a function that the reader uses
    reads the name when it is called. ALIAS: the variable shares objects with one that the reader uses. DELETED: the
    writer deletes the name. STATE: something outside variables (a random generator, an environment variable, a
    working directory) is carried over. FILE: the order of two uses of a file is kept. DECLARED: a `prev:` tag. WHEN,
    FOREACH: the reader's condition asks for the variable, or its loop goes over it; its cells need not use it.
    """

    READ = "read"
    MUTATED = "mutated"
    CLOSURE = "closure"
    ALIAS = "alias"
    DELETED = "deleted"
    STATE = "state"
    FILE = "file"
    DECLARED = "declared"
    WHEN = "when"
    FOREACH = "foreach"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for an edge. variable: a name, `state:…`, `file:…`, `display:…`; "" for a `prev:` tag (writer: None).

    assumed: the dependency rests on a safe-side assumption (a call that Kale Ext does not know, the reader's or the one
    that made the writer's version, may change what it is given) and not on something that the code surely does.
    observed: the run that showed the writer or the reader to do what the analysis did not see, "" where the analysis
    did.
    """

    variable: str
    kind: EvidenceKind
    writer: Span | None
    reader: Span | None
    assumed: bool = False
    observed: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """`target` runs after `source`, for each reason in `evidence` (never empty, sorted)."""

    source: StepName
    target: StepName
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Input:
    """A variable (or `state:…`) that a step receives, and the step whose version of it that is."""

    variable: str
    step: StepName


@dataclass(frozen=True, slots=True)
class Artifact:
    """A group of variables that share objects, stored together by the step that wrote them; names sorted."""

    name: str
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its cells in order, what it receives and hands on, and the steps it waits for (sorted)."""

    name: StepName
    cells: tuple[CellId, ...]
    inputs: tuple[Input, ...] = ()
    outputs: tuple[Artifact, ...] = ()
    after: tuple[StepName, ...] = ()
    settings: StepSettings = field(default_factory=StepSettings)
    metrics: tuple[str, ...] = ()
    """Names whose numeric values are recorded as metrics once the step has run."""
    writes: tuple[str, ...] | None = None
    """Every name (and `state:…`) that its cells may bind, change or delete, as far as the analysis knows; sorted.

    "*": names that cannot be told. None: nobody has analysed it, so nothing that it does can contradict the plan.
    """


@dataclass(frozen=True, slots=True)
class Prologue:
    """Imports, functions and parameters: cells that every step starts with, executed once in the warm process."""

    cells: tuple[CellId, ...] = ()


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The whole: steps in notebook order, edges sorted by (source, target) in that order."""

    settings: NotebookSettings
    division: Division
    parameters: tuple[Parameter, ...]
    prologue: Prologue
    steps: tuple[Step, ...]
    edges: tuple[Edge, ...]
    skipped: tuple[CellId, ...] = ()

    def step(self, name: str) -> Step:
        """The step of this name. Raises KeyError where there is none."""
        for step in self.steps:
            if step.name == name:
                return step
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Conversion:
    """What converting a notebook gives: the pipeline and all findings, sorted by place.

    pipeline: None where an error leaves no pipeline that could be shown; otherwise it is there also beside errors,
    so that a panel can draw it. `ok` says whether it may run. learnt: what was known from runs when it was made.
    """

    notebook: Notebook
    pipeline: Pipeline | None
    diagnostics: tuple[Diagnostic, ...]
    learnt: Learnt = NOTHING_LEARNT

    @property
    def ok(self) -> bool:
        """Whether the pipeline may run: there is one, and no diagnostic is an error."""
        return self.pipeline is not None and not any(d.severity is Severity.ERROR for d in self.diagnostics)
