"""What modules draw from random generators as they are imported: in one kernel only the first import of each does so.

A step's own process imports again what an earlier step has imported, often without the notebook's saying so (a library
does it when it first shows something). Which modules have drawn, and from which state on, is handed on with the
generator's state: executing one of them draws the same numbers again, and leaves that state as it is.
"""

import contextlib
import pickle
import sys
import types
from typing import Any, Callable, Dict, Iterable, Set

from .state import DRAWN, STATES


class Imports:
    """While it is entered, sees each module that this process executes. generators: of STATES, those that matter."""

    def __init__(self, generators: Iterable[str]) -> None:
        self._generators = [*generators]
        self._executed: Set[str] = set()
        self._repeats = False

    def __enter__(self) -> "Imports":
        sys.meta_path.insert(0, self)
        return self

    def __exit__(self, *_: object) -> None:
        sys.meta_path[:] = [finder for finder in sys.meta_path if finder is not self]

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """Import as always, and look at the generators' states before and after."""
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None:
                loader: Any = spec.loader
                with contextlib.suppress(AttributeError):
                    if not isinstance(loader, type):  # those of built-in modules are one for all
                        loader.exec_module = self._watched(name, loader.exec_module)
                return spec
        return None

    def _watched(self, name: str, execute: Callable[[types.ModuleType], None]) -> Callable[[types.ModuleType], None]:
        def exec_module(module: types.ModuleType) -> None:
            before = {} if self._repeats else self._states()
            repeated = [g for g in before if name in DRAWN[g] and name not in self._executed]
            for generator in repeated:
                _put(generator, DRAWN[generator][name])
            self._repeats = self._repeats or bool(repeated)
            try:
                execute(module)
            finally:
                self._executed.add(name)
                self._repeats = self._repeats and not repeated
                for generator in repeated:
                    _put(generator, before[generator])
                for generator in before.keys() - repeated:
                    if pickle.dumps(_take(generator)) != pickle.dumps(before[generator]):
                        DRAWN[generator].setdefault(name, before[generator])

        return exec_module

    def _states(self) -> Dict[str, Any]:
        found = {}
        for name in self._generators:
            with contextlib.suppress(KeyError, AttributeError):  # not there yet, or only half
                found[name] = _take(name)
        return found


def _take(generator: str) -> Any:
    return STATES[generator].take(sys.modules[STATES[generator].module])[0]


def _put(generator: str, state: Any) -> None:
    STATES[generator].put(sys.modules[STATES[generator].module], (state, {}))
