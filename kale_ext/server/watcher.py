"""Tells clients what happens in runs, whoever started them: the server's own task that looks and emits."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol

from kale_ext.server.tail import Note, Tail

LOOK = 0.2
"""Seconds between two looks at the runs under way, and so between two notes of the same step's outputs."""
SCAN = 1.0
"""Seconds between two scans of all runs, at least."""
REST = 20
"""How many times longer than a scan the time until the next one is: many runs cost a twentieth of a processor."""

log = logging.getLogger(__name__)

Emit = Callable[[Note], None]


class InThread(Protocol):
    """Calls a function in a thread."""

    async def __call__(self, work: Callable[[], Sequence[Note]], /) -> Sequence[Note]:
        """The function's value."""


class Watcher:
    """Looks at runs from its start until its stop and emits what is new, on the server's event loop."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self._task: asyncio.Task[None] | None = None
        self._wanted = asyncio.Event()
        self._tail: Tail | None = None
        self._failing = False

    @property
    def under_way(self) -> int:
        """How many runs are under way; 0 before the start."""
        return 0 if self._tail is None else self._tail.under_way

    async def start(self, tail: Tail, in_thread: InThread) -> None:
        """Take note of what is there, and tell from now on what is new."""
        self._tail = tail
        await self._tell(tail.scan, in_thread)
        self._task = asyncio.create_task(self._watch(tail, in_thread), name="kale-watcher")

    def look_now(self) -> None:
        """Scan at once: something was started, ended or deleted."""
        self._wanted.set()

    async def stop(self) -> None:
        """Stop looking."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _watch(self, tail: Tail, in_thread: InThread) -> None:
        clock = asyncio.get_running_loop().time
        next_scan = clock() + SCAN
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK if tail.under_way else next_scan - clock()):
                    await self._wanted.wait()
            if self._wanted.is_set() or clock() >= next_scan:
                self._wanted.clear()
                begun = clock()
                await self._tell(tail.scan, in_thread)
                next_scan = clock() + max(SCAN, REST * (clock() - begun))
            else:
                await self._tell(tail.look, in_thread)

    async def _tell(self, find: Callable[[], Sequence[Note]], in_thread: InThread) -> None:
        try:
            for note in await in_thread(find):
                self._emit(note)
        except Exception:
            if not self._failing:
                log.exception("Kale Ext cannot tell what is new in runs; it keeps trying")
            self._failing = True
        else:
            self._failing = False
