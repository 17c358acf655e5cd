"""Notebooks that are being edited: what was found out about one before an edit makes the analysis after it quick."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kale_converter.analysis import Analyser

REMEMBERED = 16
"""How many notebooks are remembered: those analysed last."""


class Analysers:
    """An analyser for each notebook, lent to one thread at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: OrderedDict[Path, tuple[Lock, Analyser]] = OrderedDict()

    @contextmanager
    def lend(self, notebook: Path) -> Iterator[Analyser]:
        """The analyser of a notebook, waiting for the thread that has it."""
        from kale_converter.analysis import Analyser

        with self._lock:
            lock, analyser = self._known.setdefault(notebook, (Lock(), Analyser()))
            self._known.move_to_end(notebook)
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        with lock:
            yield analyser
