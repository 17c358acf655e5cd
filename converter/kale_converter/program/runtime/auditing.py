"""What Python itself tells of a step (`sys.addaudithook`): files that it opens, environment variables that it sets.

What C libraries open by themselves (HDF5, Arrow's own readers) Python does not see, and so nobody here does.
"""

import functools
import os
import sys
import types
from pathlib import Path
from typing import Any, Callable, Dict, FrozenSet, Optional, Set, Tuple

READS, WRITES, CHANGES = "reads-file", "writes-file", "changes-file"
"""CHANGES: what the file held before has to do with what it holds afterwards, so that doing it twice differs."""
_VARIABLES = ("os.putenv", "os.unsetenv")
MOST = 200
"""Files of a step that are told."""


class Audit:
    """Tells of each file once for each use. tell: is given the path and the use, while the file is being opened.

    sets_variables: whether an environment variable was set or removed other than by an import: what a module sets when
    it is imported, it sets in every step that imports it.
    """

    def __init__(self, tell: Callable[[str, str], None], own: str) -> None:
        self._tell, self._pid = tell, os.getpid()
        self._told: Set[Tuple[str, str]] = set()
        self._active = self._inside = self.sets_variables = False
        self._began = own, os.path.expanduser("~"), str(Path.cwd())  # noqa: PTH111 - the quicker
        self._ours: Tuple[str, ...] = ()
        hear = self._hear

        # Python tells of every event, each `id()` among them: a plain function that looks up one name is quickest.
        def hook(event: str, arguments: Tuple[Any, ...]) -> None:
            if event in _HEARD:
                hear(event, arguments)

        sys.addaudithook(hook)

    def start(self) -> None:
        """From now on."""
        self._active = True

    def stop(self) -> None:
        """No longer; a hook cannot be taken away again."""
        self._active = False

    def _hear(self, event: str, arguments: Tuple[Any, ...]) -> None:
        if not self._active or self._inside:
            return
        self._inside = True
        try:
            if event in _VARIABLES:
                self.sets_variables = self.sets_variables or not _is_importing()
            elif os.getpid() == self._pid:
                for place, use in _EVENTS[event](arguments).items():
                    self._note(place, use)
        except Exception:  # noqa: S110 - whatever a path may be, the user's code goes on
            pass
        finally:
            self._inside = False

    def _note(self, place: Any, use: Optional[str]) -> None:
        if use is None or isinstance(place, int) or (isinstance(place, str) and place.endswith(".pyc")):
            return
        self._ours = self._ours or _foreign(*self._began)  # most steps open nothing, and need not ask
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


def _is_importing() -> bool:
    frame: Optional[types.FrameType] = sys._getframe()
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


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


def _removed(arguments: Tuple[Any, ...]) -> Dict[Any, Optional[str]]:
    path, *folder = arguments
    return {_within(path, *folder): CHANGES}


def _renamed(arguments: Tuple[Any, ...]) -> Dict[Any, Optional[str]]:
    old, new, *folders = arguments
    return {_within(old, *folders[:1]): CHANGES, _within(new, *folders[1:]): WRITES}


def _within(path: Any, folder: int = -1) -> Any:
    """Where a path is that may be relative to an open folder, as `shutil.rmtree` gives it.

    folder: its descriptor; -1: the working directory. Raises OSError where the system does not tell which it is.
    """
    if folder < 0:
        return path
    return os.path.join(os.readlink(f"/proc/self/fd/{folder}"), os.fsdecode(path))  # noqa: PTH115, PTH118 - may be bytes


_EVENTS: Dict[str, Callable[[Tuple[Any, ...]], Dict[Any, Optional[str]]]] = {
    "open": _opened,
    "os.remove": _removed,
    "os.rename": _renamed,
    "os.truncate": lambda given: {given[0]: CHANGES},
    "sqlite3.connect": lambda given: {given[0]: None if str(given[0]).startswith(":") else CHANGES},
}


_HEARD = frozenset((*_EVENTS, *_VARIABLES))


@functools.lru_cache(maxsize=None)
def places_of_python() -> FrozenSet[str]:
    """Python's own folders and the system's, links followed. They stay: asked before the fork, steps need not ask."""
    places = {sys.prefix, sys.base_prefix, sys.exec_prefix, "/proc", "/dev", "/sys", "/etc", "/usr"}
    return frozenset(places | {os.path.realpath(place) for place in places})


def _foreign(own: str, home: str, folder: str) -> Tuple[str, ...]:
    """Where nothing of a notebook's is: Python's own folders, the system's, caches, and the run's.

    folder: where the step began to work.
    """
    home = str(Path(home))
    places = {*places_of_python(), own, os.path.realpath(own)}
    hidden = () if folder.startswith(f"{home}{os.sep}.") else (f"{home}{os.sep}.",)
    return (*(place + os.sep for place in sorted(places) if len(place) > 1), *hidden)
