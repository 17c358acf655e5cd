"""Frames and figures where there is Matplotlib and pandas, but no IPython."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from tests.engines.stories import Story
from tests.kfp.environments import environment
from tests.program.containers import Ended, Pods


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The Python of an image for science."""
    return str(environment(tmp_path_factory.mktemp("science"), ("pandas", "matplotlib")) / "python3")


def cells(ended: Ended) -> list[list[dict[str, Any]]]:
    """What each cell put out."""
    assert (ended.status, ended.stderr) == (0, "")
    return [cell["outputs"] for cell in json.loads(ended.files["n"].read_text())["cells"]]


def test_figures_are_images_at_the_end_of_their_cell(python: str, tmp_path: Path) -> None:
    """Shown once, by `show` or by the cell's end; the report has them, too."""
    story = Story().step(
        "a",
        "%matplotlib inline\n%config InlineBackend.figure_format = 'retina'\nimport matplotlib.pyplot as plt\n"
        "plt.plot([1, 2])\nplt.show()\nprint('after')",
        "fig, ax = plt.subplots()\nax.plot([1])\n1",
        "len(plt.get_fignums())",
    )
    ended = Pods(tmp_path, story.conversion(), python=(python, "-I")).run("a")
    first, second, third = cells(ended)
    assert [output["output_type"] for output in first] == ["display_data", "stream"]
    assert base64.b64decode(first[0]["data"]["image/png"]).startswith(b"\x89PNG")
    assert set(first[0]["metadata"]["image/png"]) == {"width", "height"}
    assert [output["output_type"] for output in second] == ["execute_result", "display_data"]
    assert third[0]["data"]["text/plain"] == "0"
    assert ended.files["r"].read_text().count('src="data:image/png;base64,') == 2


def test_frames_are_tables(python: str, tmp_path: Path) -> None:
    """As wide as in a notebook; a frame that names its classes is a confusion matrix."""
    cell = (
        "import pandas as pd\nwide = pd.DataFrame({f'c{n}': [n] for n in range(30)})\n"
        "matrix = pd.DataFrame([[3, 1], [0, 4]], columns=['no', 'yes'])\nwide"
    )
    ended = Pods(tmp_path, Story().step("a", cell, metrics=["matrix"]).conversion(), python=(python, "-I")).run("a")
    data = cells(ended)[0][0]["data"]
    assert "<table" in data["text/html"]
    assert "30 columns</p>" in data["text/html"]
    assert ended.metadata("c")["confusionMatrix"]["annotationSpecs"] == [{"displayName": "no"}, {"displayName": "yes"}]
