"""Notebooks as text: `# %% [TAG TAG…]` begins a code cell with these tags."""

from __future__ import annotations

import re

from kale_converter.model import Cell, CellId, CellKind, Notebook

_HEADER = re.compile(r"# %%(?: \[([^\]]*)\])?$")


def notebook(text: str) -> Notebook:
    """The notebook that `text` stands for. The text before the first cell is ignored."""
    cells: list[tuple[tuple[str, ...], list[str]]] = []
    for line in text.split("\n"):
        header = _HEADER.match(line)
        if header:
            cells.append((tuple((header[1] or "").split()), []))
        elif cells:
            cells[-1][1].append(line)
    return Notebook("test", tuple(_cell(index, tags, lines) for index, (tags, lines) in enumerate(cells, 1)))


def _cell(index: int, tags: tuple[str, ...], lines: list[str]) -> Cell:
    source = "\n".join(lines).rstrip("\n")
    return Cell(index, CellId(f"cell-{index}"), CellKind.CODE, source, tags, {"tags": list(tags)})


def as_text(cells: list[tuple[list[str], str]]) -> str:
    """The text of cells, each given as its tags and its source."""
    return "\n".join(f"# %% [{' '.join(tags)}]\n{source}" for tags, source in cells) + "\n"
