"""The modules that travel with a step: those beside the notebook that it can come to import."""

import pytest

from kale_ext.engines.local_modules import carried_modules
from kale_ext.errors import BadInput
from kale_ext.services.conversion import convert_content


def carried(folder, *sources):
    content = {"cells": [{"cell_type": "code", "source": source, "metadata": {}} for source in sources], "metadata": {}}
    path = folder / "nb.ipynb"
    return carried_modules(path.parent, [convert_content(content, "nb", path=path)[0]])


def test_modules_are_found_through_one_another(tmp_path):
    """A package comes whole, and what nobody imports stays."""
    (tmp_path / "one.py").write_text("import two\n")
    (tmp_path / "two.py").write_text("def f():\n    from pack import part\n")
    (tmp_path / "unused.py").write_text("")
    (tmp_path / "pack").mkdir()
    for name in ("__init__", "part", "other"):
        (tmp_path / "pack" / f"{name}.py").write_text(f"# {name}\n")
    (tmp_path / "pack" / "data.bin").write_bytes(b"\xff")
    found = carried(tmp_path, "import numpy, one")
    assert list(found) == ["one.py", "pack/__init__.py", "pack/other.py", "pack/part.py", "two.py"]
    assert found["one.py"] == "import two\n"


def test_a_notebook_that_imports_nothing_beside_it_carries_nothing(tmp_path):
    """Installed packages are the image's matter, also where a folder has their name."""
    (tmp_path / "json").mkdir()
    assert carried(tmp_path, "import json") == {}


def test_a_module_that_is_no_text_is_told(tmp_path):
    """By its name."""
    (tmp_path / "bad.py").write_bytes(b"\xff\xfe")
    with pytest.raises(BadInput, match=r"bad\.py"):
        carried(tmp_path, "import bad")


def test_a_module_that_is_no_python_travels_as_it_is(tmp_path):
    """The step that imports it fails with Python's own words, as the notebook does."""
    (tmp_path / "bad.py").write_text("x = = 1")
    assert carried(tmp_path, "import bad") == {"bad.py": "x = = 1"}
