"""What one rule finds in a notebook that is given as text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kale_converter.convert import convert
from kale_converter.model import Diagnostic, Notebook
from tests.analysis.text import notebook


def found(text: str, code: str, kale: dict[str, Any] | None = None) -> list[Diagnostic]:
    """The findings with this code. text: see `tests.analysis.text`. kale: the notebook's metadata under that key."""
    return [finding for finding in convert(_read(text, kale)).diagnostics if finding.code == code]


def places(text: str, code: str, kale: dict[str, Any] | None = None) -> list[tuple[int, int]]:
    """The cell and line of each finding with this code; (0, 0) for the notebook as a whole."""
    spans = [finding.span for finding in found(text, code, kale)]
    return [(span.cell, span.line) if span else (0, 0) for span in spans]


def _read(text: str, kale: dict[str, Any] | None) -> Notebook:
    read = notebook(text)
    return read if kale is None else replace(read, metadata={"kale": kale})
