"""Analysing and starting notebooks through the server."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.auth import IdentityProvider, User

from kale_converter.diagnostics.text import render
from kale_converter.export.json_form import to_data
from kale_ext.engines.interface import RunId
from kale_ext.services.account import account_name
from kale_ext.services.conversion import convert_file
from tests.engines.fake import FakeEngine

Call = Callable[..., Awaitable[tuple[int, Any]]]


def notebook(*cells: tuple[str, str]) -> dict[str, Any]:
    """A notebook of code cells: tag and source."""
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "cells": [
            {
                "cell_type": "code",
                "id": f"cell-{place}",
                "metadata": {"tags": [tag] if tag else []},
                "source": source,
                "outputs": [],
                "execution_count": None,
            }
            for place, (tag, source) in enumerate(cells, 1)
        ],
    }


GOOD = notebook(
    ("pipeline-parameters", "rate = 0.5\nname = 'x'"),
    ("step:load", "data = [1, 2, 3]"),
    ("step:train", "model = [rate * value for value in data]"),
)
BAD = notebook(("step:load", "data = [1, 2"), ("step:train", "print(data"))


@pytest.fixture
def good(jp_root_dir: Path) -> Path:
    (jp_root_dir / "sub").mkdir()
    file = jp_root_dir / "sub" / "good.ipynb"
    file.write_text(json.dumps(GOOD))
    return file


async def test_analysis_of_a_file(call: Call, good: Path) -> None:
    """A file's analysis is its pipeline's JSON form, the findings and the graph; the file stays as it is."""
    before = (good.read_bytes(), good.stat().st_mtime_ns, sorted(good.parent.iterdir()))
    status, analysis = await call("POST", "kale/analysis", {"path": "sub/good.ipynb"})
    assert (status, analysis["ok"]) == (200, True)
    conversion, _ = convert_file(good)
    assert conversion.pipeline is not None
    assert analysis["pipeline"] == json.loads(json.dumps(to_data(conversion.pipeline)))
    assert [step["name"] for step in analysis["pipeline"]["steps"]] == ["load", "train"]
    assert analysis["mermaid"].startswith("flowchart")
    assert before == (good.read_bytes(), good.stat().st_mtime_ns, sorted(good.parent.iterdir()))


async def test_analysis_of_the_editor(call: Call, jp_serverapp: Any) -> None:
    """What the editor shows is analysed instead of the file, which need not be there; no kernel starts."""
    status, analysis = await call("POST", "kale/analysis", {"path": "new.ipynb", "content": GOOD, "division": "one"})
    assert (status, analysis["ok"], len(analysis["pipeline"]["steps"])) == (200, True, 1)
    assert list(jp_serverapp.kernel_manager.list_kernel_ids()) == []


async def test_findings(call: Call) -> None:
    """Errors of the notebook are findings with the text that the terminal shows, not an error of the request."""
    status, analysis = await call("POST", "kale/analysis", {"path": "bad.ipynb", "content": BAD})
    assert (status, analysis["ok"]) == (200, False)
    errors = [finding for finding in analysis["diagnostics"] if finding["severity"] == "error"]
    assert [finding["span"]["cell_id"] for finding in errors] == ["cell-1", "cell-2"]
    assert all(finding["code"] in finding["text"] and finding["message"] in finding["text"] for finding in errors)


async def test_texts_are_those_of_the_terminal(call: Call, jp_root_dir: Path) -> None:
    """A finding's text is the one that the command prints."""
    (jp_root_dir / "bad.ipynb").write_text(json.dumps(BAD))
    conversion, _ = convert_file(jp_root_dir / "bad.ipynb")
    _, analysis = await call("POST", "kale/analysis", {"path": "bad.ipynb"})
    assert [finding["text"] for finding in analysis["diagnostics"]] == [render(d) for d in conversion.diagnostics]


async def test_start(call: Call, engine: FakeEngine, good: Path) -> None:
    """A run starts with what the editor shows, checked parameters and the user's name."""
    body = {"path": "sub/good.ipynb", "content": GOOD, "parameters": {"rate": "0.25", "name": 'a "b"'}, "jobs": 2}
    status, state = await call("POST", "kale/runs", body)
    assert (status, state["status"], state["notebook"]) == (201, "running", "sub/good.ipynb")
    assert state["parameters"] == {"rate": 0.25, "name": 'a "b"'}
    assert state["user"] == account_name()
    request = engine.all[RunId(state["id"])].request
    assert request is not None
    assert (request.notebook_path, request.jobs) == (good, 2)
    assert request.notebook_json["cells"][1]["source"] == "data = [1, 2, 3]"


class Hub(IdentityProvider):
    """Knows its users by name, as JupyterHub does."""

    async def get_user(self, handler: Any) -> User | None:
        known = await super().get_user(handler)
        return known and User("ada")


async def test_users_with_names(call: Call, jp_serverapp: Any) -> None:
    """Where the server knows who asks, the run is theirs."""
    jp_serverapp.web_app.settings["identity_provider"] = Hub(parent=jp_serverapp)
    status, state = await call("POST", "kale/runs", {"path": "a.ipynb", "content": GOOD})
    assert (status, state["user"]) == (201, "ada")


async def test_start_of_a_bad_notebook(call: Call, engine: FakeEngine) -> None:
    """A notebook with errors is refused with all findings, and nothing starts."""
    status, error = await call("POST", "kale/runs", {"path": "bad.ipynb", "content": BAD})
    assert (status, error["code"], error["message"]) == (400, "not-convertible", "bad.ipynb has 2 errors")
    assert [finding["span"]["cell"] for finding in error["diagnostics"] if finding["severity"] == "error"] == [1, 2]
    assert engine.all == {}


async def test_wrong_parameters(call: Call, good: Path) -> None:
    """Every wrong parameter is told at once, unknown ones with the name that may be meant."""
    body = {"path": "sub/good.ipynb", "parameters": {"rat": 1, "rate": "fast", "name": "fine"}}
    status, error = await call("POST", "kale/runs", body)
    assert (status, error["code"]) == (400, "bad-parameter")
    assert "there is no parameter 'rat' (did you mean 'rate'?)" in error["message"]
    assert "fast" in error["message"]
    assert "name, rate" in error["remedy"]
    assert error["parameter"] == "rat"


BAD_PATHS = [
    ("none.ipynb", 404, "not-found"),
    ("none/a.ipynb", 404, "not-found"),
    ("../a.ipynb", 400, "bad-path"),
    ("/etc/passwd", 400, "bad-path"),
    ("a\0.ipynb", 400, "bad-path"),
    ("", 400, "bad-path"),
    ("sub", 400, "is-a-folder"),
    ("text.ipynb", 400, None),
    (".hidden.ipynb", 404, "not-found"),
]


async def test_bad_paths(call: Call, good: Path, jp_root_dir: Path) -> None:
    """A path that names no notebook is told in one sentence, for analysis as for a run."""
    (jp_root_dir / "text.ipynb").write_text("no notebook")
    (jp_root_dir / ".hidden.ipynb").write_text(json.dumps(GOOD))
    for path, status, code in BAD_PATHS:
        for route in ("kale/analysis", "kale/runs"):
            answer, error = await call("POST", route, {"path": path})
            assert answer == status, error
            assert code is None or error["code"] == code
            assert error["message"]
            assert "\n" not in error["message"]


async def test_content_that_is_no_notebook(call: Call) -> None:
    """JSON that is no notebook is bad input."""
    for content in ({}, {"cells": 3}, {"nbformat": 4, "cells": [None]}, {"nbformat": 9, "cells": []}):
        status, error = await call("POST", "kale/analysis", {"path": "a.ipynb", "content": content})
        assert status == 400, error
        assert error["message"]


async def test_a_run_in_a_folder_that_is_not_there(call: Call) -> None:
    """An unsaved notebook can be analysed anywhere, but runs in its folder."""
    status, error = await call("POST", "kale/runs", {"path": "none/a.ipynb", "content": GOOD})
    assert (status, error["code"]) == (404, "not-found")


async def test_unknown_engine(call: Call) -> None:
    """An engine that is not installed is 404 with those that are."""
    status, error = await call("POST", "kale/runs", {"path": "a.ipynb", "content": GOOD, "engine": "moon"})
    assert (status, error["remedy"]) == (404, "installed engines: local")
