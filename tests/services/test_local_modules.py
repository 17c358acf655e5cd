"""What stands beside a notebook: modules that travel with it to a cluster."""

from __future__ import annotations

import json

from kale_converter.model import Target
from kale_ext.services.conversion import convert_content, convert_file, modules_beside


def written(folder, source):
    cells = [{"cell_type": "code", "id": "a", "source": source, "metadata": {}, "outputs": [], "execution_count": None}]
    content = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    file = folder / "notebook.ipynb"
    file.write_text(json.dumps(content), encoding="utf-8")
    return file, content


def told(conversion):
    return [
        (finding.span.line, finding.message.split()[0]) for finding in conversion.diagnostics if finding.code == "K605"
    ]


def test_modules_and_packages_of_the_folder_are_told_of_once(tmp_path):
    """Each at its first import; what is installed is not, nor is a folder that is no package."""
    (tmp_path / "prices.py").touch()
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "__init__.py").touch()
    (tmp_path / "data").mkdir()
    file, content = written(
        tmp_path, "import json\nimport prices\nfrom tools import clean\nimport prices as again\nimport data"
    )
    assert modules_beside(file) == {"prices", "tools"}
    assert told(convert_file(file, target=Target.KUBEFLOW)[0]) == [(2, "prices"), (3, "tools")]
    assert told(convert_content(content, "notebook", path=file, target=Target.KUBEFLOW)[0]) == [
        (2, "prices"),
        (3, "tools"),
    ]


def test_a_notebook_without_a_file_has_nothing_beside_it(tmp_path):
    """It is converted all the same."""
    _, content = written(tmp_path, "import prices")
    assert told(convert_content(content, "notebook", target=Target.KUBEFLOW)[0]) == []
    assert modules_beside(tmp_path / "gone" / "notebook.ipynb") == frozenset()
