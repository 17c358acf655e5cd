"""A step in a container: what it takes, what it writes, what it says."""

from __future__ import annotations

import json
from pathlib import Path

from tests.engines.stories import Story
from tests.program.containers import Pods


def test_a_value_goes_from_step_to_step(tmp_path: Path) -> None:
    """Through files where KFP would put them, in an image that has nothing but Python."""
    story = Story().prologue("k = 2").step("a", "x = [k, 3]\nprint('made')", writes=["x"])
    story.step("b", "y = x + [k]\nprint(y)", reads={"a": ["x"]}, writes=["y"], metrics=["n"])
    pods = Pods(tmp_path, story.conversion())
    first = pods.run("a")
    assert (first.status, first.stdout, first.stderr) == (0, "made\n", "")
    assert first.metadata("out-x")["variables"] == {"x": {"type": "list", "preview": "[2, 3]"}}
    second = pods.run("b")
    assert (second.status, second.stdout) == (0, "[2, 3, 2]\n")
    notebook = json.loads(second.files["n"].read_text())
    assert notebook["cells"][-1]["outputs"] == [{"output_type": "stream", "name": "stdout", "text": "[2, 3, 2]\n"}]
