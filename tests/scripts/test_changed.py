"""`scripts/changed`, on which it hangs that the scripts are quick the second time and right after a change."""

import subprocess
import sys
from pathlib import Path

import pytest

CHANGED = Path(__file__).parents[2] / "scripts" / "changed"


@pytest.fixture
def stamp(tmp_path):
    """A stamp that was written for a folder of one file and the word 3.11."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.ts").write_text("a")
    assert call(tmp_path, "--mark", "stamp", "src", "3.11") == 0
    return tmp_path


def call(folder, *words):
    """Its exit code."""
    return subprocess.run([sys.executable, CHANGED, *words], cwd=folder, check=False).returncode


def test_nothing_has_changed(stamp):
    """Exit code 1 says that nothing need be done."""
    assert call(stamp, "stamp", "src", "3.11") == 1


def test_without_a_stamp_everything_has_changed(stamp):
    """The first time, all is to be done."""
    assert call(stamp, "other", "src", "3.11") == 0


def test_a_changed_file_is_seen(stamp):
    """Other bytes in a file count."""
    (stamp / "src" / "a.ts").write_text("b")
    assert call(stamp, "stamp", "src", "3.11") == 0


def test_a_new_file_is_seen(stamp):
    """So does a file that was not there."""
    (stamp / "src" / "b.ts").write_text("")
    assert call(stamp, "stamp", "src", "3.11") == 0


def test_another_version_is_seen(stamp):
    """Words that name no file count as they are."""
    assert call(stamp, "stamp", "src", "3.12") == 0


def test_what_tools_leave_behind_is_not_seen(stamp):
    """Caches do not count."""
    (stamp / "src" / "__pycache__").mkdir()
    (stamp / "src" / "__pycache__" / "a.pyc").write_text("x")
    assert call(stamp, "stamp", "src", "3.11") == 1
