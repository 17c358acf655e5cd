"""Steps for a notebook that has none, as a file or as it stands in an editor."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kale_converter.model import Suggestion
from kale_ext.services.conversion import read_content, read_file


def suggest_file(path: Path, *, skip: bool = False) -> Suggestion:
    """Propose tags for the notebook file, which is only read. Raises NotFound and NotebookUnreadable.

    skip: accept what is offered to be skipped.
    """
    from kale_converter.suggest import suggest

    return suggest(read_file(path)[0], skip=skip)


def suggest_content(content: Mapping[str, Any], name: str, *, skip: bool = False) -> Suggestion:
    """Propose tags for a notebook that is at hand as nbformat JSON. Raises NotebookUnreadable. skip: as above."""
    from kale_converter.suggest import suggest

    return suggest(read_content(content, name)[0], skip=skip)
