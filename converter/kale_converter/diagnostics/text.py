"""The one text form of a diagnostic, for the terminal, for logs and for the panel."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from kale_converter.model import Diagnostic, Span

_CELLS_NAMED = 8
_INDENT = "    "
_WIDEST = 120
_BEFORE = 60
"""Characters of a long line that are shown before the place."""


def render(diagnostic: Diagnostic) -> str:
    """The finding as lines of text, without a newline at the end.

    Place, severity, code and message; the source line with the place marked; what to do. A finding about a cell as a
    whole (an empty span) shows the cell's first line and marks nothing in it.
    """
    said = f"{diagnostic.severity} {diagnostic.code}: {_one_line(diagnostic.message)}"
    span = diagnostic.span
    if span is None:
        lines = [f"notebook: {said}"]
    else:
        lines = [f"cell {span.cell}, line {span.line}, column {span.column}: {said}", *_shown(diagnostic.source, span)]
    if diagnostic.remedy:
        lines.append(f"{_INDENT}{_one_line(diagnostic.remedy)}")
    return "\n".join(lines)


def cells_in_words(cells: Sequence[int]) -> str:
    """Places of cells as a message names them: "cells 3, 4 and 7"; of many the first ones and how many more."""
    shown = [str(cell) for cell in cells[:_CELLS_NAMED]]
    if len(cells) > _CELLS_NAMED:
        shown.append(f"{len(cells) - _CELLS_NAMED} more")
    return f"cell {shown[0]}" if len(shown) == 1 else f"cells {', '.join(shown[:-1])} and {shown[-1]}"


def _shown(source: str, span: Span) -> list[str]:
    if not source.strip():
        return []
    begin = min(span.column - 1, len(source))
    end = len(source.rstrip()) if span.end_line > span.line else min(span.end_column - 1, len(source))
    start = max(0, begin - _BEFORE) if len(source) > _WIDEST else 0
    before, after = ("…" if start else ""), ("…" if len(source) > start + _WIDEST else "")
    part = f"{before}{source[start : start + _WIDEST]}{after}"
    lines = [f"{_INDENT}{part.rstrip()}"]
    if (span.line, span.column) != (span.end_line, span.end_column):
        blank = "".join("\t" if sign == "\t" else " " * _width(sign) for sign in before + source[start:begin])
        marked = source[begin : min(max(end, begin + 1), start + _WIDEST)]
        lines.append(f"{_INDENT}{blank}{'^' * max(1, sum(map(_width, marked)))}")
    return lines


def _width(sign: str) -> int:
    """How many columns of a terminal the character takes."""
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Cf", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _one_line(text: str) -> str:
    """The text without line breaks and control characters: names and values from notebooks stand in it."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
