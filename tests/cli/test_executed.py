"""Where the executed notebook goes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kale_ext.cli.executed import checked_target, write_notebook
from kale_ext.errors import BadInput

NOTEBOOK = {"cells": [], "metadata": {"é": "漢"}, "nbformat": 4, "nbformat_minor": 5}


def test_it_is_written_in_one_go(tmp_path: Path) -> None:
    """The file has the notebook, an old one's permissions, and no draft is left beside it."""
    target = tmp_path / "out put é.ipynb"
    target.write_text("old")
    target.chmod(0o640)
    write_notebook(NOTEBOOK, target)
    assert json.loads(target.read_text(encoding="utf-8")) == NOTEBOOK
    assert (target.stat().st_mode & 0o777, list(tmp_path.iterdir())) == (0o640, [target])


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    """It is as readable as any file that the user makes."""
    other = tmp_path / "other"
    other.touch()
    write_notebook(NOTEBOOK, tmp_path / "a.ipynb")
    assert (tmp_path / "a.ipynb").stat().st_mode == other.stat().st_mode


def test_places_where_nothing_can_be_written(tmp_path: Path) -> None:
    """A folder, a file in no folder, and the notebook itself (by any name) are refused before the run."""
    source = tmp_path / "a.ipynb"
    source.write_text("{}")
    link = tmp_path / "link.ipynb"
    link.symlink_to(source)
    for typed, why in [
        (tmp_path, "is a folder"),
        (tmp_path / "no" / "b.ipynb", "there is no folder"),
        (source, "is the notebook itself"),
        (link, "is the notebook itself"),
    ]:
        with pytest.raises(BadInput, match=why):
            checked_target(str(typed), source)
    assert checked_target(str(tmp_path / "b.ipynb"), source) == tmp_path / "b.ipynb"


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    """What cannot be encoded as JSON leaves no half of a file."""
    target = tmp_path / "a.ipynb"
    target.write_text("old")
    with pytest.raises(TypeError):
        write_notebook({"cells": object()}, target)
    assert (target.read_text(), list(tmp_path.iterdir())) == ("old", [target])
