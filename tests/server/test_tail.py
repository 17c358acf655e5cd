"""What is new in runs, and what clients are told of it."""

from __future__ import annotations

import math
from typing import Any

import pytest

from kale_ext.engines.interface import RunId, Status
from kale_ext.server.tail import Tail
from kale_ext.services.runs import Runs
from tests.engines.fake import FakeEngine


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def tail(engine: FakeEngine) -> Tail:
    tail = Tail(Runs({"local": engine}))
    assert tail.scan() == []
    return tail


def told(notes: Any) -> list[tuple[str, str, int]]:
    return [(note["run"], note["event"]["event"], note["event"]["n"]) for note in notes]


def test_a_new_run(engine: FakeEngine, tail: Tail) -> None:
    """A run that begins is found by a scan, and told of by looks until it ends."""
    run = engine.put("a-1")
    assert tail.look() == []
    assert told(tail.scan()) == [("a-1", "run-started", 1)]
    assert tail.under_way == 1
    assert tail.look() == []
    engine.tell(run, "step-started", step="load", attempt=1, pid=2)
    assert told(tail.look()) == [("a-1", "step-started", 2)]
    engine.end(run)
    assert told(tail.look()) == [("a-1", "run-finished", 3)]
    assert tail.under_way == 0
    assert tail.look() == tail.scan() == []


def test_a_run_between_two_scans(engine: FakeEngine, tail: Tail) -> None:
    """A run so short that no scan found it under way is told in full."""
    engine.end(engine.put("a-1"))
    assert told(tail.scan()) == [("a-1", "run-started", 1), ("a-1", "run-finished", 2)]
    assert tail.scan() == []


def test_runs_from_before(engine: FakeEngine) -> None:
    """Of runs that are there at the first scan, only what happens from then on is told."""
    engine.end(engine.put("old"), Status.FAILED)
    live = engine.put("live")
    tail = Tail(Runs({"local": engine}))
    assert tail.scan() == []
    assert tail.scan() == tail.look() == []
    engine.end(live)
    assert told(tail.look()) == [("live", "run-finished", 2)]
    engine.resume(RunId("old"))
    assert told(tail.scan()) == [("old", "run-started", 3)]


def test_a_resume_between_two_scans(engine: FakeEngine) -> None:
    """An old run that is resumed and ends at once is told from its resume on."""
    old = engine.put("old")
    engine.end(old, Status.FAILED)
    tail = Tail(Runs({"local": engine}))
    tail.scan()
    engine.resume(old)
    engine.end(old)
    assert told(tail.scan()) == [("old", "run-started", 3), ("old", "run-finished", 4)]


def test_outputs_are_condensed(engine: FakeEngine, tail: Tail) -> None:
    """However much a step puts out, one note stands for it, at the place of the last; other events come whole."""
    run = engine.put("a-1")
    tail.scan()
    for _ in range(100):
        engine.tell(run, "output", step="load", cell=1, cell_id="c", output={"output_type": "stream", "text": "x"})
        engine.tell(run, "output-cleared", step="load", cell=1, cell_id="c")
        engine.tell(run, "display-updated", step="train", display_id="d", data={}, metadata={})
    engine.tell(run, "cell-finished", step="load", cell=1, cell_id="c", duration=1.0, execution_count=1)
    notes = tail.look()
    assert [dict(note["event"]) for note in notes[:2]] == [
        {"event": "output", "n": 300, "step": "load"},
        {"event": "output", "n": 301, "step": "train"},
    ]
    assert notes[2]["event"]["cell_id"] == "c"
    assert len(notes) == 3


def test_an_interrupted_run(engine: FakeEngine, tail: Tail) -> None:
    """A runner that dies cannot say so, so a scan says it, once; a resume and a second death are told too."""
    run = engine.put("a-1")
    tail.scan()
    engine.end(run, Status.INTERRUPTED)
    assert tail.look() == []
    assert told(tail.scan()) == [("a-1", "run-interrupted", 1)]
    assert tail.scan() == []
    engine.resume(run)
    assert told(tail.scan()) == [("a-1", "run-started", 2)]
    engine.end(run, Status.INTERRUPTED)
    assert told(tail.scan()) == [("a-1", "run-interrupted", 2)]


def test_a_deleted_run(engine: FakeEngine, tail: Tail) -> None:
    """A run that vanishes is forgotten, between two looks as between two scans."""
    engine.put("a-1")
    engine.put("a-2")
    tail.scan()
    del engine.all[RunId("a-1")]
    assert tail.look() == []
    assert tail.under_way == 1
    del engine.all[RunId("a-2")]
    assert tail.scan() == []
    assert tail.under_way == 0


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_numbers_that_json_lacks(engine: FakeEngine, tail: Tail, value: float) -> None:
    """A metric that is not finite is told as null, for a browser would refuse the message."""
    run = engine.put("a-1")
    tail.scan()
    engine.tell(run, "metric", step="train", name="loss", value=value)
    assert tail.look()[0]["event"]["value"] is None
