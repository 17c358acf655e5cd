"""From the events of a run to the executed notebook: pure."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kale_ext.engines.interface import Event


class Outputs:
    """What the cells have put out, by cell, as the events come in: updated, cleared and merged like in a notebook."""

    def __init__(self) -> None:
        self._cells: dict[int, list[dict[str, Any]]] = {}
        self._counts: dict[int, int | None] = {}
        self._step_of: dict[int, str] = {}
        self._displays: dict[str, list[dict[str, Any]]] = {}

    def add(self, event: Event) -> None:
        """Take the next event in; those that are not about outputs change nothing."""
        kind = event["event"]
        if kind in {"step-started", "step-invalidated"}:
            self._forget(event["step"])
        elif kind == "cell-started":
            self._cells[event["cell"]] = []
            self._counts[event["cell"]] = None
            self._step_of[event["cell"]] = event["step"]
        elif kind == "output" and "cell" in event:
            self._output(self._cells.setdefault(event["cell"], []), event)
        elif kind == "output-cleared":
            self._cells[event["cell"]] = []
        elif kind == "display-updated":
            for output in self._displays.get(event["display_id"], ()):
                output.update(data=event["data"], metadata=event["metadata"])
        elif kind == "cell-finished":
            self._counts[event["cell"]] = event["execution_count"]

    def of(self, cell: int) -> list[dict[str, Any]]:
        """The outputs of a cell (place from 1); empty where it has none or has not run."""
        return self._cells.get(cell, [])

    def count(self, cell: int) -> int | None:
        """The execution count of a cell, None where it has not run to its end."""
        return self._counts.get(cell)

    def _forget(self, step: str) -> None:
        for cell in [cell for cell, owner in self._step_of.items() if owner == step]:
            del self._cells[cell], self._counts[cell], self._step_of[cell]

    def _output(self, outputs: list[dict[str, Any]], event: Event) -> None:
        output = copy.deepcopy(event["output"])
        last = outputs[-1] if outputs else None
        if last and output["output_type"] == "stream" == last["output_type"] and output["name"] == last["name"]:
            last["text"] += output["text"]
            return
        outputs.append(output)
        if "display_id" in event:
            self._displays.setdefault(event["display_id"], []).append(output)


def executed_notebook(notebook: Mapping[str, Any], run: Mapping[str, Any], events: Iterable[Event]) -> dict[str, Any]:
    """The notebook with this run's outputs, as far as the events go (nbformat 4).

    run: what `run.json` holds. Cells that have not run have no outputs. Everything else of the notebook stays, and the
    notebook's metadata gets `kale_run`: `{"id", "status", "parameters"}`.
    """
    outputs, status = Outputs(), "waiting"
    for event in events:
        outputs.add(event)
        if event["event"] in ("run-started", "run-finished"):
            status = event.get("status", "running")
    executed = copy.deepcopy(dict(notebook))
    for index, cell in enumerate(executed["cells"], start=1):
        if cell["cell_type"] == "code":
            cell["outputs"] = outputs.of(index)
            cell["execution_count"] = outputs.count(index)
    about = {"id": run["id"], "status": status, "parameters": run.get("parameters", {})}
    executed["metadata"] = {**executed.get("metadata", {}), "kale_run": about}
    return executed
