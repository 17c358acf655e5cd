"""Small notebooks and what they are exported to: `cases/NAME.ipynb` → `cases/NAME.package.yaml`."""

import dataclasses

import pytest
import yaml

from kale_converter.export.kfp import carrying, to_kfp
from kale_converter.export.surroundings import Surroundings
from tests.export.kfp.cases_folder import FOLDER, NAMES, converted, exported, without_commands


def test_there_are_cases():
    """The folder is found."""
    assert len(NAMES) > 2


@pytest.mark.parametrize("name", NAMES)
def test_the_package_is_as_expected(name, golden, monkeypatch):
    """The spec, without the commands of the steps, is the one that stands beside the notebook.

    How large the runtime is today decides how it travels (test_export.py), and is not what is compared.
    """
    monkeypatch.setattr(carrying, "LARGEST_RUN", 1 << 24)
    package = to_kfp(converted(name), Surroundings())
    text = dataclasses.replace(package, pipeline_spec=without_commands(package)).text()
    golden(FOLDER / f"{name}.package.yaml", text)


@pytest.mark.parametrize("name", NAMES)
def test_the_text_says_what_the_data_say(name):
    """Reading the file gives the specs."""
    package = exported(name)
    documents = list(yaml.safe_load_all(package.text()))
    assert documents == [package.pipeline_spec, *([package.platform_spec] if package.platform_spec else [])]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_notebook_gives_the_same_bytes(name):
    """Exporting again gives the same text."""
    assert to_kfp(converted(name), Surroundings()).text() == exported(name).text()
