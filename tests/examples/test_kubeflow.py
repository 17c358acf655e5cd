"""The example for Kubeflow does there what its text says, and says on this machine why it does not run."""

import shutil
from pathlib import Path

import pytest

from kale_ext.services.admin import admin_settings
from kale_ext.services.conversion import convert_file
from tests.kfp.environments import environment
from tests.kfp.exported import executed, export
from tests.kfp.outcome import Status

FOLDER = Path(__file__).parents[2] / "examples" / "kubeflow"


@pytest.fixture(scope="module")
def exported():
    """The example, exported for Kubeflow Pipelines without a finding."""
    made = export(FOLDER / "rates.ipynb")
    assert made.package is not None, made.refused
    assert made.conversion.diagnostics == ()
    return made


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """An image with nothing but Python."""
    return environment(tmp_path_factory.mktemp("image"))


def printed(exported, run):
    cells = {cell["id"]: cell for cell in executed(exported, run)["cells"] if cell["cell_type"] == "code"}
    return {name: "".join("".join(out.get("text", "")) for out in cell["outputs"]) for name, cell in cells.items()}


def test_the_best_rate_is_published(exported, python, tmp_path):
    """The loop runs once for each rate, what comes later gets lists, and the condition holds."""
    run = exported.run(python, tmp_path)
    assert run.status is Status.SUCCEEDED, run.told()
    text = printed(exported, run)
    assert text["best"].startswith("{'rate': 0.1, ")
    assert text["publish"].startswith('publishing {"rate": 0.1, ')
    assert text["goodbye"] == "this is printed however the run went\n"


def test_nothing_is_published_that_is_not_wanted(exported, python, tmp_path):
    """The condition asks a parameter of the run."""
    run = exported.run(python, tmp_path, {"wanted": 0.0001})
    assert run.status is Status.SUCCEEDED, run.told()
    assert printed(exported, run)["publish"] == ""


def test_this_machine_says_what_it_does_not_honour():
    """Rather than run it otherwise."""
    conversion, _ = convert_file(FOLDER / "rates.ipynb")
    assert {finding.code for finding in conversion.diagnostics} == {"K510"}
    assert not conversion.ok


def test_the_example_of_an_administrators_file_is_right(tmp_path):
    """It is what docs/admin.md shows."""
    shutil.copy(FOLDER / "kale.json", tmp_path)
    assert list(admin_settings([tmp_path]).profiles) == ["gpu-a100"]
