"""The notebook's own classes: how they are taken apart for a pickle. `rebuilding` makes them again.

A class is made empty and filled later, because what it holds may refer to it. An enumeration is made with its members.
Classes and type variables carry a mark by which a process knows one that it has already.
"""

import abc
import contextlib
import enum
import itertools
import sys
import types
from typing import Any, Dict, List, Tuple

from .marks import marks
from .rebuilding import _make_class, _make_enum, _set_code

_CACHES = {"_abc_cache", "_abc_negative_cache", "_abc_negative_cache_version", "_abc_registry", "_abc_impl"}
_OF_PYTHON = {
    "__dict__", "__weakref__", "__annotate_func__", "__annotations_cache__", "__classdict__", "__slotnames__",
}  # fmt: skip
"""What Python keeps with a class by itself; `__slotnames__` since an instance of it was first pickled."""
_OF_ENUM = {"_generate_next_value_", "_member_names_", "_member_map_", "_member_type_", "_value2member_map_"}
_ADDED = {"__dict__", "__weakref__", "__abstractmethods__", *_CACHES}
_OF_MAKING = ("__slots__", "__orig_bases__", "__module__")


_CODE = (types.FunctionType, classmethod, staticmethod, property)


class Code:
    """Stands in a class's state for its functions, which it has before there is anything else in it.

    What it holds may be a dictionary with instances as keys, which asks them for their hash.
    """

    def __init__(self, cls: Any, functions: Dict[str, Any], *, top: bool) -> None:
        self._parts = cls, functions, top

    def __reduce__(self) -> Any:
        return _set_code, self._parts


def code_of(attributes: Dict[str, Any]) -> Dict[str, Any]:
    """Those attributes of a class that are functions."""
    return {name: value for name, value in attributes.items() if isinstance(value, _CODE)}


def class_maker(cls: Any) -> Tuple[Any, Tuple[Any, ...]]:
    """What makes the class, and its arguments."""
    if issubclass(cls, enum.Enum):
        values = {name: member._value_ for name, member in cls.__members__.items()}
        return _make_enum, (cls.__bases__, (cls.__name__, cls.__qualname__, cls.__module__), values, marks.of(cls))
    held = vars(cls)
    namespace = {name: held[name] if name in _OF_MAKING else None for name in _first_names(cls)}
    if cls.__qualname__ != cls.__name__:
        namespace["__qualname__"] = cls.__qualname__
    return _make_class, (type(cls), cls.__name__, cls.__bases__, namespace, marks.of(cls), None)


def _first_names(cls: Any) -> List[str]:
    """The names that a class is made with: in order those that its statement binds, where nobody else looks at them."""
    held = vars(cls)
    makers = (*cls.__mro__, *type(cls).__mro__)
    if type in cls.__mro__ or any(maker.__module__ not in ("__main__", "builtins", "abc") for maker in makers):
        return [name for name in _OF_MAKING if name in held]
    return list(itertools.takewhile(lambda name: not _is_added(name, held[name]), held))


def _is_added(name: str, value: Any) -> bool:
    """Whether Python has added it to a class once that was made."""
    kind = type(value)
    return name in _ADDED or kind is types.MemberDescriptorType or (name == "__doc__" and value is None)


def class_state(cls: Any) -> Tuple[Dict[str, Any], Dict[str, Any]]:
    """What fills it: its attributes; and what members of an enumeration have besides their values."""
    slots = vars(cls).get("__slots__", ())
    left_out = {*_CACHES, *_OF_PYTHON, *([slots] if isinstance(slots, str) else slots)}
    left_out |= {name for name, value in vars(cls).items() if type(value) is types.MemberDescriptorType}
    if vars(cls).get("__annotations__") == {}:  # so since somebody asked for them
        left_out.add("__annotations__")
    if issubclass(cls, enum.Enum):
        left_out |= {*_OF_ENUM, *cls.__members__}
    # Copies of the names: how often a text is in a pickle must not hang on what Python has interned.
    attributes = {"".join(name): vars(cls)[name] for name in vars(cls) if name not in left_out}
    if sys.version_info >= (3, 14) and "__annotate_func__" in vars(cls):
        with contextlib.suppress(Exception):
            attributes["__annotations__"] = cls.__annotations__
    if isinstance(cls, abc.ABCMeta):
        attributes["_abc_impl"] = [there for known in abc._get_dump(cls)[0] for there in [known()] if there]  # type: ignore[attr-defined]
    return attributes, {"members": _members(cls), **_registered(cls)}


def _registered(cls: Any) -> Dict[str, Any]:
    """How JAX knows it as a container."""
    if cls not in getattr(sys.modules.get("jax._src.tree_util"), "_registry", ()):
        return {}
    from .pytrees import registered

    return {"pytree": registered(cls)}


def _members(cls: Any) -> Dict[str, Dict[str, Any]]:
    """What the members of an enumeration have besides values that stay what they are."""
    hidden = {"_value_", "_name_", "__objclass__", "_sort_order_"}
    return {
        name: {
            key: value
            for key, value in vars(member).items()
            if key not in hidden or (key == "_value_" and type(value).__hash__ is None)
        }
        for name, member in vars(cls).get("_member_map_", {}).items()  # a metaclass may answer to any other name
        if hasattr(member, "__dict__")
    }
