"""Processes and their ends: nothing that a run started may outlive it."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
GRACE_SECONDS = 2.0
"""How long a process may take to end after SIGTERM, before SIGKILL."""


@dataclass(frozen=True, slots=True)
class Process:
    """A process as /proc shows it. session: the id of its session, which for all that a step starts is the step's."""

    pid: int
    parent: int
    session: int


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent ends (Linux), so that they can be found."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def end_with_parent(number: signal.Signals, parent: int) -> None:
    """Get this signal when the parent ends (Linux); at once where it has ended already."""
    _prctl(_PR_SET_PDEATHSIG, number)
    if os.getppid() != parent:
        os.kill(os.getpid(), number)


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)


def processes() -> list[Process]:
    """All living processes of the machine (Linux); zombies are not living."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError):
            text = (folder / "stat").read_text(errors="replace")
            state, parent, _, session = text[text.rindex(")") + 2 :].split()[:4]
            if state not in "ZX":
                found.append(Process(int(folder.name), int(parent), int(session)))
    return found


def descendants(root: int) -> set[int]:
    """The living processes below `root`."""
    children: dict[int, list[int]] = {}
    for process in processes():
        children.setdefault(process.parent, []).append(process.pid)
    found: set[int] = set()
    new = list(children.get(root, ()))
    while new:
        pid = new.pop()
        found.add(pid)
        new += children.get(pid, ())
    return found


def of_step(pid: int) -> set[int]:
    """The living processes of a step: its own, those below it, and those of its session that lost their parent."""
    found = {process.pid for process in processes() if pid in {process.session, process.pid}}
    for member in tuple(found):
        found |= descendants(member)
    return found


def all_stopped(pids: Iterable[int]) -> bool:
    """Whether each of them has stopped or ended (Linux)."""
    for pid in pids:
        with contextlib.suppress(OSError):
            text = Path(f"/proc/{pid}/stat").read_text(errors="replace")
            if text[text.rindex(")") + 2] not in "tTZX":
                return False
    return True


def send(pids: Iterable[int], number: signal.Signals) -> None:
    """Signal those that still live."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, number)


def end_all(find: Callable[[], set[int]], meanwhile: Callable[[], None]) -> None:
    """SIGTERM to all that `find` finds, SIGKILL to those that live after GRACE_SECONDS, until it finds none.

    meanwhile: called every few milliseconds, to reap and to read what the ending processes still say.
    """
    send(find(), signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    while (left := find()) and time.monotonic() < deadline + GRACE_SECONDS:
        if time.monotonic() > deadline:
            send(left, signal.SIGKILL)
        meanwhile()
        time.sleep(0.01)


def resident(pids: Iterable[int]) -> int:
    """Bytes of memory of their own that the processes hold: not the files they have mapped."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{pid}/status").read_text(errors="replace").splitlines():
                if line.startswith(("RssAnon:", "RssShmem:")):
                    total += int(line.split()[1]) * 1024
    return total
