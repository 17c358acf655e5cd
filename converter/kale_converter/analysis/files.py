"""Files as a way for cells to depend on each other: who reads what another has written comes after it.

A file is there only once its folder is, so that whatever uses it comes after what makes or removes the folder. What
lists or removes a folder comes after all that writes into it.
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import normpath

from kale_converter.analysis.effects import Order
from kale_converter.analysis.growing import Growing
from kale_converter.model import Span

ANY_FILE = "*"
"""The path of a file that cannot be told."""


class Uses:
    """Which cells so far have used which files, and where. kind: what they are, where they are no files."""

    def __init__(self, kind: str = "file") -> None:
        self._kind = kind
        self._paths: Growing[str] = Growing()
        self._places: dict[str, Growing[tuple[int, Span]]] = {}
        self._inside: dict[str, Growing[str]] = {}

    def add(self, path: str, cell: int, span: Span) -> None:
        """A cell uses a file."""
        self._paths.add(path)
        self.of(path).add((cell, span))
        for folder in _folders(path):
            self.inside(folder).add(path)

    def paths(self) -> tuple[str, ...]:
        """The files, in the order of their first use."""
        return tuple(self._paths)

    def of(self, path: str) -> Growing[tuple[int, Span]]:
        """The uses of a file by just this path."""
        return self._places.setdefault(path, Growing())

    def inside(self, folder: str) -> Growing[str]:
        """The files used so far that are somewhere in a folder."""
        return self._inside.setdefault(folder, Growing())

    def before(
        self, path: str, cell: int, span: Span, *, folders: bool = True, inside: bool = False
    ) -> Iterator[Order]:
        """The orders between a use of a file in a cell and the uses in earlier cells that may concern it.

        folders: those of the folders that it is in too. inside: those of what is in it, as it is a folder.
        """
        if path == ANY_FILE:
            others = [*self._paths]
        else:
            others = [path, ANY_FILE, *(_folders(path) if folders else ()), *(self.inside(path) if inside else ())]
        for other in others:
            for earlier, place in dict(iter(self.of(other))).items():
                if earlier != cell:
                    yield Order(f"{self._kind}:{path if path != ANY_FILE else other}", earlier, place, span)


class Files:
    """Which cells so far have read and written which files, and listed which folders."""

    def __init__(self) -> None:
        self._readers = Uses()
        self._listers = Uses()
        self._writers = Uses()

    def read(self, path: str, cell: int, span: Span) -> Iterator[Order]:
        """A cell reads a file: after whatever may have written it."""
        path = _plain(path)
        yield from self._writers.before(path, cell, span)
        self._readers.add(path, cell, span)

    def list(self, pattern: str, cell: int, span: Span) -> Iterator[Order]:
        """A cell asks what is in a folder, or for the files with a pattern: after whatever may have written one."""
        path = _folder_of(_plain(pattern))
        yield from self._writers.before(path, cell, span, inside=True)
        self._readers.add(path, cell, span)
        self._listers.add(path, cell, span)

    def write(self, path: str, cell: int, span: Span, *, inside: bool = False) -> Iterator[Order]:
        """A cell writes a file: after whatever may have read or written it. inside: it is a folder with all in it."""
        path = _plain(path)
        yield from self._writers.before(path, cell, span, inside=inside)
        yield from self._readers.before(path, cell, span, folders=False, inside=inside)
        if path != ANY_FILE:
            for folder in _folders(path):
                yield from self._listers.before(folder, cell, span, folders=False)
        self._writers.add(path, cell, span)

    def may_be_written(self, path: str) -> bool:
        """Whether a cell so far may have written a file of this name."""
        return self.is_written(path) or self.is_written(ANY_FILE)

    def is_written(self, path: str) -> bool:
        """Whether a cell so far has written the file of this name."""
        return bool(self._writers.of(_plain(path)))

    def of_module(self, top: str) -> tuple[str, ...]:
        """The files in folders that a cell so far has written and that an import of this module or package may read."""
        return tuple(
            path
            for path in self._writers.paths()
            if "/" in path and path.endswith(".py") and top in path.removesuffix(".py").split("/")
        )


def _plain(path: str) -> str:
    """A path without what does not count: `./data/` is `data`."""
    return path if path == ANY_FILE else normpath(path)


def _folders(path: str) -> list[str]:
    """The folders that a file is in; the current one, and that of everything, do not count."""
    parts = path.split("/")
    return [folder for place in range(1, len(parts)) if (folder := "/".join(parts[:place]))]


def _folder_of(pattern: str) -> str:
    """The folder of all files with a pattern, as `data` of `data/*.csv`; of `*.csv` that is any."""
    found = next((place for place, sign in enumerate(pattern) if sign in "*?["), None)
    folder = pattern if found is None else pattern[:found].rpartition("/")[0]
    return ANY_FILE if folder in {"", ".", ".."} or folder.startswith("../") else folder
