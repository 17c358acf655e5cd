"""What is proposed, as data, and the tags that come of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from kale_converter.model import CellId, Notebook, StepName
from kale_converter.reading.tags import Role


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


def accepted(cells: Sequence[CellSuggestion], skip: Collection[CellId]) -> tuple[CellSuggestion, ...]:
    """The proposal where these of the offered cells are skipped: a step whose first cell is begins with its next."""
    made = []
    begun: StepName | None = None
    for cell in cells:
        if cell.skip and cell.cell in skip:
            made.append(replace(cell, role=Role.SKIP, step=None, tags=(Role.SKIP.value,), why=cell.skip, skip=""))
        elif cell.step is not None and cell.step != begun:
            made.append(replace(cell, tags=(f"step:{cell.step}",)))
            begun = cell.step
        else:
            made.append(cell)
    return tuple(made)


def tags_of(suggestion: Suggestion, skip: Collection[CellId] = ()) -> Mapping[CellId, tuple[str, ...]]:
    """The tags to add, by cell, where these of the offered cells are skipped; cells that get none are left out."""
    return {cell.cell: cell.tags for cell in accepted(suggestion.cells, skip) if cell.tags}


def with_tags(notebook: Notebook, added: Mapping[CellId, tuple[str, ...]]) -> Notebook:
    """The notebook with these tags behind those that its cells have."""
    cells = tuple(
        replace(cell, tags=tuple(dict.fromkeys((*cell.tags, *added[cell.id])))) if cell.id in added else cell
        for cell in notebook.cells
    )
    return replace(notebook, cells=cells)
