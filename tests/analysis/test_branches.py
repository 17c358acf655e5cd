"""What runs on some paths only leaves the old value on the others."""

import pytest

from tests.analysis.pipeline import inputs


@pytest.mark.parametrize(
    "change",
    [
        "if c:\n    x = 2",
        "if c:\n    pass\nelse:\n    x = 2",
        "for _ in c:\n    x = 2",
        "while c:\n    x = 2\n    break",
        "try:\n    x = int('?')\nexcept ValueError:\n    pass",
        "try:\n    c\nexcept ValueError:\n    x = 2",
        "match c:\n    case 1:\n        x = 2",
        "c and (x := 2)",
        "(x := 2) if c else 0",
        "import contextlib\nwith contextlib.suppress(Exception):\n    c()\n    x = 2",
        "[x := n for n in c]",
        "def f():\n    global x\n    if c:\n        x = 2\nf()",
    ],
)
def test_the_old_value_passes_through(change):
    """The step needs the old value, and the next one gets the new version from it."""
    text = f"# %% [step:a]\nx = 1\nc = []\n# %% [step:b]\n{change}\n# %% [step:c]\nprint(x)"
    assert inputs(text, "c") == {"x": "b"}
    assert inputs(text, "b")["x"] == "a"


@pytest.mark.parametrize(
    "change",
    [
        "if c:\n    x = 2\nelse:\n    x = 3",
        "try:\n    x = 2\nfinally:\n    pass",
        "with open('f') as f:\n    x = 2",
        "match c:\n    case 1:\n        x = 2\n    case _:\n        x = 3",
    ],
)
def test_a_value_that_is_surely_replaced_is_not_needed(change):
    """All paths bind the name, so the old value is nobody's input."""
    text = f"# %% [step:a]\nx = 1\nc = []\n# %% [step:b]\n{change}\n# %% [step:c]\nprint(x)"
    assert inputs(text, "c") == {"x": "b"}
    assert "x" not in inputs(text, "b")


def test_an_old_value_that_nobody_needs_is_not_passed():
    """Where no later step reads the name, the step that may bind it needs no old value."""
    text = "# %% [step:a]\nx = 1\nc = []\n# %% [step:b]\nif c:\n    x = 2"
    assert "x" not in inputs(text, "b")


def test_a_change_on_some_paths_is_a_new_version():
    """The object may be changed or not; the step that may change it hands it on."""
    text = "# %% [step:a]\nx = [1]\n# %% [step:b]\nif len(x) > 3:\n    x.append(2)\n# %% [step:c]\nprint(x)"
    assert inputs(text, "c") == {"x": "b"}


def test_both_branches_aliases_count():
    """A name may stand for either object."""
    text = (
        "# %% [step:a]\nu, v = [1], [2]\n# %% [step:b]\nx = u if len(u) > 2 else v\n# %% [step:c]\nx.append(3)\n"
        "# %% [step:d]\nprint(u, v)"
    )
    assert inputs(text, "d") == {"u": "c", "v": "c"}


def test_what_one_turn_of_a_loop_leaves_the_next_one_sees():
    """An alias made at the end of a body is changed at its beginning."""
    text = (
        "# %% [step:a]\nx, y = [1], [2]\n# %% [step:b]\nfor _ in range(2):\n    y.append(3)\n    y = x\n"
        "# %% [step:c]\nprint(x)"
    )
    assert inputs(text, "c") == {"x": "b"}
