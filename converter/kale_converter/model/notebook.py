"""A notebook as the converter sees it: cells with tags, nothing else of nbformat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NewType

CellId = NewType("CellId", str)


class CellKind(StrEnum):
    """The three kinds of cell that nbformat 4 knows."""

    CODE = "code"
    MARKDOWN = "markdown"
    RAW = "raw"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. index: its place among all cells, from 1. source: the text as the user wrote it."""

    index: int
    id: CellId
    kind: CellKind
    source: str
    tags: tuple[str, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_code(self) -> bool:
        """Whether this is a code cell."""
        return self.kind is CellKind.CODE


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook read into memory. name: the file's name without folder and suffix, "untitled" where it has none."""

    name: str
    cells: tuple[Cell, ...]
    metadata: Mapping[str, Any] = field(default_factory=dict)
    language: str = "python"
    code_cells: tuple[Cell, ...] = field(init=False, repr=False, compare=False)
    """The code cells in notebook order."""
    _by_id: Mapping[CellId, Cell] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "code_cells", tuple(cell for cell in self.cells if cell.is_code))
        object.__setattr__(self, "_by_id", {cell.id: cell for cell in self.cells})

    def cell(self, cell_id: CellId) -> Cell:
        """The cell with this id. Raises KeyError where there is none."""
        return self._by_id[cell_id]
