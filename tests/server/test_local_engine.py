"""The server with the engine that users have: a run from the request to its last event."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kale_ext.engines.interface import RunState
from kale_ext.engines.local import LocalEngine
from kale_ext.server.backend import Backend
from kale_ext.server.event_types import RunEvent
from tests.server.test_analysis_api import notebook
from tests.server.test_events import next_event

Call = Callable[..., Awaitable[tuple[int, Any]]]

NOTEBOOK = notebook(
    ("imports", "import math"),
    ("pipeline-parameters", "rate = 0.5"),
    ("step:load", "data = [1, 2, 3]\nprint('loaded', len(data))"),
    ("step:train", "loss = rate * sum(data)\nmath.nan"),
    ("pipeline-metrics", "print(loss)"),
)


@pytest.fixture
def local(backend: Backend, tmp_path: Path) -> LocalEngine:
    """The engine, its runs in a folder of the test's own."""
    engine = LocalEngine(tmp_path / "runs")
    backend.find_engines = lambda: {"local": engine}
    return engine


async def test_a_whole_run(call: Call, local: LocalEngine, jp_root_dir: Path, jp_ws_fetch: Any) -> None:
    """A run started by a request is told to its end on the event socket, and then can be read in full."""
    assert await call("GET", "kale/runs") == (200, [])
    socket = await jp_ws_fetch("api", "events", "subscribe")
    (jp_root_dir / "a.ipynb").write_text(json.dumps(NOTEBOOK))
    status, state = await call("POST", "kale/runs", {"path": "a.ipynb", "parameters": {"rate": 2}})
    assert status == 201
    run = state["id"]
    seen = []
    while not seen or seen[-1]["event"] != "run-finished":
        of, event = await next_event(socket)
        assert of == run
        seen.append(event)
    socket.close()
    assert [event["n"] for event in seen] == sorted({event["n"] for event in seen})
    assert seen[-1]["status"] == "succeeded"
    status, events = await call("GET", f"kale/runs/{run}/events")
    assert {event["n"] for event in seen} <= {event["n"] for event in events}
    assert events[-1]["n"] == len(events) == seen[-1]["n"]
    state = (await call("GET", f"kale/runs/{run}"))[1]
    assert (state["notebook"], state["status"], state["parameters"]) == ("a.ipynb", "succeeded", {"rate": 2.0})
    assert [(metric["name"], metric["value"]) for metric in state["metrics"]] == [("loss", 12.0)]
    assert (await call("GET", f"kale/runs/{run}/log", step="load"))[1] == {"text": "loaded 3\n"}
    executed = (await call("GET", f"kale/runs/{run}/notebook"))[1]
    assert executed["cells"][2]["outputs"][0]["text"] in ("loaded 3\n", ["loaded 3\n"])
    assert (await call("GET", f"kale/runs/{run}/pipeline"))[1]["schema"] == "kale/pipeline/v1"
    assert (await call("DELETE", f"kale/runs/{run}"))[0] == 204
    assert await call("GET", "kale/runs") == (200, [])


async def test_answers_are_as_described(call: Call, local: LocalEngine, jp_root_dir: Path) -> None:
    """What the engine tells has the types that the OpenAPI description promises, a failed step included."""
    content = notebook(("step:load", "data = [1]\ndisplay(data)\ndata"), ("step:train", "x = data[0]\nx / 0"))
    state = (await call("POST", "kale/runs", {"path": "a.ipynb", "content": content}))[1]
    events: list[Any] = []
    async with asyncio.timeout(30):
        while not events or events[-1]["event"] != "run-finished":
            events += (await call("GET", f"kale/runs/{state['id']}/events", after=len(events)))[1]
    msgspec.convert(events, list[RunEvent])
    state = (await call("GET", f"kale/runs/{state['id']}"))[1]
    parsed = msgspec.convert(state, RunState)
    failure = parsed.steps[1].failure
    assert failure is not None
    assert (failure.name, failure.cell, failure.line, failure.source) == ("ZeroDivisionError", 2, 2, "x / 0")
