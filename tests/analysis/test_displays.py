"""What is displayed anew under an id is displayed in the order of the cells."""

import pytest

from kale_converter.program.wiring import file_edges
from tests.analysis.pipeline import edges, pipeline, reasons

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


def test_whether_figures_are_shown_at_once_is_settled_by_the_first():
    """So what sets it waits for that: settings that Matplotlib has given have it among them, others have not."""
    imports = "# %% [imports]\nimport matplotlib as mpl, matplotlib.pyplot as plt\n"
    drawn = f"{imports}# %% [step:a]\nplt.plot([1, 2])\n# %% [step:b]\n"
    assert edges(f"{drawn}mpl.rcParams.update(mpl.rcParamsDefault)") == {("a", "b")}
    assert edges(f"{drawn}plt.ioff()") == {("a", "b")}
    assert edges(f"{drawn}mpl.rcParams.update({{'font.size': 8}})") == set()
    saved = "# %% [step:a]\nold = mpl.rcParams.copy()\n# %% [step:b]\nplt.plot([1, 2])\n# %% [step:c]\n"
    assert edges(f"{imports}{saved}mpl.rcParams.update(old)") == {("a", "c"), ("b", "c")}
    assert edges(f"{drawn}old = mpl.rcParams.copy()") == {("a", "b")}
