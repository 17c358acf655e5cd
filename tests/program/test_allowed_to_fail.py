"""A cell with Jupyter's tag `raises-exception` may fail, as in nbclient."""

from __future__ import annotations

import copy
import re
import warnings
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from kale_ext.engines.interface import RunRequest, Status
from kale_ext.engines.local import LocalEngine
from kale_ext.services.conversion import convert_content
from tests.contract.conftest import wait_for

SOURCES = [
    ("step:a", "x = 1"),
    ("raises-exception", "print('before')\nx = 2\n1 / 0\nx = 3"),
    ("raises-exception", "nothing_of_this_name"),
    ("raises-exception", "print('no error', x)"),
    ("", "x"),
    ("step:b", "x + 1"),
]


def notebook() -> nbformat.NotebookNode:
    """With tagged cells that fail, in more than one way."""
    cells = []
    for tag, source in SOURCES:
        cell = nbformat.v4.new_code_cell(source)
        if tag:
            cell.metadata["tags"] = [tag]
        cells.append(cell)
    return nbformat.v4.new_notebook(cells=cells)


def comparable(made: Any) -> list[Any]:
    """Cells without colours, which a kernel has fewer of, and without the names of its files."""
    cells = copy.deepcopy(list(made["cells"]))
    for cell in cells:
        cell["metadata"].pop("execution", None)  # nbclient's stopwatch
        for output in cell["outputs"]:
            if "traceback" in output:
                text = re.sub(r"\x1b\[[\d;]*m", "", "\n".join(output["traceback"]))
                output["traceback"] = re.sub(r"/tmp/ipykernel_\d+/\d+\.py|\d{6,}\.py|<ipython-input-[^>]+>", "", text)
    return [dict(cell) for cell in cells]


def test_the_step_goes_on_and_the_notebook_is_nbclients(tmp_path: Path) -> None:
    """Outputs, counts and metadata; what the cell did before it failed stays done."""
    content = notebook()
    conversion, notebook_json = convert_content(content, "allowed", None)
    engine = LocalEngine(tmp_path / "runs")
    state = wait_for(engine, engine.start(RunRequest(conversion, tmp_path / "allowed.ipynb", notebook_json)))
    assert state.status is Status.SUCCEEDED, [step.failure for step in state.steps]
    with warnings.catch_warnings(action="ignore"):  # of nbclient and its kernel manager, not ours
        NotebookClient(content, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert comparable(engine.notebook(state.id)) == comparable(content)


def test_a_cell_that_ends_the_kernel_ends_the_step(tmp_path: Path) -> None:
    """The tag is about exceptions."""
    content = notebook()
    content.cells[1].source = "exit()"
    conversion, notebook_json = convert_content(content, "allowed", None)
    engine = LocalEngine(tmp_path / "runs")
    state = wait_for(engine, engine.start(RunRequest(conversion, tmp_path / "allowed.ipynb", notebook_json)))
    assert state.status is Status.FAILED
    assert state.steps[0].failure is not None
    assert (state.steps[0].failure.name, state.steps[0].failure.cell) == ("SystemExit", 2)
