"""The installed command, as a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.notebook_file import two_steps, write

DEADLINE = 60


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    home = {"KALE_HOME": str(tmp_path / "home")}
    return {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")} | home


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """Under `nohup` all processes ignore that the terminal goes away, and so would the command."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


def command(*argv: str) -> list[str]:
    return [sys.executable, "-m", "kale_ext.cli", *argv]


@contextmanager
def started(environ: dict[str, str], *argv: str) -> Iterator[subprocess.Popen[str]]:
    """The command while it runs; whatever becomes of the test, it ends and its pipes are closed."""
    process = subprocess.Popen(command(*argv), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ)
    with process:
        try:
            yield process
        except BaseException:
            process.kill()
            raise


def kale(environ: dict[str, str], *argv: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*argv), capture_output=True, text=True, env=environ, timeout=DEADLINE, check=False)


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A notebook whose second step waits for a file named `go`."""
    waiting = (
        "import os, time\nprint('waiting', value, flush=True)\nwhile not os.path.exists('go'):\n    time.sleep(0.02)"
    )
    return write(tmp_path / "slow.ipynb", ("step:first", "value = 7"), ("step:second", waiting))


def until(process: subprocess.Popen[str], beginning: str) -> None:
    """Read the lines of a verbose run until one begins so."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(beginning):
            return
    pytest.fail(f"the command ended before it said {beginning!r}")


def status(environ: dict[str, str]) -> str:
    return str(json.loads(kale(environ, "show", "latest", "--json").stdout)["status"])


def test_a_real_run(tmp_path: Path, environ: dict[str, str]) -> None:
    """A notebook runs, its outputs are in the executed notebook, and no line has control characters."""
    notebook = two_steps(tmp_path)
    out = tmp_path / "out 1.ipynb"
    done = kale(environ, "run", str(notebook), "-p", "rows=4", "--executed", str(out), "-v")
    assert done.returncode == 0, done.stderr
    assert "train | total 6\n" in done.stdout
    assert not any(ord(sign) < 32 and sign != "\n" for sign in done.stdout + done.stderr)
    cells = json.loads(out.read_text(encoding="utf-8"))["cells"]
    assert cells[2]["outputs"][0]["text"] == "total 6\n"
    assert status(environ) == "succeeded"


def test_ctrl_c(slow: Path, environ: dict[str, str]) -> None:
    """SIGINT cancels the run: it is told, and the exit code is 130."""
    with started(environ, "run", str(slow), "-v") as process:
        until(process, "second | waiting 7")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=DEADLINE)
    assert process.returncode == 130
    assert "Cancelling the run" in err
    assert "was cancelled" in out
    assert status(environ) == "cancelled"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP, signal.SIGTERM])
def test_the_run_outlives_the_command(slow: Path, environ: dict[str, str], number: signal.Signals) -> None:
    """A command that is killed, or whose terminal goes away, takes nothing with it."""
    with started(environ, "run", str(slow), "-v") as process:
        until(process, "second | waiting 7")
        process.send_signal(number)
        process.communicate(timeout=DEADLINE)
    assert status(environ) == "running"
    (slow.parent / "go").touch()
    deadline = time.monotonic() + DEADLINE
    followed = kale(environ, "logs", "latest", "--follow", "--step", "second")
    assert followed.stdout == "waiting 7\n"
    assert time.monotonic() < deadline
    assert status(environ) == "succeeded"


def test_a_reader_that_has_seen_enough(tmp_path: Path, environ: dict[str, str]) -> None:
    """`kale … | head` ends without a complaint."""
    with started(environ, "check", *[str(two_steps(tmp_path))] * 50) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(DEADLINE) == 0


def test_ascii_terminals(tmp_path: Path, environ: dict[str, str]) -> None:
    """Paths and text that the terminal cannot show do not end the command."""
    environ |= {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = kale(environ, "check", str(two_steps(tmp_path)))
    assert done.returncode == 0, done.stderr
    assert "two-steps.ipynb: 2 steps, no findings" in done.stdout


def test_closed_streams(environ: dict[str, str]) -> None:
    """A process that was started without a stdout still works."""
    shell = ["sh", "-c", '"$@" >&- 2>&-', "sh", *command("runs")]
    assert subprocess.run(shell, env=environ, timeout=DEADLINE, check=False).returncode == 0
