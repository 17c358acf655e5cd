"""From the events of a run to the executed notebook: pure."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kale_converter.program.runtime.record import Record

if TYPE_CHECKING:
    from kale_ext.engines.interface import Event


class Outputs(Record):
    """The record of a run: a step that starts again, or that no longer counts, takes back what its cells put out."""

    def __init__(self) -> None:
        super().__init__()
        self._step_of: dict[int, str] = {}

    def add(self, event: Event) -> None:
        """Take the next event in; those that are not about outputs change nothing."""
        kind = event["event"]
        if kind in {"step-started", "step-invalidated"}:
            for cell in [cell for cell, owner in self._step_of.items() if owner == event["step"]]:
                self.forget(cell)
                del self._step_of[cell]
        elif kind == "cell-started":
            self._step_of[event["cell"]] = event["step"]
        super().add(event)


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
