"""Each notebook in `rules` gives the findings of the text beside it: every line that should be told of, and no other.

Its cells stand as `# %% [TAG…]`; a comment `# told` on a line says that this is one for the rule named by the file, and
`# told below`, before a magic that would take a comment for its own, that the next line is.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kale_converter.convert import convert
from kale_converter.diagnostics.registry import RULES
from kale_converter.diagnostics.text import render
from tests.analysis.text import notebook

CASES = sorted((Path(__file__).parent / "rules").glob("K*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_findings_are_those_expected(path: Path, golden: Callable[[Path, str], None]) -> None:
    """All findings, of other rules too, as they are printed."""
    read = notebook(path.read_text(encoding="utf-8"))
    golden(path.with_suffix(".expected"), "".join(f"{render(finding)}\n" for finding in convert(read).diagnostics))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_marked_lines_are_told_of_and_no_others(path: Path) -> None:
    """So that a wrong golden file does not go unseen."""
    read = notebook(path.read_text(encoding="utf-8"))
    marked = {
        (cell.index, number + ("# told below" in line))
        for cell in read.cells
        for number, line in enumerate(cell.source.split("\n"), 1)
        if "# told" in line
    }
    findings = [finding for finding in convert(read).diagnostics if finding.code == path.stem]
    assert {(finding.span.cell, finding.span.line) for finding in findings if finding.span} == marked
    assert marked
    assert path.stem in {rule.code for rule in RULES}
