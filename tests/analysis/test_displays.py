"""What is displayed anew under an id is displayed in the order of the cells."""

import pytest

from kale_converter.program.wiring import file_edges
from tests.analysis.pipeline import codes, edges, pipeline, reasons

FIRST = "# %% [imports]\nfrom IPython.display import display, update_display\n# %% [step:a]\n"
MORE = (
    "h = display('a', display_id='p')\n# %% [step:b]\nupdate_display('b', display_id='p')\n# %% [step:c]\nh.update('c')\n"
    "# %% [step:d]\nk = 'p'\nupdate_display('d', display_id=k)\n# %% [step:e]\ndisplay('e', display_id='p')"
)


def test_displays_under_one_id_are_in_order():
    """By functions and by the handle; no files go along with it."""
    assert {("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")} <= edges(FIRST + MORE)
    assert reasons(FIRST + MORE, "a", "b") == {("display:p", "file")}
    assert file_edges(pipeline(FIRST + MORE)) == ()


@pytest.mark.parametrize("other", ["display('b')", "display('b', display_id='q')", "h = display('b', display_id=True)"])
def test_other_displays_wait_for_nothing(other: str):
    """Of no id, of another and of one of its own."""
    assert edges(f"{FIRST}display('a', display_id='p')\n# %% [step:b]\n{other}") == set()


def test_default_settings_of_matplotlib_leave_figures_open() -> None:
    """`interactive` is off among them, which a step that has not drawn yet does not see."""
    text = """
# %% [imports]
import matplotlib as mpl, matplotlib.pyplot as plt
# %% [step:a]
mpl.rcParams.update(mpl.rcParamsDefault)
# %% [step:b]
plt.plot([1, 2])
# %% [step:c]
mpl.rcParams.update({"font.size": 8})
"""
    assert codes(text) == [("K305", 2)]
