"""The examples are what they say: clean, without findings, and the same as pipelines as in one kernel."""

import json
import shutil
from pathlib import Path

import pytest

from kale_converter.model import Division
from kale_ext.services.engines import installed_engines
from kale_ext.services.runs import Runs
from tests.corpus.piped import run_as_pipeline
from tests.corpus.plain import run_plainly
from tests.corpus.verdict import compare

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.ipynb"))


@pytest.fixture(params=EXAMPLES, ids=lambda file: file.stem)
def example(request, tmp_path):
    """A copy of an example in a folder of its own."""
    folder = tmp_path / "work"
    folder.mkdir()
    return Path(shutil.copy(request.param, folder))


@pytest.fixture
def runs(tmp_path, monkeypatch):
    """The services on an empty folder of runs."""
    monkeypatch.setenv("KALE_HOME", str(tmp_path / "kale"))
    return Runs(installed_engines())


def test_it_is_clean(example):
    """No outputs and no execution counts are kept in the repository, and cells have ids that tell what they are."""
    cells = json.loads(example.read_text(encoding="utf-8"))["cells"]
    assert len({cell["id"] for cell in cells}) == len(cells)
    for cell in cells:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None


def test_every_cell_gives_what_a_plain_run_gives(example, runs):
    """Cell by cell the outputs are those of one kernel, and nothing had to be said beforehand."""
    plain = run_plainly(json.loads(example.read_text(encoding="utf-8")), example.parent)
    piped = run_as_pipeline(runs, example)
    assert piped.told == ()
    assert piped.notebook is not None
    assert compare(plain.notebook, piped.notebook, piped.named) == ()


@pytest.mark.parametrize("division", [Division.CELLS, Division.HEADINGS])
def test_the_answer_does_not_depend_on_the_division(division, runs, tmp_path):
    """An untagged notebook gives the same, divided by cells, by headings or not at all."""
    file = next(file for file in EXAMPLES if file.stem == "untagged")
    copied = Path(shutil.copy(file, tmp_path))
    plain = run_plainly(json.loads(copied.read_text(encoding="utf-8")), tmp_path)
    piped = run_as_pipeline(runs, copied, division)
    assert piped.notebook is not None, piped.told
    assert compare(plain.notebook, piped.notebook, piped.named) == ()
