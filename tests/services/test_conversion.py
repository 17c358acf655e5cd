"""From a notebook to its pipeline and findings, by the services that the command and the server share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kale_converter.diagnostics.text import render
from kale_converter.model import Division
from kale_ext.errors import NotebookUnreadable, NotFound
from kale_ext.services.analysis import analyse
from kale_ext.services.conversion import convert_content, convert_file

CELLS = ["a = 1", "b = a +", "c = 3"]


def content(sources: list[str]) -> dict[str, Any]:
    cells = [{"cell_type": "code", "metadata": {}, "source": source, "outputs": []} for source in sources]
    return {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}


def test_a_file_and_its_content_are_the_same(tmp_path: Path) -> None:
    """A notebook converts alike from its file and from an editor; the file is only read."""
    file = tmp_path / "some.ipynb"
    file.write_text(json.dumps(content(["a = 1", "b = a"])))
    before = file.stat()
    assert convert_file(file, Division.CELLS) == convert_content(content(["a = 1", "b = a"]), "some", Division.CELLS)
    assert file.stat().st_mtime_ns == before.st_mtime_ns


def test_content_is_not_changed() -> None:
    """What an editor hands over stays as it is."""
    given = content(["a = 1"])
    convert_content(given, "some")
    assert given == content(["a = 1"])


def test_no_such_file(tmp_path: Path) -> None:
    """A file that is not there is not found; its remedy helps."""
    with pytest.raises(NotFound) as error:
        convert_file(tmp_path / "none.ipynb")
    assert error.value.remedy


@pytest.mark.parametrize("text", ["", "not JSON", "[]", "{}", '{"nbformat": 4, "cells": 3}', "\udcff"])
def test_no_notebook(tmp_path: Path, text: str) -> None:
    """A file that is no notebook is told in one line, with a code and a remedy."""
    file = tmp_path / "some.ipynb"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(NotebookUnreadable) as error:
        convert_file(file)
    assert error.value.code != "bad-input"
    assert error.value.remedy
    assert "\n" not in error.value.message


def test_findings_bear_their_text() -> None:
    """Every diagnostic is a finding with all its fields and the one text."""
    conversion, _ = convert_content(content(CELLS), "some", Division.CELLS)
    analysis = analyse(conversion)
    assert not analysis.ok
    assert [finding.text for finding in analysis.diagnostics] == [render(d) for d in conversion.diagnostics]
    error = next(finding for finding in analysis.diagnostics if finding.severity == "error")
    assert error.span is not None
    assert (error.span.cell, error.source) == (2, "b = a +")


def test_no_pipeline_no_graph() -> None:
    """A notebook in another language has findings and no graph."""
    other = content(["x <- 1"])
    other["metadata"] = {"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}}
    analysis = analyse(convert_content(other, "some")[0])
    assert (analysis.ok, analysis.pipeline, analysis.mermaid) == (False, None, "")
    assert analysis.diagnostics
