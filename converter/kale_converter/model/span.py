"""A place in the user's notebook."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where something stands: a cell and a range in the text that the user wrote there.

    cell: the cell's place among all cells of the notebook (markdown ones included), from 1; shown as "cell 12".
    line, column: of the first character, from 1. end_line, end_column: one past the last character, same counting.
    cell_id: the cell's id, for machines.
    """

    cell: int
    line: int
    column: int
    end_line: int
    end_column: int
    cell_id: str

    def __str__(self) -> str:
        return f"cell {self.cell}, line {self.line}"
