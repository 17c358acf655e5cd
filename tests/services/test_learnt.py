"""What runs have shown about a notebook can be forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from kale_converter.model import Learnt, LearntEffect, LearntKind, cell_digest
from kale_ext.engines.learnt_file import learnt_path, read_learnt, write_learnt
from kale_ext.errors import Conflict, NotFound
from kale_ext.services.conversion import convert_file
from kale_ext.services.learnt import Forgotten, KnownEffect, forget
from tests.cli.notebook_file import write

CHANGES = LearntEffect(cell_digest("x.mean()"), LearntKind.CHANGES, "x", "r-1")
GONE = LearntEffect(cell_digest("an older text"), LearntKind.WRITES_FILE, "a.csv", "r-2")


def notebook(folder: Path) -> Path:
    return write(folder / "n.ipynb", ("", "x = thing()"), ("", "x.mean()"), ("", "print(x)"))


def test_what_was_known_is_told_and_gone(tmp_path: Path) -> None:
    """By cell; the notebook stays to the byte, conversions know nothing of it any more, and no empty folder is left."""
    file = notebook(tmp_path)
    before = file.read_bytes()
    write_learnt(file, Learnt((CHANGES, GONE)))
    assert "K306" in [found.code for found in convert_file(file)[0].diagnostics]
    assert forget(file) == Forgotten(
        (
            KnownEffect("changes x", LearntKind.CHANGES, "x", "r-1", 2, "c2"),
            KnownEffect("writes the file a.csv", LearntKind.WRITES_FILE, "a.csv", "r-2"),
        )
    )
    assert "K306" not in [found.code for found in convert_file(file)[0].diagnostics]
    assert list(tmp_path.iterdir()) == [file]
    assert file.read_bytes() == before


def test_other_notebooks_are_not_touched(tmp_path: Path) -> None:
    """What is known of the one beside it stays."""
    file, other = notebook(tmp_path), tmp_path / "other.ipynb"
    write_learnt(file, Learnt((CHANGES,)))
    write_learnt(other, Learnt((CHANGES,)))
    forget(file)
    assert read_learnt(other) == Learnt((CHANGES,))


def test_every_cell_of_a_text_is_named(tmp_path: Path) -> None:
    """What is known belongs to the text, and two cells may have the same."""
    file = write(tmp_path / "n.ipynb", ("", "x.mean()"), ("", "x.mean()"))
    write_learnt(file, Learnt((CHANGES,)))
    assert [effect.cell for effect in forget(file).effects] == [1, 2]


def test_nothing_to_forget(tmp_path: Path) -> None:
    """No mistake, but for a notebook that is not there."""
    file = notebook(tmp_path)
    assert forget(file) == Forgotten()
    assert not forget(file).anything
    with pytest.raises(NotFound):
        forget(tmp_path / "none.ipynb")
    with pytest.raises(NotFound):
        forget(tmp_path)


def test_what_cannot_be_read_is_forgotten_too(tmp_path: Path) -> None:
    """A damaged file is deleted, and a notebook that is no more, or is damaged, is no obstacle."""
    file = notebook(tmp_path)
    learnt_path(file).parent.mkdir(parents=True)
    learnt_path(file).write_text("{")
    forgotten = forget(file)
    assert forgotten.anything
    assert "not JSON" in forgotten.problem
    assert not learnt_path(file).exists()
    write_learnt(file, Learnt((CHANGES,)))
    file.write_text("{")
    assert [effect.cell for effect in forget(file).effects] == [None]
    write_learnt(file, Learnt((CHANGES,)))
    file.unlink()
    assert forget(file).anything


def test_a_file_that_cannot_be_deleted(tmp_path: Path) -> None:
    """Said in a sentence."""
    file = notebook(tmp_path)
    learnt_path(file).mkdir(parents=True)
    with pytest.raises(Conflict, match="cannot be deleted"):
        forget(file)
