"""What installed packages keep is read from their text, once for each version."""

import os
import time

import pytest

from kale_converter.reading.notebook import parse_notebook
from kale_ext.engines import installed

COUNTED = "n = 0\ndef make():\n    global n\n    n += 1\n    return n\n"


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A folder that packages are found in; nothing is remembered from before."""
    monkeypatch.setenv("KALE_HOME", str(tmp_path / "home"))
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    for remembered in (installed._root, installed._kept):
        remembered.cache_clear()
    yield folder
    for remembered in (installed._root, installed._kept):
        remembered.cache_clear()


def notebook(source):
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
    return parse_notebook({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, "n")[0]


def test_packages_that_the_notebook_imports(site):
    """Packages and single modules, but for those beside the notebook and those that keep nothing."""
    (site / "alone_kept.py").write_text(COUNTED, encoding="utf-8")
    (site / "folder_kept" / "inner" / "tests").mkdir(parents=True)
    (site / "folder_kept" / "__init__.py").write_text("", encoding="utf-8")
    (site / "folder_kept" / "inner" / "__init__.py").write_text(COUNTED, encoding="utf-8")
    (site / "folder_kept" / "inner" / "tests" / "all.py").write_text(COUNTED, encoding="utf-8")
    (site / "pure_kept.py").write_text("def f():\n    return 1\n", encoding="utf-8")
    book = notebook("import alone_kept, folder_kept.inner, pure_kept, absent_kept, json, numpy")
    found = installed.kept_states(book)
    assert {name: kept.places for name, kept in found.items()} == {
        "alone_kept": ("alone_kept.n",),
        "folder_kept": ("folder_kept.inner.n",),
    }
    assert set(installed.kept_states(book, frozenset({"alone_kept"}))) == {"folder_kept"}


def test_it_is_read_once(site, monkeypatch):
    """Another process finds it in the cache; a file that is not as it was is read again; a broken cache counts not."""
    file = site / "alone_kept.py"
    file.write_text(COUNTED, encoding="utf-8")
    book = notebook("import alone_kept")
    first = installed.kept_states(book)
    read = []
    monkeypatch.setattr(installed, "kept_by", lambda *given: read.append(given) or first["alone_kept"])
    installed._kept.cache_clear()
    assert installed.kept_states(book) == first
    assert not read
    later = time.time_ns() + 10**9
    os.utime(file, ns=(later, later))
    installed.kept_states(book)
    assert len(read) == 1
    for cached in (site.parent / "home" / "packages").iterdir():
        cached.write_text("{", encoding="utf-8")
    installed._kept.cache_clear()
    assert installed.kept_states(book) == first
    assert len(read) == 2
