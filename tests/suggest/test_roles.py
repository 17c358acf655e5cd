"""Which cells are recognised as imports, functions, parameters and metrics."""

import pytest

from tests.suggest.notebooks import tags

WORK = "\n# %%\nrows = list(range(10))\ntotal = sum(rows)\n"


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "%matplotlib inline\nimport numpy as np\nnp.random.seed(1)",
        "import warnings\nwarnings.filterwarnings('ignore')",
        "import sys\nassert sys.version_info >= (3, 7)\nsys.path.append('..')",
        "import pandas as pd\npd.options.display.width = 100\nprint(pd.__version__)",
        "import random\nSEED = 1\nrandom.seed(1)",
        "!pip install --quiet some",
        "%pip install some",
    ],
)
def test_imports(source):
    """Imports, with settings of what is imported and constants, and installing."""
    assert tags(f"# %%\n{source}{WORK}")[1] == "imports"


@pytest.mark.parametrize(
    "source",
    [
        "import os\nhere = os.getcwd()",
        "import os\nprint(os.listdir())",
        "!rm -rf some",
        "import sys\nassert rows",
    ],
)
def test_no_imports(source):
    """A cell that does work besides, or is about something else, is part of a step."""
    assert "imports" not in tags(f"# %%\n{source}{WORK}").values()


def test_imports_further_down():
    """Imports need not be at the top; those that set a name that an earlier step uses stay in their place."""
    assert tags(f"{WORK}# %%\nimport math")[2] == "imports"
    assert "imports" not in tags(
        "# %%\nimport json as text\n" + "# %%\nx = text.dumps([1])\n# %%\nimport re as text"
    ).get(3, "")


def test_functions():
    """Cells of functions and classes only."""
    assert tags(f"# %%\nimport re\ndef f(x):\n    return x + 1\n\nclass C:\n    pass{WORK}# %%\nf(1)")[1] == "functions"
    assert "functions" not in tags(f"# %%\ndef f(x):\n    return x\n\nf(1){WORK}").values()


def test_a_function_that_is_defined_again_stays_where_it_is():
    """Both definitions count in the notebook, each from its place on."""
    assert tags("# %%\ndef f():\n    return 1\n# %%\na = f()\n# %%\ndef f():\n    return 2\n# %%\nb = f()") == {
        1: "functions",
        2: "step:prepare",
    }


def test_a_function_made_from_what_a_step_makes_stays():
    """A default value is taken where the function is defined."""
    assert "functions" not in tags(f"{WORK}# %%\ndef f(x=total):\n    return x\n# %%\nf()").values()


@pytest.mark.parametrize("source", ["rate = 0.1\nname = 'x'", "sizes = [1, 2]", "rate: float = 1"])
def test_parameters(source):
    """Constants near the top that later cells read."""
    name = source.split()[0].rstrip(":")
    assert tags(f"# %%\n{source}\n# %%\ny = [{name}] * 2\nz = len(y)")[1] == "pipeline-parameters"


@pytest.mark.parametrize(
    ("source", "later"),
    [
        ("x = 1", "y = 2"),
        ("x = 1", "x = x + 1"),
        ("x = [1]", "x.append(2)"),
        ("x = [[1, 2], [3, 4]]", "y = x"),
        ("x = list(range(20))", "y = x"),
        ("x = (1, 2)", "y = x"),
        ("x = 1\nprint(x)", "y = x"),
    ],
)
def test_no_parameters(source, later):
    """Not what nothing reads, what later changes, what is data, or what does more than assign."""
    assert "pipeline-parameters" not in tags(f"# %%\n{source}\n# %%\n{later}").values()


def test_a_papermill_cell_is_one_of_parameters_wherever_it_is():
    """And it keeps its tag."""
    work = "".join(f"# %%\na{number} = [{number}]\na{number}.append(1)\n" for number in range(8))
    assert tags(f"{work}# %% [parameters]\nrate = 1\n# %%\nb = [rate]")[9] == "pipeline-parameters"
    assert "pipeline-parameters" not in tags(f"{work}# %%\nrate = 1\n# %%\nb = [rate]").values()


def test_metrics():
    """The last cells, where all they do is show scores; not a print of something else, and not in the middle."""
    assert tags(f"{WORK}accuracy = total / 50\n# %%\nprint('accuracy', accuracy)\n# %%\naccuracy\n# %%\n")[3] == (
        "pipeline-metrics"
    )
    assert "pipeline-metrics" not in tags(f"{WORK}# %%\nprint(rows)").values()
    assert "pipeline-metrics" not in tags(f"{WORK}accuracy = 1\n# %%\nprint(accuracy)\n# %%\nx = rows * 2").values()


def test_tags_that_are_there_stay():
    """A cell that has a role keeps it and gets no other."""
    text = f"# %% [skip]\nimport os\n# %% [functions hide-input]\nx = 1{WORK}"
    assert [place for place in tags(text) if place < 3] == []
