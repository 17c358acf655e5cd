"""The record: what the cells have put out, by cell, as the events come in."""

import copy
from typing import Any, Dict, List, Mapping, Optional

Event = Mapping[str, Any]


class Record:
    """What the cells have put out: updated, cleared and merged as in a notebook. Cells are known by their place."""

    def __init__(self) -> None:
        self._cells: Dict[int, List[Dict[str, Any]]] = {}
        self._counts: Dict[int, Optional[int]] = {}
        self._displays: Dict[str, List[Dict[str, Any]]] = {}

    def add(self, event: Event) -> None:
        """Take the next event in; those that are not about outputs change nothing."""
        kind = event["event"]
        if kind == "cell-started":
            self._cells[event["cell"]] = []
            self._counts[event["cell"]] = None
        elif kind == "output" and "cell" in event:
            self._output(self._cells.setdefault(event["cell"], []), event)
        elif kind == "output-cleared":
            self._cells[event["cell"]] = []
        elif kind == "display-updated":
            for output in self._displays.get(event["display_id"], ()):
                output.update(data=event["data"], metadata=event["metadata"])
        elif kind == "cell-finished":
            self._counts[event["cell"]] = event["execution_count"]

    def of(self, cell: int) -> List[Dict[str, Any]]:
        """The outputs of a cell (place from 1); empty where it has none or has not run."""
        return self._cells.get(cell, [])

    def count(self, cell: int) -> Optional[int]:
        """The execution count of a cell, None where it has not run to its end."""
        return self._counts.get(cell)

    def forget(self, cell: int) -> None:
        """Let a cell be as if it had not run."""
        self._cells.pop(cell, None)
        self._counts.pop(cell, None)

    def _output(self, outputs: List[Dict[str, Any]], event: Event) -> None:
        output = copy.deepcopy(event["output"])
        last = outputs[-1] if outputs else None
        if last and output["output_type"] == "stream" == last["output_type"] and output["name"] == last["name"]:
            last["text"] += output["text"]
            return
        outputs.append(output)
        if "display_id" in event:
            self._displays.setdefault(event["display_id"], []).append(output)
