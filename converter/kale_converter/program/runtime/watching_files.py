"""Files: which ones a step opens, and whether to read or to write. Python itself tells (`sys.addaudithook`).

What C libraries open by themselves (HDF5, Arrow's own readers) Python does not see, and so nobody here does.
"""

import os
import sys
from pathlib import Path
from typing import Any, Callable, Dict, Optional, Set, Tuple

READS, WRITES, CHANGES = "reads-file", "writes-file", "changes-file"
"""CHANGES: what the file held before has to do with what it holds afterwards, so that doing it twice differs."""
MOST = 200
"""Files of a step that are told."""


class FileWatch:
    """Tells of each file once for each use. tell: is given the path and the use, while the file is being opened."""

    def __init__(self, tell: Callable[[str, str], None], own: str) -> None:
        self._tell, self._pid = tell, os.getpid()
        self._told: Set[Tuple[str, str]] = set()
        self._active = self._inside = False
        self._ours = _foreign(own)
        sys.addaudithook(self._hear)

    def start(self) -> None:
        """From now on."""
        self._active = True

    def stop(self) -> None:
        """No longer; a hook cannot be taken away again."""
        self._active = False

    def _hear(self, event: str, arguments: Tuple[Any, ...]) -> None:
        if not self._active or event not in _EVENTS or self._inside:
            return
        self._inside = True
        try:
            if os.getpid() == self._pid:
                for place, use in _EVENTS[event](arguments).items():
                    self._note(place, use)
        except Exception:  # noqa: S110 - whatever a path may be, the user's code goes on
            pass
        finally:
            self._inside = False

    def _note(self, place: Any, use: Optional[str]) -> None:
        if use is None or isinstance(place, int):
            return
        path = os.path.abspath(os.fsdecode(place))  # noqa: PTH100 - links stay as the user named them
        if use == CHANGES and (path, WRITES) in self._told and (path, READS) not in self._told:
            use = WRITES  # it made the file itself
        if (path, use) in self._told or len(self._told) >= MOST or path.startswith(self._ours):
            return
        if path.endswith(".pyc") or "/__pycache__" in path:
            return
        if use == WRITES and (path, READS) in self._told:
            use = CHANGES
        self._told.add((path, use))
        self._tell(path, use)


def _opened(arguments: Tuple[Any, ...]) -> Dict[Any, Optional[str]]:
    path, mode, flags = arguments
    if isinstance(mode, str):
        use = CHANGES if "a" in mode or "+" in mode else WRITES if "w" in mode or "x" in mode else READS
        if "w" in mode or "x" in mode:
            use = WRITES
    elif flags & (os.O_WRONLY | os.O_RDWR):
        use = WRITES if flags & (os.O_TRUNC | os.O_EXCL) else CHANGES
    else:
        use = READS
    return {path: use}


def _renamed(arguments: Tuple[Any, ...]) -> Dict[Any, Optional[str]]:
    return {arguments[0]: CHANGES, arguments[1]: WRITES}


_EVENTS: Dict[str, Callable[[Tuple[Any, ...]], Dict[Any, Optional[str]]]] = {
    "open": _opened,
    "os.remove": lambda given: {given[0]: CHANGES},
    "os.rename": _renamed,
    "os.truncate": lambda given: {given[0]: CHANGES},
    "sqlite3.connect": lambda given: {given[0]: None if str(given[0]).startswith(":") else CHANGES},
}


def _foreign(own: str) -> Tuple[str, ...]:
    """Where nothing of a notebook's is: Python's own folders, the system's, caches, and the run's."""
    home = str(Path.home())
    places = {sys.prefix, sys.base_prefix, sys.exec_prefix, "/proc", "/dev", "/sys", "/etc", "/usr", own}
    places |= {os.path.realpath(place) for place in tuple(places)}
    hidden = () if str(Path.cwd()).startswith(f"{home}{os.sep}.") else (f"{home}{os.sep}.",)
    return (*(place + os.sep for place in sorted(places) if len(place) > 1), *hidden)
