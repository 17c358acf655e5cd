"""What the handlers work with: runs and engines, the server's root, threads for what blocks, and the watcher."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from kale_ext.engines.interface import Engine
from kale_ext.server.endpoints import Context
from kale_ext.server.paths import Root
from kale_ext.server.tail import Tail
from kale_ext.server.watcher import Emit, Watcher
from kale_ext.services.analysers import Analysers
from kale_ext.services.runs import Runs

THREADS = 4

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Work:
    """The engines and their runs."""

    engines: Mapping[str, Engine]
    runs: Runs


class Backend:
    """Made when the server starts, at work from the first request on.

    root: the folder that the server shows. find_engines: gives the engines by name; asked once, in a thread.
    emit: tells every client of an event of a run.
    """

    def __init__(self, root: Root, find_engines: Callable[[], Mapping[str, Engine]], emit: Emit) -> None:
        self._root = root
        self.find_engines = find_engines
        self._work: asyncio.Future[Work] | None = None
        self._analysers = Analysers()
        self.watcher = Watcher(emit)

    async def ask(self, endpoint: Callable[..., Answer], user: str) -> Answer:
        """Call an endpoint in a thread, on behalf of the user."""
        if self._work is None:
            self._work = asyncio.ensure_future(self._begin())
        try:
            work = await asyncio.shield(self._work)
        except Exception:
            self._work = None
            raise
        context = Context(work.engines, work.runs, self._root, user, self._analysers)
        return await self._in_thread(lambda: endpoint(context))

    async def close(self) -> None:
        """End what is under way here; runs go on by themselves."""
        await self.watcher.stop()
        if "_threads" in self.__dict__:
            self._threads.shutdown(wait=False, cancel_futures=True)

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(THREADS, thread_name_prefix="kale")

    async def _in_thread(self, work: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    async def _begin(self) -> Work:
        work = await self._in_thread(self._find_work)
        await self.watcher.start(Tail(work.runs), self._in_thread)
        return work

    def _find_work(self) -> Work:
        engines = self.find_engines()
        return Work(engines, Runs(engines))
