"""Weak references: stored with what they refer to, and weak again where they are made again.

In one kernel something holds what a weak reference refers to. In a later step that may be a variable which the step
does not need; so whatever nothing else there holds is held here. What the step does hold itself is its own to drop.
"""

import contextlib
import gc
import sys
import types
import weakref
from typing import Any, Dict, Iterable, List, Tuple

from .remaking import _set_part

_PROXIES = (weakref.ProxyType, weakref.CallableProxyType)
_MAPPINGS = (weakref.WeakKeyDictionary, weakref.WeakValueDictionary)
_COLLECTIONS = (*_MAPPINGS, weakref.WeakSet)
_KINDS = (weakref.ref, *_PROXIES, *_COLLECTIONS)
_OF_PYTHON = frozenset(name for kind in _COLLECTIONS for name in vars(kind()))
"""Attributes that such a collection has from Python itself."""
_held: List[Any] = []


def is_weak(kind: Any) -> bool:
    """Whether objects of this class are weak references, or collections of such that do not say how they are stored."""
    if not any(cls in _KINDS for cls in kind.__mro__):
        return False
    own = (cls for cls in kind.__mro__ if cls not in _KINDS and cls is not object)
    return not any(word in vars(cls) for cls in own for word in ("__reduce__", "__reduce_ex__", "__getstate__"))


def weak(obj: Any) -> Any:
    """How to pickle such an object."""
    kind = type(obj)
    if kind in _PROXIES:
        return _make_proxy, (*_referent_of_proxy(obj), next(iter(gc.get_referents(obj)), None))
    if kind is weakref.WeakMethod:
        return _make_weak_method, (obj(), _own_callback(obj))
    if isinstance(obj, weakref.ref):
        referent = obj()
        made = _make_weak, (kind, referent is not None, referent, obj.__callback__)
        return (*made, vars(obj), None, None, _set_part) if hasattr(obj, "__dict__") else made
    base: Any = next(cls for cls in kind.__mro__ if cls in _COLLECTIONS)
    elements = list(base.items(obj) if base in _MAPPINGS else base.__iter__(obj))
    attributes = {name: value for name, value in vars(obj).items() if name not in _OF_PYTHON}
    return _make_weak_collection, (base, kind), (base, elements, attributes), None, None, _set_weak_collection


def hold_what_nothing_holds(values: Iterable[Any]) -> None:
    """Of what has just been loaded and is referred to weakly, hold only what `values` do not."""
    if _held:
        reached = _reached(values, {id(thing) for thing in _held})
        _held[:] = [thing for thing in _held if id(thing) not in reached]


def _reached(values: Iterable[Any], wanted: "set[int]") -> "set[int]":
    """Which of these objects the values hold. What belongs to packages is not looked into: it holds none of them."""
    seen = {id(vars(module)) for module in list(sys.modules.values()) if isinstance(module, types.ModuleType)}
    found: "set[int]" = set()
    waiting = list(values)
    while waiting and len(found) < len(wanted):
        thing = waiting.pop()
        if id(thing) in seen or isinstance(thing, types.ModuleType):
            continue
        seen.add(id(thing))
        if id(thing) in wanted:
            found.add(id(thing))
        if not isinstance(thing, type) or thing.__module__ == "__main__":
            waiting.extend(gc.get_referents(thing))
    return found


def _referent_of_proxy(proxy: Any) -> Tuple[bool, Any]:
    """Whether it is there, and itself."""
    with contextlib.suppress(ReferenceError):
        return True, proxy.__reduce_ex__.__self__
    return False, None


def _own_callback(method: Any) -> Any:
    """What the notebook has asked to be called; Python calls a function around it."""
    called = method.__callback__
    return called.__closure__[called.__code__.co_freevars.index("callback")].cell_contents


class _Gone:
    """What a weak reference refers to that is made again without its referent."""

    def gone(self) -> None:
        """The method of a weak method."""


def _make_weak(kind: Any, there: bool, referent: Any, callback: Any) -> Any:
    if not there:
        return weakref.ref.__new__(kind, _Gone())
    _held.append(referent)
    return (
        weakref.ref.__new__(kind, referent, callback) if callback is not None else weakref.ref.__new__(kind, referent)
    )


def _make_proxy(there: bool, referent: Any, callback: Any) -> Any:
    if not there:
        return weakref.proxy(_Gone())
    _held.append(referent)
    return weakref.proxy(referent, callback)


def _make_weak_method(method: Any, callback: Any) -> Any:
    if method is None:
        return weakref.WeakMethod(_Gone().gone)
    _held.append(method.__self__)
    return weakref.WeakMethod(method, callback)


def _make_weak_collection(base: Any, kind: Any) -> Any:
    made = base.__new__(kind)
    base.__init__(made)
    return made


def _set_weak_collection(made: Any, state: Tuple[Any, List[Any], Dict[str, Any]]) -> None:
    base, elements, attributes = state
    vars(made).update(attributes)
    if base is weakref.WeakSet:
        for element in elements:
            _held.append(element)
            base.add(made, element)
        return
    for key, value in elements:
        _held.append(key if base is weakref.WeakKeyDictionary else value)
        base.__setitem__(made, key, value)
