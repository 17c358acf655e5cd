"""Notebooks as text: `# %%` begins a code cell, `# %% [TAG…]` one with tags, `# %% md` a Markdown cell."""

from __future__ import annotations

from kale_converter.model import Cell, CellId, CellKind, Notebook, Suggestion
from kale_converter.suggest import suggest


def notebook(text: str) -> Notebook:
    """The notebook that `text` stands for; cells are called c1, c2 …"""
    cells = []
    for index, part in enumerate(text.lstrip("\n").removeprefix("# %%").split("\n# %%"), 1):
        head, _, source = part.partition("\n")
        head = head.strip()
        tags = tuple(head.strip("[]").split()) if head.startswith("[") else ()
        kind = CellKind.MARKDOWN if head == "md" else CellKind.CODE
        cells.append(Cell(index, CellId(f"c{index}"), kind, source.strip("\n"), tags, {"tags": list(tags)}))
    return Notebook("some", tuple(cells))


def proposed(text: str, *, skip: bool = False) -> Suggestion:
    """What is proposed for a notebook."""
    return suggest(notebook(text), skip=skip)


def tags(text: str, *, skip: bool = False) -> dict[int, str]:
    """The tags to add, by the cell's place; cells that get none are left out."""
    return {cell.index: " ".join(cell.tags) for cell in proposed(text, skip=skip).cells if cell.tags}
