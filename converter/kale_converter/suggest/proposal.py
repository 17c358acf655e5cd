"""The tags that come of a proposal."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from kale_converter.model import CellId, CellSuggestion, Notebook, Role, StepName, Suggestion


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
