"""The event log of a run: one JSON object a line, numbered without gaps, only ever appended to."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_BLOCK = 1 << 16


class EventLog:
    """The only writer. Opening cuts off a last line that a kill left half written."""

    def __init__(self, path: Path) -> None:
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        end = _end_of_lines(self._fd)
        os.ftruncate(self._fd, end)
        os.lseek(self._fd, end, os.SEEK_SET)
        self.last = _last_number(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    @property
    def fd(self) -> int:
        """The descriptor, for a forked process to close."""
        return self._fd

    def close(self) -> None:
        """Close the file."""
        os.close(self._fd)

    def add(self, event: str, **fields: Any) -> None:
        """Append an event of our own."""
        self.add_line(json.dumps({"event": event, **fields}).encode())

    def add_line(self, line: bytes, step: str | None = None) -> None:
        """Append an event that is JSON already, without number, time and step, as a step's process sent it."""
        self.last += 1
        by = "" if step is None else f'"step": {json.dumps(step)}, '
        data = memoryview(f'{{"n": {self.last}, "time": {time.time():.6f}, {by}'.encode() + line[1:] + b"\n")
        while data:
            data = data[os.write(self._fd, data) :]


def read_events(path: Path, after: int = 0, limit: int | None = None) -> list[dict[str, Any]]:
    """The events numbered after `after`, in order; none where there is no log yet.

    Costs the same wherever in the log they are: a bisection finds the place. A last line without end is not there.
    """
    events: list[dict[str, Any]] = []
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return events
    with file:
        size = os.fstat(file.fileno()).st_size
        low, high = 0, size
        while after and high - low > _BLOCK:
            middle = (low + high) // 2
            file.seek(middle)
            file.readline()
            number = _number(file.readline())
            low, high = (middle, high) if number is not None and number <= after else (low, middle)
        file.seek(low)
        if low:
            file.readline()
        for line in file:
            if (limit is not None and len(events) >= limit) or not line.endswith(b"\n"):
                break
            number = _number(line)
            if number is not None and number > after:
                events.append(json.loads(line))
    return events


def _number(line: bytes) -> int | None:
    """The number of an event, without reading all of a line that may hold megabytes."""
    start, _, rest = line.partition(b'{"n": ')
    digits = rest[:20].partition(b",")[0]
    return int(digits) if not start and digits.isdigit() else None


def _end_of_lines(fd: int) -> int:
    position = os.lseek(fd, 0, os.SEEK_END)
    while position > 0:
        begin = max(0, position - _BLOCK)
        newline = os.pread(fd, position - begin, begin).rfind(b"\n")
        if newline >= 0:
            return begin + newline + 1
        position = begin
    return 0


def _last_number(path: Path) -> int:
    with path.open("rb") as file:
        last = 0
        for line in file:
            last = _number(line) or last
    return last
