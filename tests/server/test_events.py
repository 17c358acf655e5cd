"""Run events on the server's event socket."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from kale_ext.engines.interface import RunId, Status
from kale_ext.server.backend import Backend
from kale_ext.server.extension import EVENT_SCHEMA_ID
from tests.engines.fake import FakeEngine

Call = Callable[..., Awaitable[tuple[int, Any]]]
PATIENCE = 10


async def next_event(socket: Any) -> tuple[str, Any]:
    """The run and the event of the next message that is ours."""
    while True:
        message = json.loads(await asyncio.wait_for(socket.read_message(), PATIENCE))
        if message["__schema__" if "__schema__" in message else "schema_id"] == EVENT_SCHEMA_ID:
            return message["run"], message["event"]


async def test_several_clients(jp_ws_fetch: Any, call: Call, engine: FakeEngine) -> None:
    """Every client hears of a run, whoever started it, without asking."""
    assert (await call("GET", "kale/runs"))[0] == 200
    sockets = [await jp_ws_fetch("api", "events", "subscribe") for _ in range(2)]
    run = engine.put("from-the-terminal")
    for socket in sockets:
        assert await next_event(socket) == (
            run,
            {"n": 1, "time": 1002.0, "event": "run-started", "attempt": 1, "pid": 1},
        )
    engine.tell(run, "output", step="load", cell=1, cell_id="c", output={"output_type": "stream", "text": "hi"})
    for socket in sockets:
        assert await next_event(socket) == (run, {"n": 2, "event": "output", "step": "load"})
        socket.close()


async def test_what_a_client_does_is_told_at_once(jp_ws_fetch: Any, call: Call, engine: FakeEngine) -> None:
    """Cancelling through the server is told to all, and so is an interrupted run."""
    engine.put("a-1")
    engine.put("a-2")
    await call("GET", "kale/runs")
    socket = await jp_ws_fetch("api", "events", "subscribe")
    await call("POST", "kale/runs/a-1/cancel")
    run, event = await next_event(socket)
    assert (run, event["event"], event["status"]) == ("a-1", "run-finished", "cancelled")
    engine.end(RunId("a-2"), Status.INTERRUPTED)
    assert await next_event(socket) == ("a-2", {"event": "run-interrupted", "n": 1})
    socket.close()


async def test_activity(jp_serverapp: Any, call: Call, engine: FakeEngine) -> None:
    """A server with a run under way is not idle."""
    extension = jp_serverapp.web_app.settings["kale_ext"]
    assert not extension.current_activity()
    engine.put("a-1")
    await call("GET", "kale/runs")
    assert extension.current_activity() == 1


async def test_a_fault_does_not_end_the_watch(
    jp_ws_fetch: Any, call: Call, backend: Backend, engine: FakeEngine, caplog: pytest.LogCaptureFixture
) -> None:
    """An engine that fails for a while is told in the log, and events come again when it is well."""
    await call("GET", "kale/runs")
    socket = await jp_ws_fetch("api", "events", "subscribe")
    run = engine.put("a-1")
    state, engine.all[run].state = engine.all[run].state, None  # type: ignore[assignment]
    backend.watcher.look_now()
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while "cannot tell what is new" not in caplog.text:
        assert asyncio.get_running_loop().time() < deadline
        await asyncio.sleep(0.01)
    engine.all[run].state = state
    assert (await next_event(socket))[1]["event"] == "run-started"
    socket.close()


async def test_nothing_runs_before_the_first_request(backend: Backend, jp_fetch: Any) -> None:
    """A server that nobody asks anything of Kale Ext looks for no engine and no run, and closes without ado."""
    asked = []
    backend.find_engines = lambda: asked.append(True) or {}
    await jp_fetch("api", "status")
    assert asked == []
    assert not [task for task in asyncio.all_tasks() if task.get_name() == "kale-watcher"]
    await backend.close()


async def test_the_watch_ends_with_the_server(call: Call, backend: Backend) -> None:
    """Closing ends the task and the threads, also a second time."""
    await call("GET", "kale/runs")
    assert [task for task in asyncio.all_tasks() if task.get_name() == "kale-watcher"]
    await backend.close()
    assert not [task for task in asyncio.all_tasks() if task.get_name() == "kale-watcher"]
    await backend.close()


async def test_first_requests_at_once(call: Call, backend: Backend, engine: FakeEngine) -> None:
    """Engines are looked for once, however many requests come first."""
    asked = []
    backend.find_engines = lambda: asked.append(True) or {"local": engine}
    answers = await asyncio.gather(*(call("GET", "kale/runs") for _ in range(5)))
    assert answers == [(200, [])] * 5
    assert len(asked) == 1
