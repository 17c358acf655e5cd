"""Reading a notebook file, of any nbformat 4 minor version, or an older one that nbformat can bring up to date.

Version 4 is read here, with no help: its cells are plain JSON, notebooks in the wild break its schema in harmless ways
that nbformat warns of or refuses, and importing nbformat costs more than the rest of a conversion. What comes out is
valid nbformat 4.5; a test holds it against nbformat.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kale_converter.model import Cell, CellId, CellKind, Notebook
from kale_converter.reading.errors import NotebookError

_VALID_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_SAVE_AGAIN = "open it in JupyterLab and save it again, or take an earlier copy"
_NEWEST_MINOR_WITHOUT_IDS = 4


def read_notebook(path: Path) -> tuple[Notebook, dict[str, Any]]:
    """The notebook in the file at `path`, and its JSON as `parse_notebook` gives it. The file is only read.

    Raises NotebookError where there is no such file or it is no notebook.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise NotebookError("no-such-file", f"there is no file {path}", "check the path and the spelling") from None
    except IsADirectoryError:
        raise NotebookError("is-a-folder", f"{path} is a folder", "name the notebook in it") from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise NotebookError(
            "unreadable-file", f"{path} cannot be read: {reason}", "check the path and your right to read it"
        ) from None
    if not content.strip():
        raise NotebookError("empty-file", f"{path} is empty", "save the notebook again in JupyterLab")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotebookError(
            "not-utf8", f"{path} is not UTF-8 text, so it is no notebook", "name a file that ends in .ipynb"
        ) from None
    return parse_notebook(text, path.stem, where=str(path))


def parse_notebook(content: str | Mapping[str, Any], name: str, *, where: str = "") -> tuple[Notebook, dict[str, Any]]:
    """The notebook in `content`, which is its JSON as text or as data, and that JSON made whole.

    Made whole: nbformat 4.5 or later, each source one string, each cell with metadata and a valid id of its own
    (`cell-3` where it had none), each code cell with outputs and an execution count; otherwise as it was. `content`
    itself is not changed. name: the file's name without folder and suffix. where: how messages name the notebook.

    Raises NotebookError where the content is no notebook.
    """
    where = where or (f"the notebook {name}" if name else "the notebook")
    document = _document(content, where)
    major = document.get("nbformat")
    if isinstance(document.get("worksheets"), list) or (isinstance(major, int) and 0 < major < 4):  # noqa: PLR2004
        document = _upgraded(document, where)
    elif "cells" not in document:
        raise NotebookError("not-a-notebook", f"{where} is JSON, but no notebook: it has no cells", _SAVE_AGAIN)
    elif isinstance(major, int) and major > 4:  # noqa: PLR2004
        raise NotebookError(
            "newer-format", f"{where} has notebook format {major}, which is newer than 4", "save it in format 4"
        )
    cells = _completed(document, where)
    metadata = document["metadata"]
    return Notebook(name or "untitled", cells, metadata, _language(metadata)), document


def _document(content: str | Mapping[str, Any], where: str) -> dict[str, Any]:
    """The notebook's JSON, freshly parsed, so that it is ours to change."""
    try:
        text = content if isinstance(content, str) else json.dumps(content)
        document = json.loads(text.removeprefix("\ufeff"))
        if _SURROGATE_ESCAPE.search(text):
            json.dumps(document, ensure_ascii=False).encode()
    except json.JSONDecodeError as problem:
        raise NotebookError(
            "not-json",
            f"{where} is not JSON, so it is no notebook (line {problem.lineno}, column {problem.colno}: {problem.msg})",
            _SAVE_AGAIN,
        ) from None
    except UnicodeEncodeError:
        raise NotebookError("not-unicode", f"{where} holds text that is not valid Unicode", _SAVE_AGAIN) from None
    except RecursionError:
        raise NotebookError("too-deep", f"{where} is nested too deeply to be a notebook", _SAVE_AGAIN) from None
    except (TypeError, ValueError) as problem:
        raise NotebookError("not-json", f"{where} is not JSON: {problem}", _SAVE_AGAIN) from None
    if not isinstance(document, dict):
        raise NotebookError("not-a-notebook", f"{where} is JSON, but no notebook", _SAVE_AGAIN)
    return document


def _upgraded(document: dict[str, Any], where: str) -> dict[str, Any]:
    """A notebook of format 1 to 3, in format 4."""
    import nbformat.reader  # only old notebooks pay for it

    try:
        read = nbformat.reader.reads(json.dumps(document))  # type: ignore[no-untyped-call]
        upgraded = nbformat.convert(read, 4)  # type: ignore[no-untyped-call]
        fresh: dict[str, Any] = json.loads(json.dumps(upgraded))
        for cell in fresh["cells"]:
            cell.pop("id", None)  # nbformat's are random
    except Exception as problem:  # noqa: BLE001  # nbformat raises whatever a broken old notebook makes it stumble on
        raise NotebookError(
            "old-format",
            f"{where} has an old notebook format that could not be brought up to date ({type(problem).__name__})",
            "open it in JupyterLab and save it again",
        ) from None
    return fresh


def _completed(document: dict[str, Any], where: str) -> tuple[Cell, ...]:
    """Fill in what nbformat 4.5 asks for, in place, and give the cells."""
    raw_cells = document["cells"]
    if not isinstance(raw_cells, list):
        raise NotebookError("not-a-notebook", f"{where} is no notebook: its cells are not a list", _SAVE_AGAIN)
    document["nbformat"] = 4
    minor = document.get("nbformat_minor")
    if not isinstance(minor, int) or minor <= _NEWEST_MINOR_WITHOUT_IDS:
        document["nbformat_minor"] = _NEWEST_MINOR_WITHOUT_IDS + 1
    if not isinstance(document.get("metadata"), dict):
        document["metadata"] = {}
    for index, raw in enumerate(raw_cells, 1):
        _complete_cell(raw, f"cell {index} of {where}")
    _give_ids(raw_cells)
    return tuple(
        Cell(
            index,
            CellId(raw["id"]),
            CellKind(raw["cell_type"]),
            raw["source"],
            _tags(raw["metadata"]),
            raw["metadata"],
        )
        for index, raw in enumerate(raw_cells, 1)
    )


def _complete_cell(raw: Any, where: str) -> None:
    if not isinstance(raw, dict) or raw.get("cell_type") not in tuple(CellKind):
        raise NotebookError("not-a-cell", f"{where} is neither code nor Markdown nor raw text", _SAVE_AGAIN)
    source = raw.get("source")
    if source is None:
        source = ""
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise NotebookError("not-a-cell", f"{where} has a source that is not text", _SAVE_AGAIN)
    raw["source"] = source
    if not isinstance(raw.get("metadata"), dict):
        raw["metadata"] = {}
    if raw["cell_type"] == CellKind.CODE:
        if not isinstance(raw.get("outputs"), list):
            raw["outputs"] = []
        raw.setdefault("execution_count", None)


def _give_ids(raw_cells: list[dict[str, Any]]) -> None:
    """Give each cell an id of its own. The first cell with a valid id keeps it; the rest are named by their place."""
    taken: set[str] = set()
    without: list[tuple[int, dict[str, Any]]] = []
    for index, raw in enumerate(raw_cells, 1):
        given = raw.get("id")
        if isinstance(given, str) and _VALID_ID.fullmatch(given) and given not in taken:
            taken.add(given)
        else:
            without.append((index, raw))
    for index, raw in without:
        candidate, more = f"cell-{index}", 2
        while candidate in taken:
            candidate, more = f"cell-{index}-{more}", more + 1
        taken.add(candidate)
        raw["id"] = candidate


def _tags(metadata: Mapping[str, Any]) -> tuple[str, ...]:
    tags = metadata.get("tags")
    if not isinstance(tags, list):
        return ()
    return tuple(dict.fromkeys(tag for tag in tags if isinstance(tag, str)))


def _language(metadata: Mapping[str, Any]) -> str:
    """The language that the notebook says it is in, in lower case; "python" where it says nothing."""
    for holder, key in (("kernelspec", "language"), ("language_info", "name")):
        values = metadata.get(holder)
        language = values.get(key) if isinstance(values, dict) else None
        if isinstance(language, str) and language.strip():
            language = language.strip().lower()
            return "python" if language.startswith(("python", "ipython")) else language
    return "python"
