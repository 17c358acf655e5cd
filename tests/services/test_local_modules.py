"""What stands beside a notebook: modules that travel with it to a cluster."""

from __future__ import annotations

import json
import os

import pytest

from kale_converter.analysis import Analyser
from kale_converter.model import Target
from kale_ext.engines.local_modules import modules_beside
from kale_ext.services.conversion import convert_content, convert_file


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


def test_a_call_that_changes_what_a_module_holds_is_told(tmp_path):
    """Later steps have the module as it was imported."""
    (tmp_path / "counting.py").write_text("n = 0\ndef bump():\n    global n\n    n += 1\n    return n\n")
    (tmp_path / "prices.py").write_text("RATE = 2\ndef price(x):\n    return RATE * x\n")
    file, _ = written(tmp_path, "import counting, prices\nprices.price(1)\ncounting.bump()")
    findings = convert_file(file)[0].diagnostics
    assert [finding.span.line for finding in findings if finding.code == "K305"] == [3]


def test_a_module_that_was_edited_is_read_again(tmp_path):
    """With the analyser that has seen the notebook before."""
    module = tmp_path / "counting.py"
    module.write_text("def bump():\n    return 1\n")
    file, _ = written(tmp_path, "import counting\ncounting.bump()")
    analyser = Analyser()
    assert not [one for one in convert_file(file, analyser=analyser)[0].diagnostics if one.code == "K305"]
    module.write_text("n = 0\ndef bump():\n    global n\n    n += 1\n")
    os.utime(module, ns=(1, 1))
    assert [one for one in convert_file(file, analyser=analyser)[0].diagnostics if one.code == "K305"]


@pytest.mark.parametrize("line", ['sys.path.insert(0, "lib")', "sys.path.append('./lib')", 'sys.path += ["lib"]'])
def test_so_is_one_in_a_folder_that_is_put_on_the_path(tmp_path, line):
    """The folder is named in the notebook."""
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "counting.py").write_text("seen = []\ndef f(x):\n    seen.append(x)\n")
    file, _ = written(tmp_path, f"import sys\n{line}\nimport counting\ncounting.f(1)")
    findings = convert_file(file)[0].diagnostics
    assert [finding.span.line for finding in findings if finding.code == "K305"] == [4]
