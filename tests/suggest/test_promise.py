"""A proposal that is accepted changes no value: random notebooks, and real ones where they are at hand."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kale_converter.convert import convert
from kale_converter.model import Division, Notebook, Severity
from kale_converter.reading.notebook import read_notebook
from kale_converter.suggest import suggest, tags_of
from kale_converter.suggest.proposal import with_tags
from tests.analysis.programs import programs
from tests.analysis.simulation import compare, without_failing

ROOT = Path(__file__).parents[2]
REAL = sorted([*ROOT.glob("examples/*.ipynb"), *ROOT.glob("../shared/notebooks/*/*.ipynb")])


def stripped(book: Notebook) -> Notebook:
    """The notebook without tags and metadata."""
    return replace(book, metadata={}, cells=tuple(replace(cell, tags=(), metadata={}) for cell in book.cells))


def accepted(book: Notebook, *, skip: bool = False) -> Notebook:
    """The notebook with the tags that are proposed for it."""
    return with_tags(book, tags_of(suggest(book, skip=skip)))


@settings(
    max_examples=30, derandomize=True, deadline=None, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(programs(), st.integers(0, 5))
def test_a_pipeline_is_its_notebook(book, order):
    """Divided as proposed, and run in any order that its edges allow, a program prints the same lines."""
    comparison = compare(without_failing(accepted(stripped(book))), order)
    assert not comparison.wrong, comparison.wrong


@pytest.mark.parametrize("file", REAL, ids=lambda file: file.stem)
@pytest.mark.parametrize("skip", [False, True])
def test_real_notebooks(file, skip):
    """Tags bring no error that the notebook does not have, no cell leaves the prologue, and steps are runs of cells."""
    book = stripped(read_notebook(file)[0])
    tagged = accepted(book, skip=skip)
    assert suggest(book, skip=skip) == suggest(book, skip=skip)
    plain, made = convert(book, Division.ONE), convert(tagged)
    assert errors(made) <= errors(plain)
    assert "K303" not in {finding.code for finding in made.diagnostics}
    assert made.pipeline is not None
    skipped = set(made.pipeline.skipped) | set(made.pipeline.prologue.cells)
    order = [cell.id for cell in book.code_cells if cell.id not in skipped]
    assert [cell for step in made.pipeline.steps for cell in step.cells] == order
    proposal = suggest(book, skip=skip)
    assert [(step.name, step.cells) for step in proposal.steps] == [
        (step.name, step.cells) for step in made.pipeline.steps
    ]
    for one, other in pairwise(made.pipeline.steps):
        assert one.cells[-1] != other.cells[0]


def errors(conversion):
    return {(d.code, d.span and d.span.cell) for d in conversion.diagnostics if d.severity is Severity.ERROR}


def test_a_large_notebook_takes_no_time():
    """A thousand cells are divided in seconds: the work grows with the cells, not with their square."""
    from time import process_time

    from tests.suggest.notebooks import notebook

    text = "".join(f"# %%\nx{number} = [x{number - 1}]\nmodel.fit(x{number})\n" for number in range(1, 1000))
    start = process_time()
    assert len(suggest(notebook("# %%\nx0 = []\n" + text)).steps) > 5
    assert process_time() - start < 20
