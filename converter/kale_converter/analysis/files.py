"""Files as a way for cells to depend on each other: who reads what another has written comes after it."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.analysis.effects import Order
from kale_converter.model import Span

ANY_FILE = "*"
"""The path of a file that cannot be told."""

_Uses = dict[str, dict[int, Span]]


class Files:
    """Which cells so far have read and written which files."""

    def __init__(self) -> None:
        self._readers: _Uses = {}
        self._writers: _Uses = {}

    def read(self, path: str, cell: int, span: Span) -> Iterator[Order]:
        """A cell reads a file: after whatever may have written it."""
        yield from _after(path, self._writers, cell, span)
        self._readers.setdefault(path, {})[cell] = span

    def write(self, path: str, cell: int, span: Span) -> Iterator[Order]:
        """A cell writes a file: after whatever may have read or written it."""
        yield from _after(path, self._writers, cell, span)
        yield from _after(path, self._readers, cell, span)
        self._writers.setdefault(path, {})[cell] = span

    def may_be_written(self, path: str) -> bool:
        """Whether a cell so far may have written a file of this name."""
        return path in self._writers or ANY_FILE in self._writers

    def is_written(self, path: str) -> bool:
        """Whether a cell so far has written the file of this name."""
        return path in self._writers

    def go_back(self, cell: int) -> None:
        """Forget what this cell and later ones did."""
        for uses in (self._readers, self._writers):
            for path, cells in list(uses.items()):
                uses[path] = {earlier: span for earlier, span in cells.items() if earlier < cell}
                if not uses[path]:
                    del uses[path]


def _after(path: str, uses: _Uses, cell: int, span: Span) -> Iterator[Order]:
    for other, cells in uses.items():
        if other == path or ANY_FILE in (other, path):
            for earlier, place in cells.items():
                if earlier != cell:
                    yield Order(f"file:{path if path != ANY_FILE else other}", earlier, place, span)
