"""Names that share objects travel together, and a change of one is a change of all."""

import pytest

from tests.analysis.pipeline import inputs, outputs, reasons


@pytest.mark.parametrize(
    "alias",
    [
        "y = x",
        "y = [x]",
        "y = {'k': x}",
        "y = (x, 1)",
        "y = [1]\ny.append(x)",
        "y = dict(k=x)",
        "y = dict.fromkeys('ab', x)",
        "y = x if x else None",
        "y = x or []",
        "y = (z := x)",
        "y, z = x, 1",
        "y = [*[x]]",
        "y = lambda: x\ny = y()",
        "y = lambda q=x: q",
        "y = x.append",
        "class y:\n    shared = x",
        "class C:\n    pass\ny = C()\ny.data = x",
        "class C:\n    def __init__(self, data):\n        self.data = data\ny = C(x)",
        "def keep(q):\n    return q\ny = keep(x)",
        "def keep(q):\n    return lambda: q\ny = keep(x)",
        "for y in [x]: pass",
        "y = iter([x])",
        "y = [[q] for q in [x]]",
        "import copy\ny = copy.copy([x])",
        "import functools\ny = functools.partial(print, x)",
        "y = [x][:]",
        "y = list([x])",
        "y = [x] + []",
        "y = [x] * 2",
        "y = max([x], key=len)",
        "y = sorted([x])[0]",
    ],
)
def test_a_change_of_one_name_is_a_change_of_its_alias(alias):
    """The change in `b` reaches `y` in `c`."""
    text = f"# %% [step:a]\nx = [1]\n{alias}\n# %% [step:b]\nx.append(2)\n# %% [step:c]\nprint(y)"
    assert inputs(text, "c")["y"] == "b"
    assert ("x", "y") in outputs(text, "a")


@pytest.mark.parametrize("copy", ["y = x[:]", "y = list(x)", "y = sorted(x)", "y = [q for q in x]", "y = len(x)"])
def test_a_copy_is_no_alias(copy):
    """What shares nothing is handed on by itself."""
    text = f"# %% [step:a]\nx = [1]\n{copy}\n# %% [step:b]\nx.append(2)\n# %% [step:c]\nprint(y, x)"
    assert inputs(text, "c") == {"x": "b", "y": "a"}
    assert outputs(text, "a") == [("x",), ("y",)]


def test_both_names_come_from_one_step_where_one_is_changed():
    """An alias made in `b` and the name from `a` are one object in `c`, so both come from `b`."""
    text = "# %% [step:a]\nx = [1]\n# %% [step:b]\ny = x\n# %% [step:c]\ny.append(2)\nprint(x)"
    assert inputs(text, "c") == {"x": "b", "y": "b"}
    assert outputs(text, "b") == [("x", "y")]


def test_the_evidence_names_the_alias():
    """A name that changes because another does has the kind `alias`."""
    text = "# %% [step:a]\nx = [1]\ny = [x]\n# %% [step:b]\nx.append(2)\n# %% [step:c]\nprint(y)"
    assert ("y", "alias") in reasons(text, "a", "b")


def test_a_view_of_an_array_shares_with_it():
    """NumPy's slices are views."""
    text = (
        "# %% [imports]\nimport numpy as np\n# %% [step:a]\nx = np.arange(3)\ny = x[1:]\n"
        "# %% [step:b]\ny += 1\n# %% [step:c]\nprint(x)"
    )
    assert inputs(text, "c") == {"x": "b"}


def test_a_copy_of_an_array_shares_nothing():
    """An index by a condition, an operator, `copy`: new arrays."""
    text = (
        "# %% [imports]\nimport numpy as np\n# %% [step:a]\nx = np.arange(3)\ny = x[x > 1]\nz = x + 1\nw = x.copy()\n"
        "# %% [step:b]\ny += 1\nz += 1\nw += 1\n# %% [step:c]\nprint(x)"
    )
    assert inputs(text, "c") == {"x": "a"}


@pytest.mark.parametrize(("make", "change"), [("hist.Hist(axis)", "fill([1])"), ("torch.ones(3)", "add_(1)")])
def test_a_method_that_changes_a_package_s_object_may_give_that_object(make, change):
    """So calls can be chained; the name stands for what was made, and a later change of it is one of that."""
    text = (
        "# %% [imports]\nimport hist, torch\naxis = 3\n"
        f"# %% [step:a]\nx = {make}\ny = x.{change}\n# %% [step:b]\ny.{change}\n# %% [step:c]\nprint(x)"
    )
    assert inputs(text, "c") == {"x": "b"}
