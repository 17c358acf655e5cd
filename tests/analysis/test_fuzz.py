"""Random programs give as a pipeline what they give plainly. `--hypothesis-profile=hunt` tries thousands."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.analysis.programs import programs
from tests.analysis.simulation import compare, without_failing

SAME_ALWAYS = settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],  # `python -m tests.analysis.hunt` shrinks, in less time
    suppress_health_check=list(HealthCheck),
)
CHOSEN = settings() if settings.get_current_profile_name() == "hunt" else SAME_ALWAYS


@CHOSEN
@given(programs(), st.integers(0, 5))
def test_a_pipeline_is_its_notebook(book, order):
    """Cut into steps anywhere, and run in any order that its edges allow, a program prints the same lines."""
    comparison = compare(without_failing(book), order)
    assert not comparison.plain.error, comparison.plain.error
    assert not comparison.wrong, comparison.wrong
