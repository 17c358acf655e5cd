"""Asking the server for steps."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from tests.server.test_analysis_api import GOOD, notebook

Call = Callable[..., Awaitable[tuple[int, Any]]]

UNTAGGED = notebook(("", "import os"), ("", "x = list('ab')"), ("", "print(x)"))


async def test_a_file(call: Call, jp_root_dir: Path) -> None:
    """A file is read and not changed."""
    file = jp_root_dir / "some.ipynb"
    file.write_text(json.dumps(UNTAGGED))
    status, answer = await call("POST", "kale/suggestion", {"path": "some.ipynb"})
    assert status == 200
    assert [cell["tags"] for cell in answer["cells"]] == [["imports"], ["step:prepare"], []]
    assert answer["steps"] == [{"name": "prepare", "cells": ["cell-2", "cell-3"], "after": []}]
    assert json.loads(file.read_text()) == UNTAGGED


async def test_unsaved_edits_count(call: Call, jp_root_dir: Path) -> None:
    """What is in the editor goes before the file, which need not be there."""
    status, answer = await call("POST", "kale/suggestion", {"path": "none.ipynb", "content": UNTAGGED})
    assert (status, len(answer["cells"])) == (200, 3)
    status, answer = await call("POST", "kale/suggestion", {"path": "none.ipynb", "content": GOOD})
    assert (status, answer["cells"], answer["tagged"]) == (200, [], True)


async def test_bad_requests(call: Call) -> None:
    """Told as everywhere."""
    assert (await call("POST", "kale/suggestion", {"path": "none.ipynb"}))[0] == 404
    assert (await call("POST", "kale/suggestion", {"path": "../x.ipynb"}))[0] == 400
    assert (await call("POST", "kale/suggestion", {"path": "x.ipynb", "division": "cells"}))[0] == 400
    assert (await call("POST", "kale/suggestion", {"path": "x.ipynb", "content": {}}))[0] == 400
