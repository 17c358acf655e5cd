"""A try of a step that is under way, and how it may end."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Attempt:
    """A try of a step (or of the prologue, step "") that is under way.

    pipe: where its events come from. ending: the failure that we end it for. result: its own last word.
    """

    step: str
    number: int
    pipe: int
    started: float = field(default_factory=time.monotonic)
    pid: int = 0
    parts: list[bytes] = field(default_factory=list)
    place: dict[str, Any] = field(default_factory=lambda: {"cell": None, "cell_id": None})
    ending: dict[str, Any] | None = None
    killed: float | None = None
    result: dict[str, Any] | None = None

    def failure(self, name: str, message: str) -> dict[str, Any]:
        """A failure at the cell that runs."""
        return {"name": name, "message": message, **self.place, "line": None, "source": "", "traceback": []}


def open_pipe() -> tuple[int, int]:
    """A pipe that is read without waiting."""
    read, write = os.pipe()
    os.set_blocking(read, False)
    return read, write


def how_it_died(status: int) -> str:
    """What ended a process that should have gone on, in words."""
    if status >= 0:
        return f"its process ended with exit code {status} in the middle of the step"
    with contextlib.suppress(ValueError):
        name = signal.Signals(-status).name
        hint = ": it was killed, perhaps because the machine ran out of memory" if name == "SIGKILL" else ""
        return f"its process was ended by {name}{hint}"
    return f"its process was ended by signal {-status}"
