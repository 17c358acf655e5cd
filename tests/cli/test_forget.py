"""`kale forget`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kale_converter.model import Learnt, LearntEffect, LearntKind, cell_digest
from kale_ext.engines.learnt_file import learnt_path, write_learnt
from tests.cli.conftest import Kale
from tests.cli.notebook_file import write


@pytest.fixture
def known(tmp_path: Path) -> Path:
    """A notebook about which a run has shown something."""
    file = write(tmp_path / "n.ipynb", ("", "x = thing()"), ("", "x.mean()"))
    old = LearntEffect(cell_digest("older"), LearntKind.READS, "y")
    write_learnt(file, Learnt((LearntEffect(cell_digest("x.mean()"), LearntKind.CHANGES, "x", "n-1"), old)))
    return file


def test_it_says_what_it_forgot(kale: Kale, known: Path) -> None:
    """By cell and run; the second time there is nothing, which is no mistake."""
    said = kale("forget", str(known))
    assert (said.code, said.out.splitlines()) == (
        0,
        ["cell 2 changes x (run n-1)", "a cell that was edited or removed since reads y"],
    )
    assert "Forgot 2 things" in said.err
    again = kale("forget", str(known))
    assert (again.code, again.out) == (0, "")
    assert "nothing to forget" in again.err


def test_json(kale: Kale, known: Path) -> None:
    """The same as data."""
    document = json.loads(kale("forget", str(known), "--json").out)
    assert document["problem"] == ""
    assert document["effects"][0] == {
        "text": "changes x",
        "kind": "changes",
        "name": "x",
        "run": "n-1",
        "cell": 2,
        "cell_id": "c2",
    }
    assert json.loads(kale("forget", str(known), "--json").out) == {"effects": [], "problem": ""}


def test_what_cannot_be_read(kale: Kale, known: Path) -> None:
    """It is deleted, and said so."""
    learnt_path(known).write_text("[]")
    said = kale("forget", str(known))
    assert said.code == 0
    assert "could not be read" in said.err
    assert not learnt_path(known).exists()


def test_no_such_notebook(kale: Kale, tmp_path: Path) -> None:
    """A mistake, in a sentence."""
    said = kale("forget", str(tmp_path / "none.ipynb"))
    assert said.code == 2
    assert "there is no notebook" in said.err
