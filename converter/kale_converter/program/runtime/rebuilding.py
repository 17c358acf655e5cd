"""What artifacts call when they are loaded: how functions, classes, exceptions and views are made again.

Artifacts name this module `__kale__`, whatever it is called where it runs. A function that stored artifacts may name
stays here for good.
"""

import functools
import sys
import types
from typing import TYPE_CHECKING, Any, Dict, List, Tuple

if TYPE_CHECKING:
    from .session import Session

try:
    import cloudpickle  # type: ignore[import-untyped]
except ImportError:
    cloudpickle = None

__all__ = ["begin_session", "cloudpickle"]

_sessions: "List[Session]" = []


def begin_session(session: "Session") -> None:
    """From now on functions and classes are loaded into this session."""
    sys.modules["__kale__"] = sys.modules[__name__]
    _sessions.append(session)


def _current() -> "Session":
    """The session of this process: what a pickled function or class belongs to once it is loaded."""
    return _sessions[-1]


def _inherited(name: str) -> Any:
    return _current().inherited(name)


def _make_cell() -> Any:
    return types.CellType()


def _make_cached(function: Any, parameters: Dict[str, Any]) -> Any:
    return functools.lru_cache(**parameters)(function)


def _make_cached_property(kind: Any, name: Any) -> Any:
    made = kind.__new__(kind)
    functools.cached_property.__init__(made, str)  # the function comes later: it may refer to the class
    made.attrname = name
    return made


def _make_function(code: types.CodeType, name: str, closure: Tuple[Any, ...]) -> types.FunctionType:
    return types.FunctionType(code, _current().namespace, name, None, closure)


def _set_function(function: types.FunctionType, state: Any) -> None:
    values, attributes, contents = state
    for name, value in values.items():
        setattr(function, name, value)
    function.__dict__.update(attributes)
    for cell, value in contents:
        cell.cell_contents = value


def _set_class(cls: type, state: Any) -> None:
    """Fill a class that is new here. One that is known keeps its state, unless it comes as a variable's own value."""
    top, values = state
    known = _current().known_classes
    if top or cls not in known:
        known.add(cls)
        cloudpickle.cloudpickle._class_setstate(cls, values)


def _make_exception(cls: Any, base: Any, arguments: Tuple[Any, ...]) -> Any:
    """By the built-in class that it derives from: the user's own `__init__` has other parameters than `args`."""
    made = base.__new__(cls, *arguments)
    base.__init__(made, *arguments)
    return made


def _set_attributes(thing: Any, state: Dict[str, Any]) -> None:
    for name, value in state.items():
        setattr(thing, name, value)


def _make_objects(size: int) -> Any:
    return sys.modules["numpy"].empty(size, object)


def _set_objects(made: Any, elements: List[Any]) -> None:
    for place, element in enumerate(elements):
        made[place] = element


def _make_view(buffer: Any, kind: Any, writeable: bool, *layout: Any) -> Any:
    """An array on a part of a buffer: bytes, or an array of objects. layout: dtype, shape, strides, offset in bytes."""
    numpy = sys.modules["numpy"]
    dtype, shape, strides, offset = layout
    if dtype.hasobject:
        view = numpy.lib.stride_tricks.as_strided(buffer[offset // buffer.itemsize :], shape, strides)
    else:
        view = numpy.ndarray(shape, dtype, buffer, offset, strides)
    if not writeable:
        view.flags.writeable = False
    return view if kind is numpy.ndarray else view.view(kind)


def _make_memoryview(buffer: Any, readonly: bool, *layout: Any) -> memoryview:
    """layout: offset and length in bytes, format, shape."""
    offset, length, form, shape = layout
    view = memoryview(buffer).cast("B")[offset : offset + length]
    view = view.toreadonly() if readonly else view
    return view if form == "B" and len(shape) == 1 else view.cast(form, shape)


for _function in (
    _inherited,
    _make_cell,
    _make_cached,
    _make_cached_property,
    _make_function,
    _set_function,
    _set_class,
    _make_exception,
    _set_attributes,
    _make_objects,
    _set_objects,
    _make_view,
    _make_memoryview,
):
    _function.__module__ = "__kale__"
