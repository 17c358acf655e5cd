"""What the hunts found once, one small notebook for each cause."""

from pathlib import Path

import pytest

from tests.analysis.simulation import compare
from tests.analysis.text import notebook

CASES = sorted((Path(__file__).parent / "cases").glob("*.py"))


def test_there_are_cases():
    """The folder is found."""
    assert len(CASES) > 8


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
@pytest.mark.parametrize("order", range(3))
def test_it_is_right_now(case, order):
    """The pipeline prints what the plain run prints."""
    comparison = compare(notebook(case.read_text(encoding="utf-8")), order)
    assert not comparison.plain.error, comparison.plain.error
    assert not comparison.wrong, comparison.wrong
