"""The routes of runs, against an engine in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from kale_ext.engines.interface import RunId, Status
from tests.engines.fake import FakeEngine

Call = Callable[..., Awaitable[tuple[int, Any]]]


async def test_engines(call: Call) -> None:
    """The engines are listed with what they can do."""
    assert await call("GET", "kale/engines") == (200, [{"name": "local", "capabilities": ["runs"]}])


async def test_runs_are_listed_newest_first(call: Call, engine: FakeEngine, jp_root_dir: Path) -> None:
    """A run inside the root is shown with its API path, one outside with its absolute path."""
    engine.put("inside", notebook=str(jp_root_dir / "sub" / "a.ipynb"))
    engine.put("outside", notebook="/elsewhere/b.ipynb")
    status, runs = await call("GET", "kale/runs")
    assert status == 200
    assert [(run["id"], run["notebook"], run["status"]) for run in runs] == [
        ("outside", "/elsewhere/b.ipynb", "running"),
        ("inside", "sub/a.ipynb", "running"),
    ]
    assert [run["id"] for run in (await call("GET", "kale/runs", limit=1))[1]] == ["outside"]
    assert [run["id"] for run in (await call("GET", "kale/runs", notebook="sub/a.ipynb"))[1]] == ["inside"]


async def test_a_run(call: Call, engine: FakeEngine, jp_root_dir: Path) -> None:
    """A run's state, events, log, notebook and pipeline can be read."""
    run = engine.put("a-1", notebook=str(jp_root_dir / "a.ipynb"))
    engine.tell(run, "step-started", step="load", attempt=1, pid=2)
    engine.tell(run, "output", step="load", cell=1, cell_id="c", output={"output_type": "stream", "text": "hi\n"})
    status, state = await call("GET", "kale/runs/a-1")
    assert (status, state["notebook"], state["last_event"]) == (200, "a.ipynb", 3)
    assert [step["name"] for step in state["steps"]] == ["load", "train"]
    assert [event["n"] for event in (await call("GET", "kale/runs/a-1/events"))[1]] == [1, 2, 3]
    assert [event["n"] for event in (await call("GET", "kale/runs/a-1/events", after=1, limit=1))[1]] == [2]
    assert await call("GET", "kale/runs/a-1/log", step="load") == (200, {"text": "hi\n"})
    assert await call("GET", "kale/runs/a-1/log", step="") == (200, {"text": ""})
    assert await call("GET", "kale/runs/a-1/log") == (200, {"text": "── load ──\nhi\n"})
    assert (await call("GET", "kale/runs/a-1/notebook"))[1]["nbformat"] == 4
    assert await call("GET", "kale/runs/a-1/pipeline") == (200, {"steps": []})


async def test_cancel_resume_delete(call: Call, engine: FakeEngine) -> None:
    """A run is cancelled, resumed and deleted; what is not possible now is a conflict."""
    engine.put("a-1")
    assert (await call("DELETE", "kale/runs/a-1"))[0] == 409
    status, state = await call("POST", "kale/runs/a-1/cancel")
    assert (status, state["status"]) == (200, "cancelled")
    assert await call("POST", "kale/runs/a-1/cancel") == (
        409,
        {"code": "conflict", "message": "run a-1 has ended", "remedy": "there is nothing to cancel"},
    )
    status, state = await call("POST", "kale/runs/a-1/resume")
    assert (status, state["status"]) == (200, "running")
    engine.end(RunId("a-1"))
    assert await call("DELETE", "kale/runs/a-1") == (204, None)
    assert (await call("GET", "kale/runs/a-1"))[0] == 404


async def test_unknown_run(call: Call) -> None:
    """An unknown id is 404 whatever it looks like."""
    for run in ("nothing", "..%2F..%2Fetc", "%2Fetc%2Fpasswd", "a%00b"):
        for path in ("", "/events", "/log", "/notebook", "/pipeline"):
            status, error = await call("GET", f"kale/runs/{run}{path}")
            assert (status, error["code"]) == (404, "not-found"), run


BAD_BODIES = [
    ("", "Input data was truncated"),
    ("{", "Input data was truncated"),
    ("nonsense", "JSON is malformed"),
    (b"\xff\xfe", "JSON is malformed"),
    ("[]", "Expected `object`, got `array`"),
    ({}, "Object missing required field `path`"),
    ({"path": 3}, "Expected `str`, got `int` - at `$.path`"),
    ({"path": "a.ipynb", "paramters": {}}, "Object contains unknown field `paramters`"),
    ({"path": "a.ipynb", "jobs": 0}, "Expected `int` >= 1 - at `$.jobs`"),
    ({"path": "a.ipynb", "division": "words"}, "Invalid enum value 'words' - at `$.division`"),
    ({"path": "a.ipynb", "content": []}, "Expected `object | null`, got `array` - at `$.content`"),
]


async def test_bad_bodies(call: Call) -> None:
    """A body that is no JSON or of the wrong shape is 400, with what is wrong where."""
    for body, complaint in BAD_BODIES:
        status, error = await call("POST", "kale/runs", body)
        assert (status, error["code"]) == (400, "bad-request"), body
        assert complaint in error["message"]
        assert error["remedy"]


async def test_bad_queries(call: Call, engine: FakeEngine) -> None:
    """A query field of the wrong type is 400."""
    engine.put("a-1")
    for name, value in (("after", "x"), ("after", -1), ("limit", 0)):
        status, error = await call("GET", "kale/runs/a-1/events", **{name: value})
        assert (status, error["code"]) == (400, "bad-request")
        assert f"$.{name}" in error["message"]


async def test_cache_busting(call: Call) -> None:
    """A field that JupyterLab adds against caches does no harm."""
    assert (await call("GET", "kale/runs", **{"1732000000000": ""}))[0] == 200


async def test_wrong_method(call: Call) -> None:
    """A method that a path does not have is told in the shape of every error."""
    status, error = await call("DELETE", "kale/engines")
    assert (status, error["code"]) == (405, "method-not-allowed")


async def test_own_faults(call: Call, engine: FakeEngine, caplog: pytest.LogCaptureFixture) -> None:
    """A fault of our own is a short 500; the traceback is in the log and not in the answer."""
    engine.put("a-1")
    engine.all[RunId("a-1")].state = None  # type: ignore[assignment]
    status, error = await call("GET", "kale/runs/a-1")
    assert status == 500
    assert error == {
        "code": "internal-error",
        "message": "Kale Ext has failed at this request",
        "remedy": "the server's log tells why; please report it",
    }
    assert "AttributeError" in caplog.text


async def test_statuses_are_words(call: Call, engine: FakeEngine) -> None:
    """Statuses are written as the words that the docs list."""
    engine.end(engine.put("a-1"), Status.INTERRUPTED)
    assert (await call("GET", "kale/runs/a-1"))[1]["status"] == "interrupted"


async def test_slow_work_keeps_nobody_waiting(call: Call, engine: FakeEngine, jp_fetch: Any) -> None:
    """While an engine takes its time, the server answers others."""
    await call("GET", "kale/runs")
    going_on = Event()
    runs = engine.runs
    engine.runs = lambda: going_on.wait(10) and runs()  # type: ignore[method-assign]
    slow = asyncio.ensure_future(call("GET", "kale/runs"))
    assert (await jp_fetch("api", "status")).code == 200
    assert (await call("GET", "kale/engines"))[0] == 200
    assert not slow.done()
    going_on.set()
    assert await slow == (200, [])
