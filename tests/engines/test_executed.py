"""Events make the executed notebook."""

from __future__ import annotations

import copy
from typing import Any

from kale_ext.engines.executed import Outputs, executed_notebook

NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "id": "m", "metadata": {}, "source": "# t"},
        {"cell_type": "code", "id": "c2", "metadata": {"tags": ["t"]}, "source": "1", "outputs": [{"old": 1}], "execution_count": 9},
        {"cell_type": "code", "id": "c3", "metadata": {}, "source": "2", "outputs": [{"old": 1}], "execution_count": 8},
    ],
    "metadata": {"mine": 1},
    "nbformat": 4,
    "nbformat_minor": 5,
}  # fmt: skip


def started(cell: int = 2, step: str = "a") -> list[dict[str, Any]]:
    """A step and its cell begin."""
    return [
        {"event": "step-started", "step": step, "attempt": 1},
        {"event": "cell-started", "step": step, "cell": cell, "cell_id": "c"},
    ]


def stream(text: str, name: str = "stdout", cell: int = 2) -> dict[str, Any]:
    """Something is printed."""
    return {"event": "output", "cell": cell, "output": {"output_type": "stream", "name": name, "text": text}}


def display(text: str, display_id: str | None = None, cell: int = 2) -> dict[str, Any]:
    """Something is shown."""
    more = {} if display_id is None else {"display_id": display_id}
    output = {"output_type": "display_data", "data": {"text/plain": text}, "metadata": {}}
    return {"event": "output", "cell": cell, "output": output, **more}


def outputs(*events: dict[str, Any], cell: int = 2) -> list[Any]:
    """What the cell has put out, in short."""
    made = Outputs()
    for event in [*started(), *events]:
        made.add(event)
    return [output.get("text") or output["data"]["text/plain"] for output in made.of(cell)]


def test_pieces_of_a_stream_are_joined() -> None:
    """Until another stream or output comes between."""
    events = [stream("a"), stream("b"), stream("e", "stderr"), stream("c"), display("d"), stream("f"), stream("g")]
    assert outputs(*events) == ["ab", "e", "c", "d", "fg"]


def test_updates_reach_every_display_of_that_id() -> None:
    """In whichever cell; the events themselves stay as they are."""
    shown, again = display("1", "x"), display("1", "x", cell=3)
    kept = copy.deepcopy(shown)
    update = {"event": "display-updated", "display_id": "x", "data": {"text/plain": "2"}, "metadata": {}}
    assert outputs(shown, display("o", "y"), again, update) == ["2", "o"]
    assert outputs(shown, again, update, cell=3) == ["2"]
    assert shown == kept


def test_a_cleared_cell_is_empty() -> None:
    """What comes after stays."""
    assert outputs(stream("a"), {"event": "output-cleared", "cell": 2}, stream("b")) == ["b"]


def test_a_new_attempt_forgets_the_old_one_s_outputs() -> None:
    """Of this step's cells only."""
    other = [*started(3, "b"), stream("kept", cell=3)]
    assert outputs(stream("old"), *other, *started(), stream("new")) == ["new"]
    assert outputs(stream("old"), *other, *started(), cell=3) == ["kept"]


def test_output_that_belongs_to_no_cell_is_left_out() -> None:
    """It breaks nothing."""
    event = stream("x")
    del event["cell"]
    assert outputs(event) == []


def test_the_notebook_gets_this_run_s_outputs_and_nothing_else_changes() -> None:
    """Old outputs go, also of cells that have not run; markdown and metadata stay."""
    before = copy.deepcopy(NOTEBOOK)
    events = [
        {"event": "run-started", "attempt": 1},
        *started(),
        stream("a"),
        {"event": "cell-finished", "step": "a", "cell": 2, "duration": 1, "execution_count": 1},
        {"event": "run-finished", "status": "failed"},
    ]
    made = executed_notebook(NOTEBOOK, {"id": "r", "parameters": {"p": 1}}, events)
    assert before == NOTEBOOK
    assert [cell.get("execution_count") for cell in made["cells"]] == [None, 1, None]
    assert [cell.get("outputs") for cell in made["cells"]] == [None, [stream("a")["output"]], []]
    assert made["metadata"] == {"mine": 1, "kale_run": {"id": "r", "status": "failed", "parameters": {"p": 1}}}
    assert made["cells"][1]["metadata"] == {"tags": ["t"]}


def test_the_state_in_the_notebook_is_the_run_s() -> None:
    """Waiting, running, or how it ended; a resume makes it run again."""
    began, ended = {"event": "run-started", "attempt": 1}, {"event": "run-finished", "status": "cancelled"}
    states = [
        executed_notebook(NOTEBOOK, {"id": "r"}, events)["metadata"]["kale_run"]["status"]
        for events in ([], [began], [began, ended], [began, ended, began])
    ]
    assert states == ["waiting", "running", "cancelled", "running"]
