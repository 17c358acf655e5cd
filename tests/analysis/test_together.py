"""Cells that share what cannot be handed to another process are one step, where it is ours to say what a step is."""

from __future__ import annotations

import pytest

from kale_converter.convert import convert
from kale_converter.model import Conversion, Division
from kale_converter.reading.notebook import parse_notebook
from tests.analysis.text import notebook

CONNECTION = """
# %%
import sqlite3
con = sqlite3.connect(":memory:")
# %%
x = 1
# %%
con.execute("create table t (a)")
# %%
y = x + 1
# %%
rows = con.execute("select * from t").fetchall()
# %%
print(rows, y)
"""


def steps(converted: Conversion) -> dict[str, list[int]]:
    assert converted.pipeline is not None
    places = {cell.id: cell.index for cell in converted.notebook.cells}
    return {step.name: [places[cell] for cell in step.cells] for step in converted.pipeline.steps}


def codes(converted: Conversion) -> set[str]:
    return {finding.code for finding in converted.diagnostics}


def test_all_cells_from_the_maker_to_the_last_user() -> None:
    """What stands between them too, for it may change what they share; the note names the cells and the reason."""
    converted = convert(notebook(CONNECTION), Division.CELLS)
    assert steps(converted) == {"cell-1": [1, 2, 3, 4, 5], "cell-6": [6]}
    (note,) = converted.diagnostics
    assert (note.code, note.span and note.span.cell) == ("K405", 1)
    assert note.message.startswith("cells 1 to 5 are the one step cell-1, because a database connection, 'con'")


@pytest.mark.parametrize("later", ["gen = (n for n in [1])\nlist(gen)", "other = iter([])"])
def test_only_the_cells_that_must(later: str) -> None:
    """A generator used up where it is made parts nothing."""
    text = f"# %%\na = 1\n# %%\n{later}\n# %%\nprint(a)\n"
    assert list(steps(convert(notebook(text), Division.CELLS))) == ["cell-1", "cell-2", "cell-3"]


def test_a_value_that_comes_to_light_once_cells_are_together() -> None:
    """A second reason that only the first joining shows is found as well."""
    text = """
# %%
numbers = (n for n in range(9))
# %%
first = next(numbers)
lines = (str(n) for n in [first])
# %%
print(first)
# %%
print(list(lines))
"""
    assert steps(convert(notebook(text), Division.CELLS)) == {"cell-1": [1, 2, 3, 4]}


def test_headings() -> None:
    """Sections are joined whole."""
    texts = ["# Open", "file = open('a.txt', 'w')", "# Write", "file.write('x')", "z = 1", "# Close", "print(z)"]
    cells = [{"cell_type": "markdown" if text[0] == "#" else "code", "source": text, "metadata": {}} for text in texts]
    read, _ = parse_notebook({"cells": cells}, "book")
    assert steps(convert(read, Division.HEADINGS)) == {"open": [2, 4, 5], "close": [7]}


def test_tags_are_the_users() -> None:
    """What the user has divided is an error, which says what to do."""
    text = "# %% [step:a]\ngen = (n for n in [1])\n# %% [step:b]\nnext(gen)\n"
    converted = convert(notebook(text))
    assert list(steps(converted)) == ["a", "b"]
    assert codes(converted) == {"K401"}
