"""The inputs of a step: bound in its session, or put where state belongs."""

import contextlib
import importlib
import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, Iterable, List, Optional, Set, Union

from .artifact import Loaded, NotLoadable, load_whole
from .state import DRAWN, FIRST, STATES
from .weak import hold_what_nothing_holds

if TYPE_CHECKING:
    from .session import Session

Digests = Dict[str, Dict[str, Union[str, List[str]]]]
"""Of artifacts, by step and artifact name; a list where the step ran once for each item of a loop. Or their paths."""


class Inputs:
    """Loads the inputs of one step into its session. digests: of artifacts. folder: where these are."""

    def __init__(self, session: "Session", digests: Digests, folder: Path) -> None:
        self._session, self._digests, self._folder = session, digests, folder
        self._namespace = session.namespace
        self._loaded: Dict[str, Loaded] = {}
        self._bound: Set[str] = set()
        self._meanwhile: Optional[Dict[str, type]] = {}
        """The classes that have their names only until the inputs are there; None from then on."""

    def load(self, inputs: List[Dict[str, str]], imported: Iterable[str]) -> List[Loaded]:
        """Bind the inputs, in their order; a variable that its artifact lacks (deleted, or never bound) is unbound.

        A variable that may come from one of several steps is listed once for each: one that lacks it takes nothing
        away that another gave. State comes after the variables, because loading these may import modules that change
        it, but for what says where modules are. So it does after the modules of `imported`, which earlier steps have
        imported and the cells import again. Returns the artifacts. Raises NotLoadable.
        """
        first, variables, states = ([given for given in inputs if _turn(given) == turn] for turn in range(3))
        generators = [given for given in states if given["variable"][6:] in DRAWN]  # they tell which packages drew
        late = []
        for given in (*first, *generators, *variables):
            try:
                self._load(given)
            except NotLoadable as error:
                if not isinstance(error.__cause__, NameError):
                    raise
                late.append(given)  # a package has called a method of the notebook, which needs what comes after it
        for given in late:
            self._load(given)
        self._take_names_away()
        _import_again(imported)
        for given in states:
            self._load(given)
        hold_what_nothing_holds(self._namespace[name] for name in self._bound if name in self._namespace)
        return list(self._loaded.values())

    def name(self, name: str, cls: type) -> None:
        """Let a class have its name until the inputs are there: packages may call methods that look it up."""
        if self._meanwhile is not None and name not in self._namespace:
            self._namespace[name] = self._meanwhile[name] = cls

    def _take_names_away(self) -> None:
        for name, cls in (self._meanwhile or {}).items():
            if name not in self._bound and self._namespace.get(name) is cls:
                del self._namespace[name]
        self._meanwhile = None

    def _load(self, given: Dict[str, str]) -> None:
        digest = self._digests[given["step"]][given["artifact"]]
        try:
            self._put(given["variable"], digest)
        except Exception as error:
            kind = "" if isinstance(error, NotLoadable) else f"{type(error).__name__}: "
            message = f"the variable {given['variable']} of step {given['step']} cannot be loaded: {kind}{error}"
            raise NotLoadable(message, given["variable"], given["step"]) from error

    def _put(self, name: str, digest: Union[str, List[str]]) -> None:
        """Bind a variable, or put state."""
        loaded = self._loaded
        for one in [digest] if isinstance(digest, str) else digest:
            if one not in loaded:
                loaded[one] = load_whole(self._folder / one, owning=self._session.asks_for_memory)
        values = loaded[digest].values if isinstance(digest, str) else _collected(name, digest, loaded)
        if name.startswith("state:"):
            _put_state(name[6:], values)
        elif name in values:
            self._namespace[name] = values[name]
            self._bound.add(name)
        elif name not in self._bound:
            self._namespace.pop(name, None)


def _put_state(name: str, values: Dict[str, Any]) -> None:
    state = STATES.get(name)
    if f"state:{name}" not in values or (name == "ipython" and importlib.util.find_spec("IPython") is None):
        return  # with no IPython, the step runs in another image, which has none
    if state is not None:
        __import__(state.module)
        state.put(sys.modules[state.module], values[f"state:{name}"])
    else:
        from .kept import put_kept

        put_kept(name, values[f"state:{name}"])


def _collected(name: str, digests: List[str], loaded: Dict[str, Loaded]) -> Dict[str, Any]:
    """A variable of a step that ran once for each item of a loop: the list of its values; of state what it ended in."""
    found = [loaded[digest].values for digest in digests]
    if name.startswith("state:"):
        return found[-1] if found else {}
    if found and not any(name in values for values in found):
        return {}
    without = [number for number, values in enumerate(found, 1) if name not in values]
    if without:
        raise NotLoadable(f"the step has not bound it for the {_ordinal(without[0])} item of its loop")
    return {name: [values[name] for values in found]}


def _ordinal(number: int) -> str:
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10 * (number % 100 not in (11, 12, 13)), 'th') }"


def _import_again(modules: Iterable[str]) -> None:
    """Import modules that an earlier step has imported; one that cannot be is left to the cell, which will say so."""
    for module in modules:
        with contextlib.suppress(Exception):
            importlib.import_module(module)


def _turn(given: Dict[str, str]) -> int:
    kind, _, name = given["variable"].partition(":")
    if kind != "state":
        return 1
    return 0 if name in FIRST else 2
