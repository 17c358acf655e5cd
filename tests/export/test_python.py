"""The script does what the notebook does, in a Python that has no IPython in sight."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kale_converter.convert import convert
from kale_converter.export.python import NotPlain, to_python
from kale_converter.reading.notebook import parse_notebook, read_notebook
from tests.cases.collection import cases
from tests.cases.expectations import kept

EVERY = 5
"""One case in so many is run, and all that are about what only a notebook has: their scripts are the ones to doubt."""
ABOUT_NOTEBOOKS = ("magics/", "display/", "kernel/")
ONLY_IPYTHON = {
    "display/display-and-update",
    "display/figure-formats-are-carried",
    "display/output-history",
    "kernel/cd-back",
    "kernel/cd-to-where-it-was-before",
    "kernel/chdir-shell",
    "kernel/shell-evaluates-a-text",
    "kernel/shell-in-a-variable",
    "kernel/syntax-error-raises",
    "kernel/who",
    "magics/bash-cell-with-output-variable",
    "magics/capture",
    "magics/cd-magic",
    "magics/run-a-script",
    "magics/timeit-output-variable",
    "science/every-last-line-shown",
    "science/figure-shown-in-a-later-cell",
    "state/stored-by-a-magic",
}
"""These ask for what only IPython has, and are refused with the place."""
COUNTS_REPR = {"display/shown-in-html-by-our-own", "objects/ops"}
"""They count how often their objects are shown, and IPython shows them in more ways than one."""
RUN = [case for case in cases() if not case.mistake and case.name not in ONLY_IPYTHON | COUNTS_REPR]
CHOSEN = [
    case
    for case in RUN
    if case.name.startswith(ABOUT_NOTEBOOKS) or int(hashlib.sha256(case.name.encode()).hexdigest(), 16) % EVERY == 0
]
SHARED = Path(__file__).parents[3] / "shared"


def script(content, name="case"):
    return to_python(convert(parse_notebook(content, name)[0]))


def notebook(*cells):
    made = [{"cell_type": "code", "source": source, "metadata": {"tags": tags}} for source, *tags in cells]
    return {"cells": made, "metadata": {}}


def run(text, folder, *arguments):
    file = folder / "case.py"
    file.write_text(text, encoding="utf-8")
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "MPLBACKEND": "agg"}
    done = subprocess.run(
        [sys.executable, str(file), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done


def results(text):
    return [line for line in text.splitlines() if line.startswith("RESULT")]


@pytest.mark.parametrize("case", CHOSEN, ids=lambda case: case.name)
def test_a_script_prints_what_the_notebook_prints(case, tmp_path):
    """Line for line."""
    assert results(run(script(case.notebook()), tmp_path).stdout) == kept()[case.name]["expected"]


@pytest.mark.parametrize("name", sorted(ONLY_IPYTHON))
def test_what_only_ipython_can_do_is_refused_with_its_place(name):
    """A script that does something else is worse than none."""
    case = next(case for case in cases() if case.name == name)
    with pytest.raises(NotPlain) as refused:
        script(case.notebook())
    assert refused.value.span.cell >= 1


def test_all_that_is_refused_is_told_at_once():
    """In the notebook's order."""
    with pytest.raises(NotPlain) as refused:
        script(notebook(("x = get_ipython()", "step:a"), ("y = 1", "step:b"), ("y\nprint(_)", "step:c")))
    told = [(one.span.cell, one.span.line) for one in (refused.value, *refused.value.others)]
    assert told == [(1, 1), (3, 2)]


def test_every_case_becomes_a_script_or_is_refused():
    """Those that are not run here are valid Python at least."""
    for case in RUN:
        compile(script(case.notebook()), case.name, "exec", dont_inherit=True)


def test_parameters_are_options(tmp_path):
    """What is derived from them follows."""
    text = script(
        notebook(
            ("rate = 0.5  # per year\ndouble = rate * 2\nnames = ['a']\nfast = False", "pipeline-parameters"),
            ("print('RESULT', double, names, fast)", "step:show"),
        )
    )
    assert results(run(text, tmp_path).stdout) == ["RESULT 1.0 ['a'] False"]
    given = run(text, tmp_path, "--rate", "2", "--names", '["b", "c"]', "--fast")
    assert results(given.stdout) == ["RESULT 4.0 ['b', 'c'] True"]
    assert "per year" in run(text, tmp_path, "--help").stdout


def test_progress_and_metrics_are_told_on_stderr(tmp_path):
    """stdout is the notebook's own."""
    text = script(notebook(("x = 3", "step:load"), ("print(x)", "pipeline-metrics")))
    done = run(text, tmp_path)
    assert done.stdout == "3\n"
    assert done.stderr.splitlines() == ["step load", "step pipeline-metrics", "metric x = 3"]


def test_texts_over_several_lines_keep_their_spaces(tmp_path):
    """Also where the cell is put within a function or a block."""
    text = script(
        notebook(
            ("import asyncio", "imports"),
            ("await asyncio.sleep(0)\ntext = '''a\n  b'''\nprint('RESULT', repr(text))", "step:one"),
            ("text = f'''{1}\n  b'''\nprint('RESULT', repr(text))\n1/0", "step:one", "raises-exception"),
        )
    )
    assert results(run(text, tmp_path).stdout) == [r"RESULT 'a\n  b'", r"RESULT '1\n  b'"]


def test_a_name_of_the_scripts_own_is_refused():
    """The script never uses a name that the notebook has."""
    with pytest.raises(NotPlain, match="_show"):
        script(notebook(("_show = 1", "step:a")))


def test_steps_stand_in_the_notebooks_order_with_what_they_hand_on():
    """A step that is interrupted by another comes twice."""
    text = script(
        notebook(("x = 1", "step:a"), ("y = x", "step:b"), ("z = 2", "step:a"), ("print(y, z)", "step:c"), ("", "skip"))
    )
    headings = [line for line in text.splitlines() if line.startswith("# %%")]
    assert headings == [
        "# %% step a (cell 1)",
        "# %% step b (cell 2)",
        "# %% step a, continued (cell 3)",
        "# %% step c (cell 4)",
    ]
    assert "  b  takes x from a; gives y\n" in text


def test_the_same_notebook_gives_the_same_bytes():
    """So that the script can be kept beside it."""
    case = RUN[0]
    assert script(case.notebook()) == script(case.notebook())


@pytest.mark.filterwarnings("ignore:invalid escape:DeprecationWarning", "ignore:invalid escape:SyntaxWarning")
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")
def test_titanic_is_a_script_without_anything_of_ours():
    """It names no module that the notebook does not import, but for the standard library's."""
    text = to_python(convert(read_notebook(SHARED / "notebooks" / "kale" / "titanic.ipynb")[0]))
    assert "kale_" not in text
    compile(text, "titanic", "exec", dont_inherit=True)
