"""Random programs give as a pipeline what they give plainly.

The same ones every time; `--hypothesis-profile=hunt` looks among thousands of others for one that does not, and so does
`python -m tests.analysis.hunt`, which also shrinks it in less time.
"""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.programs import programs, write_program
from tests.analysis.simulation import compare, without_failing
from tests.analysis.text import notebook

HUNTING = settings.get_current_profile_name() == "hunt"


def _is_its_notebook(book, order):
    comparison = compare(without_failing(book), order)
    assert not comparison.plain.error, comparison.plain.error
    assert not comparison.wrong, comparison.wrong


@pytest.mark.parametrize("seed", range(80))
def test_a_pipeline_is_its_notebook(seed):
    """Cut into steps anywhere, and run in any order that its edges allow, a program prints the same lines."""
    _is_its_notebook(notebook(write_program(Random(seed))), seed % 6)


@pytest.mark.skipif(not HUNTING, reason="hunts for new failures: --hypothesis-profile=hunt")
@given(programs(), st.integers(0, 5))
def test_so_are_thousands(book, order):
    """As above, for programs that nobody has seen."""
    _is_its_notebook(book, order)
