"""What a package keeps in a global or in an attribute of a class: a counter, a setting, a table of plain values.

A place is named by its dotted path (`control.iosys.InputOutputSystem._idCounter`). What cannot be carried stays as it
is: `take_kept` gives None, and `put_kept` leaves alone what is the same already.
"""

import collections
import contextlib
import importlib
import itertools
import re
import sys
import types
import weakref
from typing import Any, Dict, Iterable, List, Optional, Tuple

from .functions import is_importable
from .rebuilding import _set_with_kept

_SIMPLE = (bool, int, float, complex, str, bytes, type(None))
_GROUPS = (list, tuple, set, frozenset, collections.deque)
_TABLES = (dict, weakref.WeakKeyDictionary)
_MOST = 10_000
"""So many parts at most has what is carried."""
_COUNT = re.compile(r"count\((-?\d+)(?:, (-?\d+))?\)")
Taken = Tuple[str, Any]


def take_kept(place: str) -> Optional[Taken]:
    """What stands there, in a form that can be stored; None where it cannot, or the package is not loaded."""
    owner, name = _owner(place)
    if owner is None:
        return None
    value = getattr(owner, name, _MISSING)
    return None if value is _MISSING else taken(value)


def taken(value: Any) -> Optional[Taken]:
    """A value in a form that can be stored; None where it cannot be."""
    counted = _counter(value)
    if counted is not None:
        found = _COUNT.fullmatch(repr(counted))
        return ("count", (int(found[1]), int(found[2] or 1))) if found else None
    for kind, read, _ in _GENERATORS:
        with contextlib.suppress(Exception):
            return kind, read(value)
    content = value.data if isinstance(value, (collections.UserDict, collections.UserList)) else value
    return ("value", content) if _is_plain(content, [_MOST]) else None


def put_kept(place: str, taken: Optional[Taken]) -> None:
    """Make it as it was taken, in place where that is possible: others may have imported the same object."""
    _import(place)
    owner, name = _owner(place)
    if owner is None or taken is None:
        return
    kind, value = taken
    now = getattr(owner, name, _MISSING)
    if kind == "count":
        _put_count(owner, name, now, *value)
    elif kind != "value":
        next(write for known, _, write in _GENERATORS if known == kind)(now, value)
    elif not _put_inside(now, value) and not _is_same(now, value):
        setattr(owner, name, value)


def keyed(places: Iterable[str]) -> Dict[int, List[Tuple[str, Any, Taken]]]:
    """What is kept of objects, in tables of which they are keys: the place, the object and the value, by its id."""
    found: Dict[int, List[Tuple[str, Any, Taken]]] = {}
    for place in places:
        owner, name = _owner(place)
        table = getattr(owner, name, None)
        for key, value in list(table.items()) if isinstance(table, _TABLES) else ():
            one = None if type(key) in _SIMPLE or _is_found_by_name(key) else taken(value)
            if one is not None:
                found.setdefault(id(key), []).append((place, key, one))
    return found


def with_kept(reduced: Any, kept: "List[Tuple[str, Any, Taken]]") -> Any:
    """How to pickle an object with what is kept of it, which `keyed` gives. reduced: how without."""
    make, arguments, state, items, pairs, put = (*reduced, None, None, None, None)[:6]
    values = [(place, value) for place, _, value in kept]
    return make, arguments, (state, put, values), items, pairs, _set_with_kept


def set_with_kept(made: Any, everything: Any) -> None:
    """Give an object its state, and back to the tables what they held for it."""
    state, put, values = everything
    if put is not None:
        put(made, state)
    elif hasattr(made, "__setstate__") and state is not None:
        made.__setstate__(state)
    else:
        attributes, slots = state if isinstance(state, tuple) else (state, None)
        if attributes:
            vars(made).update(attributes)
        for name, value in (slots or {}).items():
            setattr(made, name, value)
    for place, (kind, value) in values:
        _import(place)
        owner, name = _owner(place)
        table = getattr(owner, name, None)
        if isinstance(table, _TABLES) and kind in ("count", "value"):
            table[made] = itertools.count(*value) if kind == "count" else value


def _import(place: str) -> None:
    """Import the modules that a place is in."""
    parts = place.split(".")
    for cut in range(1, len(parts)):
        try:
            importlib.import_module(".".join(parts[:cut]))
        except ImportError:
            break


class _Missing:
    """Stands for what is not there."""


_MISSING = _Missing()
_GENERATORS: Tuple[Tuple[str, Any, Any], ...] = (
    ("random.Random", lambda r: r.getstate(), lambda r, state: r.setstate(state)),
    ("numpy.random.RandomState", lambda r: r.get_state(), lambda r, state: r.set_state(state)),
    ("numpy.random.Generator", lambda r: r.bit_generator.state, lambda r, s: setattr(r.bit_generator, "state", s)),
)
"""Random generators: how their states are read and written."""


def _owner(place: str) -> Tuple[Any, str]:
    """The module, class or object that a place is in, None where it is not loaded; and the attribute."""
    parts = place.split(".")
    cut = next((cut for cut in range(len(parts) - 1, 0, -1) if ".".join(parts[:cut]) in sys.modules), 0)
    owner: Any = sys.modules.get(".".join(parts[:cut]))
    for part in parts[cut:-1] if cut else ():
        owner = vars(owner).get(part) if isinstance(owner, (type, types.ModuleType)) else getattr(owner, part, None)
    return owner, parts[-1]


def _counter(value: Any) -> Any:
    """The `itertools.count` that this is, or the `__next__` of."""
    if type(value).__name__ == "method-wrapper" and getattr(value, "__name__", "") == "__next__":
        value = value.__self__
    return value if isinstance(value, itertools.count) else None


def _put_count(owner: Any, name: str, now: Any, start: int, step: int) -> None:
    counter = _counter(now)
    here = None if counter is None else _COUNT.fullmatch(repr(counter))
    if here is not None and int(here[2] or 1) == step and 0 <= (start - int(here[1])) // step <= _MOST:
        for _ in range((start - int(here[1])) // step):
            next(counter)
    else:
        made = itertools.count(start, step)
        setattr(owner, name, made.__next__ if callable(now) else made)


def _put_inside(now: Any, value: Any) -> bool:
    """Change a container in place; says whether that was possible."""
    content = now.data if isinstance(now, (collections.UserDict, collections.UserList)) else now
    if isinstance(content, dict) and isinstance(value, dict):
        if not _is_same(content, value):
            dict.clear(content)
            dict.update(content, value)
    elif isinstance(content, list) and isinstance(value, list):
        list.__setitem__(content, slice(None), value)
    elif isinstance(content, set) and isinstance(value, set):
        set.clear(content)
        set.update(content, value)
    elif isinstance(content, collections.deque) and isinstance(value, collections.deque):
        collections.deque.clear(content)
        collections.deque.extend(content, value)
    else:
        return False
    return True


def _is_same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and repr(one) == repr(other)


def _is_plain(value: Any, left: List[int]) -> bool:
    left[0] -= 1
    if left[0] < 0:
        return False
    if isinstance(value, dict):
        return all(_is_plain(part, left) for pair in value.items() for part in pair)
    if isinstance(value, _GROUPS):
        return all(_is_plain(part, left) for part in value)
    return type(value) in _SIMPLE or _is_found_by_name(value)


def _is_found_by_name(value: Any) -> bool:
    """Whether a class or function is stored by its name only, and so is the same one wherever it is loaded."""
    return isinstance(value, (type, types.FunctionType, types.BuiltinFunctionType)) and is_importable(value)
