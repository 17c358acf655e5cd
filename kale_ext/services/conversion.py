"""From a notebook, as a file or as it stands in an editor, to its pipeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kale_converter.model import Conversion, Division, Notebook
from kale_ext.errors import NotebookUnreadable, NotFound

Reading = tuple[Notebook, dict[str, Any]]


def convert_file(path: Path, division: Division | None = None) -> tuple[Conversion, dict[str, Any]]:
    """Convert the notebook file; also gives its content as nbformat 4 JSON.

    division: how it is divided into steps, None for what the notebook itself asks for.
    Raises NotFound where there is no such file and NotebookUnreadable where it is no notebook.
    """
    from kale_converter.reading.notebook import read_notebook

    return _convert(lambda: read_notebook(path), division)


def convert_content(
    content: Mapping[str, Any], name: str, division: Division | None = None
) -> tuple[Conversion, dict[str, Any]]:
    """Convert a notebook that is at hand as nbformat JSON, for instance with unsaved changes.

    name: the pipeline's name where the notebook gives none. Raises NotebookUnreadable where it is no notebook.
    """
    from kale_converter.reading.notebook import parse_notebook

    return _convert(lambda: parse_notebook(content, name), division)


def _convert(read: Callable[[], Reading], division: Division | None) -> tuple[Conversion, dict[str, Any]]:
    from kale_converter.convert import convert
    from kale_converter.reading.errors import NotebookError

    try:
        notebook, content = read()
    except NotebookError as error:
        if error.code == "no-such-file":
            raise NotFound(error.message, error.remedy) from error
        raise NotebookUnreadable(error.message, error.remedy, code=error.code) from error
    return convert(notebook, division), content
