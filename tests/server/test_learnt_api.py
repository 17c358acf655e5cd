"""What runs have shown about a notebook is forgotten over REST."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from kale_converter.model import Learnt, LearntEffect, LearntKind, cell_digest
from kale_ext.engines.learnt_file import learnt_path, write_learnt
from tests.server.test_analysis_api import notebook

Call = Callable[..., Awaitable[tuple[int, Any]]]


async def test_forgetting(call: Call, jp_root_dir: Path) -> None:
    """It answers what was forgotten; the next analysis knows nothing of it; the second time there is nothing."""
    file = jp_root_dir / "some.ipynb"
    file.write_text(json.dumps(notebook(("", "x = open"), ("", "x.mean()"))))
    effect = LearntEffect(cell_digest("x.mean()"), LearntKind.CHANGES, "x", "r-1")
    write_learnt(file, Learnt((effect,)))
    known = await call("POST", "kale/analysis", {"path": "some.ipynb"})
    assert "K306" in [found["code"] for found in known[1]["diagnostics"]]
    status, answer = await call("DELETE", "kale/learnt", path="some.ipynb")
    assert (status, answer["problem"]) == (200, "")
    assert [(one["cell"], one["text"], one["run"]) for one in answer["effects"]] == [(2, "changes x", "r-1")]
    assert not learnt_path(file).exists()
    unknown = await call("POST", "kale/analysis", {"path": "some.ipynb"})
    assert "K306" not in [found["code"] for found in unknown[1]["diagnostics"]]
    assert await call("DELETE", "kale/learnt", path="some.ipynb") == (200, {"effects": [], "problem": ""})


async def test_bad_requests(call: Call) -> None:
    """Told as everywhere."""
    assert (await call("DELETE", "kale/learnt"))[0] == 400
    assert (await call("DELETE", "kale/learnt", path="../x.ipynb"))[0] == 400
    assert (await call("DELETE", "kale/learnt", path="none.ipynb"))[0] == 404
