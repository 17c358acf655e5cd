"""Places in a notebook: spans from the positions that Python's parser gives."""

from __future__ import annotations

import ast

from kale_converter.model import Cell, Span


def cell_span(cell: Cell) -> Span:
    """The cell as a whole, as an empty span at its beginning: for what is said of its tags or metadata."""
    return Span(cell.index, 1, 1, 1, 1, cell.id)


def node_span(cell: Cell, lines: list[str], node: ast.expr | ast.stmt) -> Span:
    """The place of a node in the cell. lines: the parsed source in lines, with the columns of the user's text.

    `ast` counts columns in bytes of UTF-8 from 0; a span counts characters from 1.
    """
    end_line = node.end_lineno or node.lineno
    end_offset = node.end_col_offset if node.end_col_offset is not None else node.col_offset
    return Span(
        cell.index,
        node.lineno,
        _column(lines, node.lineno, node.col_offset),
        end_line,
        _column(lines, end_line, end_offset),
        cell.id,
    )


def source_line(cell: Cell, line: int) -> str:
    """A line of the cell's source, counted from 1 as Python's parser counts; "" where there is none."""
    lines = python_lines(cell.source)
    return lines[line - 1] if 0 < line <= len(lines) else ""


def python_lines(source: str) -> list[str]:
    """The source in lines as Python counts them: `str.splitlines` also splits at form feeds and Unicode separators."""
    return source.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _column(lines: list[str], line: int, offset: int) -> int:
    encoded = lines[line - 1].encode() if line <= len(lines) else b""
    return len(encoded[:offset].decode(errors="ignore")) + 1
