"""Division, beyond what the golden cases show."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kale_converter.model import Division
from kale_converter.reading.division import Divided, divide
from kale_converter.reading.headings import heading_name, headings
from kale_converter.reading.imports_only import is_blank, is_imports_only, is_setup
from kale_converter.reading.metadata import read_metadata
from kale_converter.reading.names import is_step_name
from kale_converter.reading.notebook import parse_notebook
from kale_converter.reading.tags import read_all_tags

TAGS = ["imports", "functions", "pipeline-parameters", "pipeline-metrics", "skip", "step:a", "step:b", "step:setup"]
TAGS += ["prev:a", "prev:setup", "limit:cpu:1", "block:", "pipeline-metrics"]
SOURCES = st.sampled_from(["", "# c", "import os", "x = 1", "# Title", "Title\n---", "%matplotlib inline"])
CELLS = st.lists(
    st.fixed_dictionaries(
        {
            "cell_type": st.sampled_from(["code", "code", "markdown"]),
            "source": SOURCES,
            "metadata": st.fixed_dictionaries({"tags": st.lists(st.sampled_from(TAGS), max_size=2)}),
        }
    ),
    max_size=8,
)


def divided(cells: list[dict[str, Any]], division: Division, going_on: frozenset[int] = frozenset()) -> Divided:
    notebook, _ = parse_notebook({"cells": cells}, "note book")
    ids = {cell.id for cell in notebook.cells if cell.index in going_on}
    return divide(notebook, read_all_tags(notebook), division, going_on=ids)


@settings(deadline=None)
@given(CELLS, st.sampled_from(list(Division)), st.frozensets(st.integers(1, 8)))
def test_every_code_cell_is_in_exactly_one_place(
    cells: list[dict[str, Any]], division: Division, going_on: frozenset[int]
) -> None:
    """And blocks have valid names of their own, cells in order, and come in the order of their first cells."""
    made = divided(cells, division, going_on)
    parts = [made.prologue, made.skipped, *(block.cells for block in made.blocks)]
    indices = [[cell.index for cell in part] for part in parts]
    expected = [index for index, cell in enumerate(cells, 1) if cell["cell_type"] == "code"]
    assert sorted(index for part in indices for index in part) == expected
    assert all(part == sorted(part) for part in indices)
    names = [block.name for block in made.blocks]
    assert len(set(names)) == len(names)
    assert all(map(is_step_name, names))
    firsts = [block.cells[0].index for block in made.blocks]
    assert firsts == sorted(firsts)
    assert not any(name == block.name for block in made.blocks for name, _ in block.prev)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("# A\n\n## B ##", ["A", "B"]),
        ("Title\nover two\n====", ["Title over two"]),
        ("A\n\n---", []),
        ("```\n# a\n```\n# b", ["b"]),
        ("````\n```\n# a\n````\n# b", ["b"]),
        ("``` # not a fence ```\n# b", ["b"]),
        ("    # code", []),
        ("#nospace\n####### seven", []),
        ("- a\n---", []),
        ("<h1 align='center'>T</h1>", ["T"]),
        ("#", [""]),
    ],
)
def test_headings_of_markdown(markdown: str, expected: list[str]) -> None:
    """As CommonMark has them."""
    assert list(headings(markdown)) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1. Load the *data*", "load-the-data"),
        ("2.1 Train", "train"),
        ("IV. Results", "results"),
        ("I love data", "i-love-data"),
        ("3D plots", "section-3d-plots"),
        ("[Link](http://x) and `code`", "link-and-code"),
        ("Überblick", "uberblick"),
        ("数据", "section"),
        ("a very long heading that goes on and on for ever", "a-very-long-heading-that-goes-on-and-on"),
    ],
)
def test_names_of_headings(text: str, name: str) -> None:
    """Words without markup and numbering."""
    assert heading_name(text) == name


@pytest.mark.parametrize(
    "source",
    [
        "import a",
        "%load_ext x\nfrom a import b  # c",
        "from __future__ import x",
        "# c",
        "",
        "import a\n\na.__version__",
    ],
)
def test_cells_that_only_import(source: str) -> None:
    """With magics that only set up the session, and a look at versions."""
    assert is_imports_only(source)


@pytest.mark.parametrize(
    "source",
    [
        "import a; a.b()",
        "a.b.__version__",
        "print(a)",
        "%time x",
        "!pip install a",
        "x =",
        "\0",
        "try:\n import a\nexcept: pass",
    ],
)
def test_cells_that_do_more(source: str) -> None:
    """Anything else may make a value."""
    assert not is_imports_only(source)
    assert not is_blank(source)


@pytest.mark.parametrize(
    "source",
    [
        "import a",
        "import sys\nassert sys.version_info >= (3, 7)",
        "from p import version\nimport a\nassert version.parse(a.__version__) >= version.parse('1.0')",
        "import m.pyplot as plt\nplt.rc('font', size=14)\nplt.rcParams['x.y'] = (1, 2)\nplt.style.use('z')",
        "import warnings, numpy as np\nwarnings.filterwarnings('ignore')\nnp.random.seed(0)\n%matplotlib inline",
        "import os, sys\nsys.path.append(os.path.abspath('..'))\nos.environ['A'] = '1'",
    ],
)
def test_cells_that_set_up(source: str) -> None:
    """They import, and else look at or set what they import."""
    assert is_setup(source)


@pytest.mark.parametrize(
    "source",
    [
        "import a\nx = 1",
        "import a\na.load('x')",
        "import a\nx = a.set_option('x')",
        "import a\na.set_option(read())",
        "import a\na.set_option(lambda: y)",
        "np.random.seed(0)",
        "import a\nb.option = 1",
        "import a\nassert b.check()",
        "import a as b\na.seed(0)",
        "import a\na.x = (y := 1)",
        "import a\na.x = a.Generator(1)",
        "import a\ndel a.x",
        "x =",
    ],
)
def test_cells_that_do_more_than_set_up(source: str) -> None:
    """They bind variables, work, or set what is imported elsewhere."""
    assert not is_setup(source)


@pytest.mark.parametrize("division", [Division.CELLS, Division.HEADINGS])
def test_first_cells_that_set_up_belong_to_the_prologue(division: Division) -> None:
    """Of divisions that tags do not make; those behind another cell do not."""
    set_up = "import a\na.seed(0)"
    cells = [{"cell_type": "code", "source": source} for source in (set_up, set_up, "x = 1", set_up)]
    assert [cell.index for cell in divided(cells, division).prologue] == [1, 2]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KUBEFLOW = ["pipeline_name", "volumes", "steps_defaults", "experiment", "timeout", "security_context", "katib_run", "x"]
KUBEFLOW += ["marshal_path", "docker_image", "storage_class_name"]
KALE = ["division", "name", "steps", "defaults", "ignore", "volumes", "image", "sweep", "y"]


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(st.sampled_from(KUBEFLOW), JSON) | JSON,
    st.dictionaries(st.sampled_from(KALE), JSON) | JSON,
    st.dictionaries(st.sampled_from(["limits", "retries", "timeout", "ignore", "when"]), JSON) | JSON,
)
def test_no_metadata_break_the_reader(kubeflow: object, kale: object, cell: object) -> None:
    """Whatever stands there, it is honoured or a problem."""
    content = {
        "cells": [{"cell_type": "code", "source": "", "metadata": {"kale": cell}}],
        "metadata": {"kubeflow_notebook": kubeflow, "kale": kale},
    }
    notebook, _ = parse_notebook(json.dumps(content), "n")
    read = read_metadata(notebook)
    assert read.settings.name
    assert all(problem.key for problem in read.problems)
