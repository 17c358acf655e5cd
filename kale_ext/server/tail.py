"""Which events of which runs are new since the last look, and how clients are told of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kale_ext.engines.interface import Event, RunId, RunSummary, Status
from kale_ext.errors import NotFound
from kale_ext.services.runs import Runs

OUTPUTS = frozenset({"output", "display-updated", "output-cleared"})
"""Events that come by the thousand; clients are told that there are some, and fetch them."""
BATCH = 5000
"""Events of a run that are read at a time."""

Note = Mapping[str, Any]
"""What clients are told: `{"run": RunId, "event": …}`."""


@dataclass(slots=True)
class _Known:
    """How a run stood at the last look. position: the last event that was told, None where none had to be so far."""

    status: Status
    ended: float | None
    position: int | None


class Tail:
    """Finds what is new. Its methods block, and are called by one thread at a time.

    A run that is there at the first scan is told of from then on, a later one from its beginning.
    """

    def __init__(self, runs: Runs) -> None:
        self._runs = runs
        self._known: dict[RunId, _Known] = {}
        self._scanned = False

    @property
    def under_way(self) -> int:
        """How many runs were under way at the last look."""
        return sum(not known.status.ended for known in self._known.values())

    def scan(self) -> Sequence[Note]:
        """What is new in any run, be it begun, resumed, ended or interrupted by whomever."""
        summaries = {summary.id: summary for summary in self._runs.list()}
        for gone in self._known.keys() - summaries.keys():
            del self._known[gone]
        if not self._scanned:
            self._known = {run_id: self._as_found(summary) for run_id, summary in summaries.items()}
            self._scanned = True
            return []
        return [note for summary in summaries.values() for note in self._scanned_run(summary)]

    def look(self) -> Sequence[Note]:
        """What is new in the runs under way; costs next to nothing where nothing is."""
        live = [(run_id, known) for run_id, known in self._known.items() if not known.status.ended]
        return [note for run_id, known in live for note in self._news(run_id, known)]

    def _as_found(self, summary: RunSummary) -> _Known:
        position = None
        if not summary.status.ended:
            try:
                position = self._runs.get(summary.id).last_event
            except NotFound:  # deleted in this very moment
                position = 0
        return _Known(summary.status, summary.ended, position)

    def _scanned_run(self, summary: RunSummary) -> Sequence[Note]:
        known = self._known.setdefault(summary.id, _Known(Status.WAITING, None, 0))
        before = (known.status, known.ended)
        if summary.status.ended and before == (summary.status, summary.ended):
            return []
        known.status, known.ended = summary.status, summary.ended
        notes = self._news(summary.id, known)
        if known.status is Status.INTERRUPTED and before[0] is not Status.INTERRUPTED:
            # nobody was left to write this into the log
            notes = [*notes, {"run": summary.id, "event": {"event": "run-interrupted", "n": known.position or 0}}]
        return notes

    def _news(self, run_id: RunId, known: _Known) -> Sequence[Note]:
        try:
            events = self._runs.events(run_id, known.position or 0, BATCH)
        except NotFound:
            del self._known[run_id]
            return []
        if not events:
            return []
        if known.position is None:
            events = _last_attempt(events)
        known.position = events[-1]["n"]
        for event in events:
            if event["event"] == "run-started":
                known.status = Status.RUNNING
            elif event["event"] == "run-finished":
                known.status, known.ended = Status(event["status"]), event["time"]
        return [{"run": run_id, "event": event} for event in _condensed(events)]


def _last_attempt(events: Sequence[Event]) -> Sequence[Event]:
    starts = [place for place, event in enumerate(events) if event["event"] == "run-started"]
    return events[starts[-1] :] if starts else events


def _condensed(events: Sequence[Event]) -> Sequence[Event]:
    """The events in order, a single note in place of all outputs of a step."""
    outputs: dict[str, Event] = {}
    others: list[Event] = []
    for event in events:
        if event["event"] in OUTPUTS:
            outputs[event["step"]] = {"event": "output", "n": event["n"], "step": event["step"]}
        else:
            others.append(_finite(event))
    return sorted([*others, *outputs.values()], key=lambda event: event["n"])


def _finite(event: Event) -> Event:
    """JSON knows no NaN and no infinity, and browsers refuse a message with one."""
    value = event.get("value")
    return {**event, "value": None} if isinstance(value, float) and not math.isfinite(value) else event
