"""No process outlives its run, and no kill loses a run."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kale_converter.model import StepSettings
from kale_ext.engines.interface import RunId, Status
from kale_ext.engines.local import LocalEngine
from kale_ext.engines.local.folder import RunFolder
from tests.contract.conftest import printed, run_story, wait_for
from tests.engines.stories import Story

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")

FAMILY = """
import subprocess, os, time
child = subprocess.Popen(["sleep", "1000"])
daemon = subprocess.Popen(["sleep", "1000"], start_new_session=True)
orphan = subprocess.run(["sh", "-c", "setsid sleep 1000 >/dev/null 2>&1 & echo $!"], capture_output=True, text=True)
print(os.getpid(), child.pid, daemon.pid, int(orphan.stdout), flush=True)
"""


@pytest.fixture
def engine(tmp_path: Path) -> LocalEngine:
    return LocalEngine(tmp_path / "runs")


def lives(pid: int) -> bool:
    """Whether the process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def family_of(engine: LocalEngine, run_id: RunId) -> list[int]:
    wait_until(lambda: printed(engine, run_id).count("\n") > 0)
    return [int(word) for word in printed(engine, run_id).split()]


@LINUX
def test_cancel_ends_grandchildren_and_daemons(engine: LocalEngine, tmp_path: Path) -> None:
    """Also those that made a session of their own or lost their parent."""
    run_id = engine.start(Story().step("a", FAMILY + "time.sleep(1000)").request(tmp_path))
    family = family_of(engine, run_id)
    assert all(lives(pid) for pid in family)
    engine.cancel(run_id)
    assert engine.run(run_id).status is Status.CANCELLED
    assert not [pid for pid in family if lives(pid)]


@LINUX
def test_a_cancelled_process_that_ignores_sigterm_is_killed(engine: LocalEngine, tmp_path: Path) -> None:
    """After the grace."""
    deaf = "import signal, os, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint(os.getpid(), flush=True)\ntime.sleep(1000)"
    run_id = engine.start(Story().step("a", deaf).request(tmp_path))
    (pid,) = family_of(engine, run_id)
    engine.cancel(run_id)
    assert not lives(pid)
    assert engine.run(run_id).status is Status.CANCELLED


@LINUX
def test_what_a_step_left_running_lives_until_the_run_ends(engine: LocalEngine, tmp_path: Path) -> None:
    """A server that a step starts serves the later ones, as in a notebook."""
    story = Story().step("serve", FAMILY + "pids = [daemon.pid]", writes=["pids"])
    story.step("use", "import os\nfor pid in pids: os.kill(pid, 0)", reads={"serve": ["pids"]})
    state = run_story(engine, story, tmp_path)
    assert state.status is Status.SUCCEEDED, state
    assert not [pid for pid in family_of(engine, state.id) if lives(pid)]


@LINUX
def test_a_killed_runner_leaves_an_interrupted_run_that_can_be_resumed(engine: LocalEngine, tmp_path: Path) -> None:
    """Its processes end with it; what was stored is not run again."""
    story = (
        Story()
        .step("kept", "open('count', 'a').write('x')\nx = 1", writes=["x"])
        .step(
            "long",
            "import os, pathlib\n" + FAMILY + "while not pathlib.Path('go').exists(): time.sleep(0.01)",
            reads={"kept": ["x"]},
        )
    )
    run_id = engine.start(story.request(tmp_path))
    family = family_of(engine, run_id)
    folder = RunFolder(engine.home / run_id)
    runner = int(folder.lock.read_text())
    os.kill(runner, signal.SIGKILL)
    wait_until(lambda: not any(lives(pid) for pid in family))
    state = engine.run(run_id)
    assert state.status is Status.INTERRUPTED
    assert [s.status for s in state.steps] == [Status.SUCCEEDED, Status.INTERRUPTED]
    assert engine.runs()[0].status is Status.INTERRUPTED
    with folder.events.open("ab") as log:
        log.write(b'{"n": 99, "time": 1, "eve')
    (tmp_path / "go").touch()
    engine.resume(run_id)
    state = wait_for(engine, run_id)
    assert state.status is Status.SUCCEEDED
    assert (tmp_path / "count").read_text() == "x"
    numbers = [event["n"] for event in engine.events(run_id)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_killed_warm_process_fails_the_run(engine: LocalEngine, tmp_path: Path) -> None:
    """The run ends by itself and says so."""
    story = (
        Story()
        .step("a", "import os, time\nprint(os.getppid(), flush=True)\ntime.sleep(1000)")
        .step("b", "pass", after=["a"])
    )
    run_id = engine.start(story.request(tmp_path))
    (warm,) = family_of(engine, run_id)
    os.kill(warm, signal.SIGKILL)
    state = wait_for(engine, run_id)
    assert [s.status for s in state.steps] == [Status.FAILED, Status.SKIPPED]


def test_a_run_survives_the_hangup_of_its_starter(engine: LocalEngine, tmp_path: Path) -> None:
    """SIGHUP to the runner changes nothing."""
    story = Story().step(
        "a", "import pathlib, time\nprint(1, flush=True)\nwhile not pathlib.Path('go').exists(): time.sleep(0.01)"
    )
    run_id = engine.start(story.request(tmp_path))
    family_of(engine, run_id)
    os.kill(int((engine.home / run_id / "runner.lock").read_text()), signal.SIGHUP)
    (tmp_path / "go").touch()
    assert wait_for(engine, run_id).status is Status.SUCCEEDED


@LINUX
def test_a_step_that_outgrows_its_memory_is_ended(engine: LocalEngine, tmp_path: Path) -> None:
    """Naming the limit; what it had mapped from artifacts does not count."""
    settings = StepSettings(limits=(("memory", "200Mi"),))
    story = Story().step("big", "import time\nx = bytearray(300_000_000)\ntime.sleep(1000)", settings=settings)
    state = run_story(engine, story.step("small", "x = bytearray(1000)", settings=settings), tmp_path)
    failure = state.steps[0].failure
    assert failure is not None
    assert failure.name == "OutOfMemory"
    assert "200 MiB" in failure.message
    assert state.steps[1].status is Status.SUCCEEDED


@LINUX
def test_a_step_has_none_of_the_runners_files(engine: LocalEngine, tmp_path: Path) -> None:
    """A child that held the lock would keep a dead run alive, one that held the log could spoil it."""
    show = "import os, json\nprint(json.dumps([os.readlink(f'/proc/self/fd/{f}') for f in os.listdir('/proc/self/fd') if os.path.lexists(f'/proc/self/fd/{f}')]))"
    state = run_story(engine, Story().step("a", show), tmp_path)
    names = [Path(name).name for name in json.loads(printed(engine, state.id))]
    assert "runner.lock" not in names
    assert "events.jsonl" not in names


def test_the_run_folder_is_its_owners_only(engine: LocalEngine, tmp_path: Path) -> None:
    """Whatever the umask; and the runner has nothing to complain of."""
    state = run_story(engine, Story("Née: a/b").step("a", "pass"), tmp_path)
    folder = RunFolder(engine.home / state.id)
    assert folder.path.stat().st_mode & 0o777 == 0o700
    assert state.id.startswith("n-e-a-b-")
    assert folder.runner_log.read_text() == ""
    assert json.loads(folder.executed.read_text())["metadata"]["kale_run"]["status"] == "succeeded"


def test_broken_folders_do_not_break_the_list(engine: LocalEngine, tmp_path: Path) -> None:
    """Neither garbage nor files nor empty folders."""
    state = run_story(engine, Story().step("a", "pass"), tmp_path)
    (engine.home / "empty").mkdir()
    (engine.home / "file").touch()
    (engine.home / "garbage").mkdir()
    (engine.home / "garbage" / "run.json").write_text("{")
    (engine.home / "list").mkdir()
    (engine.home / "list" / "run.json").write_text("[]")
    assert [run.id for run in engine.runs()] == [state.id]
    (engine.home / state.id / "summary.json").write_text("garbage")
    assert engine.runs()[0].status is Status.SUCCEEDED


def test_a_second_runner_is_refused(tmp_path: Path) -> None:
    """The lock is one process's."""
    folder = RunFolder(tmp_path)
    fd = folder.take_lock()
    assert fd is not None
    assert folder.under_way()
    assert folder.take_lock(patience=0) is None
    fcntl.flock(fd, fcntl.LOCK_UN)
    os.close(fd)
    assert not folder.under_way()
