"""Places where no run can be kept, folders whose start was cut off, and steps that wait for each other."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from kale_ext.engines.interface import RunId, Status
from kale_ext.engines.local import LocalEngine
from kale_ext.engines.local.folder import RunFolder
from kale_ext.errors import BadInput, Conflict, NotFound, StorageUnusable
from tests.contract.conftest import run_story, wait_for
from tests.engines.local.test_processes import wait_until
from tests.engines.stories import Story

OLD = RunId("story-20200102-030405-ab12")


def refused(home: Path, folder: Path) -> StorageUnusable:
    """What starting a run there is answered with."""
    with pytest.raises(StorageUnusable) as caught:
        LocalEngine(home).start(Story().step("a", "1").request(folder))
    assert str(home) in caught.value.message
    assert "KALE_HOME" in caught.value.remedy
    return caught.value


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    """Starting and listing say so."""
    (tmp_path / "file").touch()
    refused(tmp_path / "file" / "runs", tmp_path)
    with pytest.raises(StorageUnusable):
        LocalEngine(tmp_path / "file").runs()


def test_a_place_that_can_hold_nothing(tmp_path: Path) -> None:
    """As /proc, or a folder without permission; there are no runs there, which is no error."""
    home = Path("/proc/kale/runs")
    refused(home, tmp_path)
    assert LocalEngine(home).runs() == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_no_permission(tmp_path: Path) -> None:
    """The message has the system's reason."""
    (tmp_path / "locked").mkdir(mode=0o500)
    assert "Permission denied" in refused(tmp_path / "locked" / "runs", tmp_path).message


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was begun is taken away again."""

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(RunFolder, "write", full)
    error = refused(tmp_path / "runs", tmp_path)
    assert "No space left" in error.message
    assert "kale clean" in error.remedy
    assert list((tmp_path / "runs").iterdir()) == []


@pytest.fixture
def engine(tmp_path: Path) -> LocalEngine:
    """With one run that went well."""
    engine = LocalEngine(tmp_path / "runs")
    run_story(engine, Story().step("a", "pass"), tmp_path)
    return engine


@pytest.mark.parametrize("content", [None, "", '{"id": "x', "[]", "{}"])
def test_a_start_that_was_cut_off_is_seen_and_can_be_deleted(content: str | None, engine: LocalEngine) -> None:
    """Name and time are known by its id."""
    folder = engine.home / OLD
    folder.mkdir()
    if content is not None:
        (folder / "run.json").write_text(content)
    summary = engine.runs()[-1]
    assert (summary.id, summary.name, summary.status) == (OLD, "story", Status.INTERRUPTED)
    assert time.localtime(summary.created)[:6] == (2020, 1, 2, 3, 4, 5)
    assert engine.run(OLD).status is Status.INTERRUPTED
    assert engine.events(OLD) == []
    for ask in (engine.notebook, engine.pipeline, engine.resume):
        with pytest.raises(Conflict, match="cut off"):
            ask(OLD)
    with pytest.raises(Conflict, match="not under way"):
        engine.cancel(OLD)
    engine.delete(OLD)
    assert OLD not in [run.id for run in engine.runs()]


def test_a_torn_program_is_seen(engine: LocalEngine) -> None:
    """Though its `run.json` is whole."""
    run_id = engine.runs()[0].id
    summary = engine.home / run_id / "summary.json"
    wait_until(summary.exists)  # its runner writes it when all has been told
    (engine.home / run_id / "program.json").write_text("{")
    summary.unlink()
    assert engine.runs()[0].status in (Status.INTERRUPTED, Status.WAITING)
    engine.delete(run_id)


def test_a_start_that_goes_on_is_not_called_interrupted(engine: LocalEngine) -> None:
    """Its folder is there before its files."""
    fresh = RunId(f"story-{time.strftime('%Y%m%d-%H%M%S')}-ab12")
    (engine.home / fresh).mkdir()
    assert engine.run(fresh).status is Status.WAITING


def test_folders_of_other_names_are_no_runs(engine: LocalEngine) -> None:
    """They are not ours to show or delete."""
    (engine.home / "lost+found").mkdir()
    (engine.home / "mine").mkdir()
    assert len(engine.runs()) == 1
    with pytest.raises(NotFound):
        engine.delete(RunId("mine"))


def test_steps_that_wait_for_each_other_are_refused(tmp_path: Path) -> None:
    """Before there is a folder."""
    story = Story().step("a", "1", after=["b"]).step("b", "1", after=["a"]).step("c", "1")
    with pytest.raises(BadInput, match="wait for each other"):
        LocalEngine(tmp_path / "runs").start(story.request(tmp_path))
    assert not (tmp_path / "runs").exists()


def test_a_ring_that_gets_as_far_as_the_runner_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It fails; it does not hang."""
    monkeypatch.setattr("kale_ext.engines.local.engine.ring", lambda _: ())
    story = Story().step("a", "1", after=["b"]).step("b", "1", after=["a"]).step("c", "1")
    engine = LocalEngine(tmp_path / "runs")
    state = wait_for(engine, engine.start(story.request(tmp_path)))
    assert state.status is Status.FAILED
    assert [step.status for step in state.steps] == [Status.SKIPPED, Status.SKIPPED, Status.SUCCEEDED]
