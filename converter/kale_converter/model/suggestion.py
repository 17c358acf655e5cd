"""Steps proposed for a notebook that has none."""

from __future__ import annotations

from dataclasses import dataclass

from kale_converter.model.notebook import CellId
from kale_converter.model.pipeline import StepName
from kale_converter.model.role import Role


@dataclass(frozen=True, slots=True)
class CellSuggestion:
    """What one code cell is to be. index: its place among all cells, from 1.

    role: what it is when it is not part of a step. step: the step that it belongs to, null for a cell with a role and
    for one with nothing to run before the first step. tags: the tags to add, none where the cell goes on with the step
    before it or has its tag already. why: in a sentence. skip: why the cell could be left out of the pipeline, "" where
    that is not offered.
    """

    cell: CellId
    index: int
    role: Role | None
    step: StepName | None
    tags: tuple[str, ...]
    why: str
    skip: str = ""


@dataclass(frozen=True, slots=True)
class SuggestedStep:
    """A step of the proposal: its cells, and the steps that it waits for."""

    name: StepName
    cells: tuple[CellId, ...]
    after: tuple[StepName, ...]


@dataclass(frozen=True, slots=True)
class Crossing:
    """What one step of the proposal hands to another: variables, `state:…` and `file:…`, sorted."""

    source: StepName
    target: StepName
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposal for a notebook: all its code cells in order, and the pipeline that comes of their tags.

    tagged: the notebook has steps already, so nothing is proposed. note: what else there is to say, "" for nothing;
    where there are no cells, why nothing can be proposed.
    """

    cells: tuple[CellSuggestion, ...] = ()
    steps: tuple[SuggestedStep, ...] = ()
    crossings: tuple[Crossing, ...] = ()
    tagged: bool = False
    note: str = ""
