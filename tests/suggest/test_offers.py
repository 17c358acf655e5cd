"""Cells that could be skipped."""

import pytest

from kale_converter.model import CellId
from kale_converter.suggest import tags_of
from tests.suggest.notebooks import proposed, tags

LOAD = "# %%\nimport pandas as pd\nimport matplotlib.pyplot as plt\n# %%\ndf = pd.read_csv('a.csv')\ndf['b'] = 1\n"
END = "\n# %%\nresult = df.sum()\nprint(result)"


def offered(cell: str) -> bool:
    return bool(proposed(f"{LOAD}# %%\n{cell}{END}").cells[2].skip)


@pytest.mark.parametrize(
    "cell",
    [
        "df.head()",
        "df.describe()",
        "df",
        "missing = df.isnull().sum()\nmissing[missing > 0]",
        "plt.plot(df.b)\nplt.show()",
        "fig, ax = plt.subplots()\nax.hist(df.b)",
    ],
)
def test_looks_and_plots_are_offered(cell):
    """What only shows something."""
    assert offered(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "df.pop('b')",
        "df.drop(columns='b', inplace=True)",
        "df = df.head()",
        "plt.plot(df.b)\nplt.savefig('b.png')",
        "model.fit(df)",
        "print(df.sum())",
        "!ls",
        "df.to_csv('c.csv')",
        "plt.rcParams['figure.dpi'] = 50\nplt.plot(df.b)",
    ],
)
def test_work_is_not_offered(cell):
    """What changes something, keeps something or tells a result; a setting of plots counts where there are later ones."""
    end = "\n# %%\nplt.plot(df)\nplt.show()" if "rcParams" in cell else ""
    assert not proposed(f"{LOAD}# %%\n{cell}{end}{END}").cells[2].skip


def test_a_plot_that_others_need_is_not_offered():
    """A later cell draws into its axes."""
    assert (
        not proposed(f"{LOAD}# %%\nfig, ax = plt.subplots()\nax.plot([1])\n# %%\nax.set_title('x')\nfig{END}")
        .cells[2]
        .skip
    )


def test_the_end_is_not_offered():
    """The last cell shows what all was about."""
    assert not proposed(f"{LOAD}# %%\ndf.head()").cells[-1].skip


def test_nothing_is_skipped_unasked():
    """And where it is asked, the step begins with its next cell."""
    text = "# %%\nimport pandas as pd\n# %%\npd.DataFrame()\n# %%\nx = list('ab')\n# %%\ny = x * 2\nprint(y)"
    assert "skip" not in tags(text).values()
    assert tags(text, skip=True)[2] == "skip"
    assert tags(text, skip=True)[3].startswith("step:")


def test_only_what_is_offered_can_be_skipped():
    """Cells that are not offered are left as they are proposed."""
    suggestion = proposed(f"{LOAD}# %%\ndf.head(){END}")
    every = tags_of(suggestion, [cell.cell for cell in suggestion.cells])
    assert every == tags_of(suggestion, [CellId("c3")])
    assert every[CellId("c3")] == ("skip",)


def test_what_the_history_of_the_kernel_is_read_for_is_not_offered():
    """`_` and `Out` are what an earlier cell has shown."""
    assert not proposed(f"{LOAD}# %%\ndf.head()\n# %%\nfirst = _{END}").cells[2].skip
    assert proposed(f"{LOAD}# %%\ndf.head()\n# %%\nfor _ in range(3):\n    pass{END}").cells[2].skip
