"""Files as a way for cells to depend on each other: who reads what another has written comes after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kale_converter.analysis.effects import Order
from kale_converter.analysis.growing import Growing
from kale_converter.model import Span

ANY_FILE = "*"
"""The path of a file that cannot be told."""


class Uses:
    """Which cells so far have used which files, and where."""

    def __init__(self) -> None:
        self._paths: Growing[str] = Growing()
        self._places: dict[str, Growing[tuple[int, Span]]] = {}

    def add(self, path: str, cell: int, span: Span) -> None:
        """A cell uses a file."""
        self._paths.add(path)
        self.of(path).add((cell, span))

    def paths(self) -> tuple[str, ...]:
        """The files, in the order of their first use."""
        return tuple(self._paths)

    def of(self, path: str) -> Growing[tuple[int, Span]]:
        """The uses of a file by just this path."""
        return self._places.setdefault(path, Growing())

    def before(self, path: str, cell: int, span: Span) -> Iterator[Order]:
        """The orders between a use of a file in a cell and those that may be of the same file in earlier cells."""
        others: Iterable[str] = self._paths if path == ANY_FILE else (path, ANY_FILE)
        for other in others:
            for earlier, place in dict(iter(self.of(other))).items():
                if earlier != cell:
                    yield Order(f"file:{path if path != ANY_FILE else other}", earlier, place, span)


class Files:
    """Which cells so far have read and written which files."""

    def __init__(self) -> None:
        self._readers = Uses()
        self._writers = Uses()

    def read(self, path: str, cell: int, span: Span) -> Iterator[Order]:
        """A cell reads a file: after whatever may have written it."""
        yield from self._writers.before(path, cell, span)
        self._readers.add(path, cell, span)

    def write(self, path: str, cell: int, span: Span) -> Iterator[Order]:
        """A cell writes a file: after whatever may have read or written it."""
        yield from self._writers.before(path, cell, span)
        yield from self._readers.before(path, cell, span)
        self._writers.add(path, cell, span)

    def may_be_written(self, path: str) -> bool:
        """Whether a cell so far may have written a file of this name."""
        return self.is_written(path) or self.is_written(ANY_FILE)

    def is_written(self, path: str) -> bool:
        """Whether a cell so far has written the file of this name."""
        return bool(self._writers.of(path))

    def of_module(self, top: str) -> tuple[str, ...]:
        """The files in folders that a cell so far has written and that an import of this module or package may read."""
        return tuple(
            path
            for path in self._writers.paths()
            if "/" in path and path.endswith(".py") and top in path.removesuffix(".py").split("/")
        )
