"""Every notebook in `tests/reading/cases` gives the findings that the text beside it lists."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kale_converter.convert import convert
from kale_converter.diagnostics.text import render
from kale_converter.reading.notebook import read_notebook

CASES = sorted((Path(__file__).parent.parent / "reading" / "cases").glob("*.ipynb"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_notebook_gives_the_expected_findings(path: Path, golden: Callable[[Path, str], None]) -> None:
    """The findings, as the terminal and the panel print them, are those of the text beside the notebook."""
    notebook, _ = read_notebook(path)
    text = "".join(f"{render(finding)}\n" for finding in convert(notebook).diagnostics)
    golden(path.with_suffix(".diagnostics.txt"), text)
