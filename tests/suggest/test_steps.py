"""Where steps begin, and what they are called."""

import pytest

from kale_converter.reading.names import is_step_name
from kale_converter.suggest import suggest
from tests.suggest.notebooks import notebook, proposed, tags

LOAD = "import pandas as pd\ndf = pd.read_csv('some.csv')\ndf = df.dropna()\ndf['a'] = 1\ndf['b'] = 2\ndf['c'] = 3\n"
SPLIT = "from sklearn.model_selection import train_test_split\nX, X2, y, y2 = train_test_split(df, df.a)\n"


def model(name: str, made: str) -> str:
    return f"{name} = {made}()\n{name}.fit(X, y)\nprint({name}.score(X2, y2))\n"


def test_headings_are_where_steps_begin():
    """A heading with work under it is a step, one with a single print is none."""
    more = "# %% md\n## Make more\n# %%\ne = df.a + df.b\nf = df.b * 2\ng = e + f\nh = g + 1\nprint(h)\n# %% md\n## Look\n# %%\nprint(h)"
    suggestion = proposed(f"# %% md\n# A title\n# %% md\n## Get it\n# %%\n{LOAD}{more}")
    assert [(step.name, step.cells) for step in suggestion.steps] == [("get-it", ("c3",)), ("make-more", ("c5", "c7"))]
    assert [(item.source, item.target, item.variables) for item in suggestion.crossings] == [
        ("get-it", "make-more", ("df",))
    ]


def test_models_that_need_nothing_of_each_other_run_at_the_same_time():
    """Each is a step of its own, named after what is trained, and waits for the data only."""
    text = f"# %%\n{LOAD}{SPLIT}" + "".join(
        f"# %%\n{model(name, made)}"
        for name, made in [("a", "LogisticRegression"), ("b", "SVC"), ("c", "RandomForestClassifier")]
    )
    text = (
        "# %%\nfrom sklearn.svm import *\nfrom sklearn.linear_model import *\nfrom sklearn.ensemble import *\n" + text
    )
    steps = {step.name: step.after for step in proposed(text).steps}
    assert {name: after for name, after in steps.items() if name.startswith("train")} == {
        "train-logistic-regression": ("load-data",),
        "train-svc": ("load-data",),
        "train-random-forest": ("load-data",),
    }


def test_functions_of_the_notebook_count_as_what_they_do():
    """Training in a function is training."""
    text = (
        "# %%\ndef judge(model):\n    return model.fit(X, y)\n"
        f"# %%\n{LOAD}{SPLIT}# %%\na = judge(A())\n# %%\nb = judge(B())\n# %%\nprint(a, b)"
    )
    assert [tag for tag in tags(text).values() if "train" in tag] == ["step:train-a", "step:train-b"]


def test_a_small_notebook_without_headings_is_divided_by_what_it_does():
    """Loading, then training."""
    text = f"# %%\n{LOAD}# %%\n{SPLIT}# %%\nmodel = Ridge().fit(X, y)\n# %%\nprint(model.score(X2, y2))"
    assert list(tags(text).values()) == ["step:load-data", "step:train-ridge"]


def test_what_cannot_be_stored_is_not_cut_off():
    """An open file is used in the step that opens it, headings or not."""
    text = (
        "# %% md\n# Open\n# %%\nlog = open('log.txt', 'w')\na = 1\nb = 2\nc = 3\nd = 4\ne = 5\n"
        "# %% md\n# Write\n# %%\nlog.write('x')\nf = 1\ng = 2\nh = 3\ni = 4\nj = 5\nprint(f)"
    )
    assert len(proposed(text).steps) == 1


@pytest.mark.parametrize(
    ("writes", "reads"),
    [
        ("a", "print(_)"),
        (
            "import functools\n@functools.cache\ndef f(x):\n    print(x)\nf(1)",
            "f(1)",
        ),
    ],
)
def test_what_only_the_process_knows_is_not_cut_off(writes, reads):
    """The kernel's history, and what a cache holds, headings or not."""
    work = "a = 1\nb = 2\nc = 3\nd = 4\ne = 5"
    text = f"# %% md\n# One\n# %%\n{work}\n{writes}\n# %% md\n# Two\n# %%\n{work}\n"
    assert len(proposed(text).steps) == 2
    assert len(proposed(f"{text}{reads}").steps) == 1


def test_a_long_notebook_is_not_one_step_and_not_a_hundred():
    """Where nothing else tells, the length does."""
    text = "".join(
        f"# %%\nv{number} = [{number}]\n"
        + "".join(f"v{number}.append({k})\n" for k in range(8))
        + f"w{number + 1} = w{number} + v{number}\n"
        for number in range(60)
    )
    assert 5 <= len(proposed("# %%\nw0 = []\nw0.append(1)\n" + text).steps) <= 20


HEADINGS = [
    "Imports", "Skip", "Pipeline-Parameters", "1. Über die Daten!", "数据", "Train the model: a very long heading about it",
    "Load", "Load", "_x_", "123",
]  # fmt: skip


def test_names_are_valid_and_of_their_own():
    """Whatever the headings are: as tags, on Kubernetes, and never a role."""
    text = "".join(
        f"# %% md\n# {heading}\n# %%\na{number} = [{number}]\n" + "a0.append(1)\n" * 9
        for number, heading in enumerate(HEADINGS)
    )
    names = [step.name for step in proposed(text).steps]
    assert len(names) > 5
    assert len(set(names)) == len(names)
    for name in names:
        assert is_step_name(name)
        assert name == name.lower().strip("-")
        assert "_" not in name
    assert not {"imports", "skip", "functions", "pipeline-parameters", "pipeline-metrics", "section"} & set(names)
    assert {"load", "load-2", "uber-die-daten"} <= set(names)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("# %% [step:a]\nx = 1\n# %%\ny = x", "has steps already"),
        ("# %%\n# nothing\n# %% md\n# Only text", "no code yet"),
    ],
)
def test_nothing_is_proposed(text, note):
    """For a notebook with steps, or without code; it is said why."""
    suggestion = proposed(text)
    assert suggestion.cells == ()
    assert note in suggestion.note
    assert suggestion.tagged is ("steps" in note)


def test_another_language():
    """A notebook in R is told so."""
    from dataclasses import replace

    suggestion = suggest(replace(notebook("# %%\nx <- 1"), language="r"))
    assert (suggestion.cells, suggestion.tagged) == ((), False)
    assert "r" in suggestion.note


def test_metadata_that_divide_otherwise_are_mentioned():
    """Tags count once the metadata let them."""
    from dataclasses import replace

    book = replace(notebook("# %%\nx = 1"), metadata={"kale": {"division": "cells"}})
    assert "kale.division" in suggest(book).note


def test_code_that_is_no_python_is_part_of_a_step():
    """Its error is for `kale check` to tell."""
    assert proposed("# %%\nx = 1\n# %%\ny = = 2\n# %%\nz = x").steps


def test_every_cell_has_a_reason():
    """Blank ones too."""
    for cell in proposed(f"# %%\n\n# %%\n{LOAD}# %%\n# later\n# %%\nprint(df)").cells:
        assert cell.why
