"""What packages draw from random generators as they are imported: in one kernel only the first import of each does so.

A step's own process imports again what an earlier step has imported, often without the notebook's saying so (a library
does it when it first shows something). Which packages have drawn, and from which state on, is handed on with the
generator's state: importing one of them draws the same numbers again, and leaves that state as it is. So does importing
a package of which an earlier cell surely imports a part, whether or not anything is known of what it has drawn.
"""

import contextlib
import pickle
import sys
import types
from typing import Any, Callable, Dict, Iterable, List, Set, Tuple

from .state import DRAWN, STATES

_OWN: Iterable[str] = getattr(sys, "stdlib_module_names", ())
"""What comes with Python draws nothing as it is imported."""
States = Dict[str, bytes]


class Imports:
    """While it is entered, sees what this process imports. generators: of STATES, those that matter.

    known: packages that an earlier cell has imported. Looking at generators takes time, so it is done only where one
    package's modules lead into another's.
    """

    def __init__(self, generators: Iterable[str], known: Iterable[str] = ()) -> None:
        self._generators = [*generators]
        self._known = {*known}
        self._stack: List[Tuple[str, States]] = []
        self._done: Set[Tuple[str, str]] = set()

    def __enter__(self) -> "Imports":
        sys.meta_path.insert(0, self)
        return self

    def __exit__(self, *_: object) -> None:
        sys.meta_path[:] = [finder for finder in sys.meta_path if finder is not self]

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """Import as always, and look at the generators' states before and after."""
        package = name.partition(".")[0]
        if package in _OWN or (self._stack and self._stack[-1][0] in ("", package)):
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None:
                loader: Any = spec.loader
                with contextlib.suppress(AttributeError):
                    if not isinstance(loader, type):  # those of built-in modules are one for all
                        loader.exec_module = self._watched(package, loader.exec_module)
                return spec
        return None

    def _watched(self, package: str, execute: Callable[[types.ModuleType], None]) -> Callable[[types.ModuleType], None]:
        def exec_module(module: types.ModuleType) -> None:
            before = self._states()
            if package in self._known:
                for generator in before:
                    if package in DRAWN[generator]:
                        _put(generator, DRAWN[generator][package])
                self._stack.append(("", {}))
                try:
                    execute(module)
                finally:
                    self._stack.pop()
                    for generator in before:
                        _put(generator, before[generator])
                return
            again = [g for g in before if package in DRAWN[g] and (g, package) not in self._done]
            for generator in again:
                _put(generator, DRAWN[generator][package])
            begun = self._states() if again else before
            self._stack.append((package, dict(begun)))
            try:
                execute(module)
            finally:
                own = self._stack.pop()[1]
                for generator, state in self._states().items():
                    if state != own.get(generator, state):
                        self._done.add((generator, package))
                        DRAWN[generator].setdefault(package, own[generator])
                        if generator not in again:
                            self._tell_outer(generator, begun[generator], state)
                for generator in again:
                    _put(generator, before[generator])

        return exec_module

    def _tell_outer(self, generator: str, before: bytes, after: bytes) -> None:
        """What is drawn for a package that another one imports is not this other one's, which begins after it."""
        if self._stack and self._stack[-1][1].get(generator) == before:
            self._stack[-1][1][generator] = after

    def _states(self) -> States:
        found = {}
        for name in self._generators:
            module = STATES[name].module
            if _is_imported(module):
                found[name] = pickle.dumps(STATES[name].take(sys.modules[module])[0])
        return found


def _is_imported(module: str) -> bool:
    """Whether a module is there, and its package too, wholly."""
    package = sys.modules.get(module.partition(".")[0])
    return all(
        one is not None and not getattr(one.__spec__, "_initializing", False)
        for one in (package, sys.modules.get(module))
    )


def _put(generator: str, state: bytes) -> None:
    STATES[generator].put(sys.modules[STATES[generator].module], (pickle.loads(state), {}))
