"""The folder of a run: where what is, and whether the run is under way. `docs/run-directory.md` tells all of it."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kale_ext.engines.whole_file import write_whole


@dataclass(frozen=True, slots=True)
class RunFolder:
    """A run's folder. path: absolute."""

    path: Path

    @property
    def events(self) -> Path:
        """The event log."""
        return self.path / "events.jsonl"

    @property
    def artifacts(self) -> Path:
        """The folder of stored variables."""
        return self.path / "artifacts"

    @property
    def lock(self) -> Path:
        """The file that the runner holds locked; its text is the runner's process id."""
        return self.path / "runner.lock"

    @property
    def runner_log(self) -> Path:
        """What the runner itself had to say."""
        return self.path / "runner.log"

    @property
    def executed(self) -> Path:
        """The notebook with the run's outputs."""
        return self.path / "executed.ipynb"

    @property
    def learnt(self) -> Path:
        """What the plan knows from runs, where it knows anything."""
        return self.path / "learnt.json"

    @property
    def summary(self) -> Path:
        """The run as a list shows it, there when it has ended; made from the event log, and may be deleted."""
        return self.path / "summary.json"

    def read(self, name: str) -> dict[str, Any]:
        """A JSON file of the folder. Raises OSError and ValueError."""
        value = json.loads((self.path / name).read_bytes())
        if not isinstance(value, dict):
            raise ValueError(f"{self.path / name} holds no JSON object")  # noqa: TRY004 - what a reader guards against
        return value

    def write(self, name: str, value: Mapping[str, Any]) -> None:
        """Write a JSON file of the folder: whole, or not at all."""
        self.write_text(name, json.dumps(value, ensure_ascii=False, indent=1) + "\n")

    def write_text(self, name: str, text: str) -> None:
        """Write a file of the folder: whole, or not at all."""
        write_whole(self.path / name, text)

    def under_way(self) -> bool:
        """Whether a runner lives."""
        try:
            fd = os.open(self.lock, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(fd)
        return False

    def take_lock(self, patience: float = 1.0) -> int | None:
        """Lock the folder for this process, which becomes its runner; the descriptor, None where another has it.

        patience: seconds to try for; whoever asks `under_way` holds the lock for a moment too.
        """
        fd = os.open(self.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        deadline = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    os.close(fd)
                    return None
                time.sleep(0.01)
            else:
                os.ftruncate(fd, 0)
                os.pwrite(fd, str(os.getpid()).encode(), 0)
                return fd
