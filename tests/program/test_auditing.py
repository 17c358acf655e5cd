"""Which files a step is seen to use."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kale_converter.program.runtime.auditing import CHANGES, READS, WRITES, Audit

Told = list[tuple[str, str]]


@pytest.fixture(name="told")
def _told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    """The files used so far, as paths within the working directory, and how. There is a file `folder/old`."""
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("folder", "old").touch()
    told: Told = []
    audit = Audit(lambda path, use: told.append((os.path.relpath(path, tmp_path), use)), str(tmp_path / "run"))
    audit.start()
    yield told
    audit.stop()


def test_what_is_removed_with_its_folder_is_told_where_it_was(told: Told) -> None:
    """`shutil.rmtree` names it relative to the folder, which it has opened: it is not one of the working directory."""
    shutil.rmtree("folder")
    assert [path for path, use in told if use != READS] == ["folder/old"]


def test_renamed_relative_to_a_folder(told: Told) -> None:
    """As the paths that it stands for."""
    folder = os.open("folder", os.O_RDONLY)
    os.rename("old", "new", src_dir_fd=folder)
    os.close(folder)
    assert told == [("folder", READS), ("folder/old", CHANGES), ("new", WRITES)]
