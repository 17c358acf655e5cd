"""What lies around a notebook when it is exported, and the notebooks that its steps name."""

import json

import pytest

from kale_converter.model import Target
from kale_ext.errors import NotConvertible, NotExportable
from kale_ext.services.conversion import convert_file
from kale_ext.services.exports import Form, export, export_file, form_of, surroundings_of


@pytest.fixture
def written(tmp_path):
    def write(name, *cells):
        made = [{"cell_type": "code", "source": text, "metadata": {"tags": tags}} for text, *tags in cells]
        file = tmp_path / f"{name}.ipynb"
        file.write_text(json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
        return file

    return write


def around(file, **given):
    conversion, _ = convert_file(file, target=Target.KUBEFLOW)
    return conversion, surroundings_of(file, conversion, **given)


def test_notebooks_that_notebooks_name_come_along(written, tmp_path):
    """All of them, with the modules that they import."""
    (tmp_path / "rows.py").write_text("def rows(): return 3\n")
    top = written("top", ("x = 1", "step:a"), ("", "step:b", "notebook:middle"))
    written("middle", ("y = 1", "step:c"), ("", "step:d", "notebook:last.ipynb"))
    written("last", ("import rows\nz = rows.rows()", "step:e"))
    conversion, found = around(top)
    assert list(found.notebooks) == ["last.ipynb", "middle"]
    assert list(found.modules) == ["rows.py"]
    assert export(conversion, Form.KFP, found).text.startswith("# PIPELINE DEFINITION")


def test_notebooks_that_run_one_another_are_refused(written):
    """They would never end."""
    top = written("top", ("", "step:a", "notebook:other"))
    written("other", ("", "step:b", "notebook:top"))
    with pytest.raises(NotExportable, match=r"top\.ipynb → other\.ipynb → top\.ipynb"):
        around(top)


def test_a_notebook_from_elsewhere_is_refused(written):
    """Its modules and files would be others."""
    with pytest.raises(NotExportable, match="not beside"):
        around(written("top", ("", "step:a", "notebook:../other")))


def test_a_notebook_that_is_missing_or_broken_is_told(written):
    """By its name, and who names it; a flowchart does not need it."""
    top = written("top", ("", "step:a", "notebook:missing"))
    with pytest.raises(NotExportable, match=r"step a .* there is no missing\.ipynb beside top\.ipynb"):
        around(top)
    conversion, _ = convert_file(top, target=Target.ANY)
    assert export_file(top, conversion, Form.MERMAID).text.startswith("flowchart")
    written("broken", ("print(nowhere)", "step:b"))
    with pytest.raises(NotConvertible, match=r"broken\.ipynb"):
        around(written("top", ("", "step:a", "notebook:broken")))


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.yaml", Form.KFP),
        ("a.YML", Form.KFP),
        ("a.py", Form.PYTHON),
        ("a.md", Form.MERMAID),
        ("a.json", Form.JSON),
        ("a", None),
    ],
)
def test_the_name_of_a_file_tells_its_form(tmp_path, name, form):
    """As people name such files."""
    assert form_of(tmp_path / name) is form
