"""What artifacts call when they are loaded: here what takes the session or is little, the rest by its name.

Artifacts name this module `__kale__`, whatever it is called where it runs. A function that stored artifacts may name
stays here for good.
"""

import functools
import importlib
import io
import operator
import os
import sys
import types
import weakref
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Set, Tuple

from .figures import _set_figure, _set_figure_of  # noqa: F401 - what artifacts name is here
from .frames import _make_block, _make_references, _refer, _set_labels  # noqa: F401
from .functions import (  # noqa: F401
    _make_cached_property,
    _make_code,
    _make_foreign,
    _make_globals,
    _make_typevar,
    _set_foreign,
    _set_function,
)
from .instances import (  # noqa: F401
    _make_by_base,
    _make_instance,
    _set_dictionary,
    _set_hashed,
    _set_instance,
    _set_plain,
    _set_state_and_attributes,
    own_classes,
)
from .marks import marks
from .memory_maps import _make_map  # noqa: F401
from .notifying import _set_observed, _set_part_of_model  # noqa: F401
from .pytorch import _make_tensor, _set_optimizer, _set_tensor  # noqa: F401
from .remaking import (  # noqa: F401
    _make_alias,
    _make_archive,
    _make_call,
    _make_edge,
    _make_frames,
    _make_match,
    _make_new,
    _make_part,
    _make_row,
    _make_zone,
    _set_animation,
    _set_frames,
    _set_mock,
    _set_parser,
    _set_part,
)
from .sharing import _make_objects, _make_view, _set_objects  # noqa: F401
from .threads import _make_local, _make_lock, _make_rlock, _make_thread  # noqa: F401
from .weak import (  # noqa: F401
    _make_proxy,
    _make_weak,
    _make_weak_collection,
    _make_weak_method,
    _set_weak_collection,
)

if TYPE_CHECKING:
    from .session import Session

_OF_SUBCLASSES = ("__init_subclass__", "__pydantic_init_subclass__")
"""What is called of a class when one that derives from it is made, by Python and by pydantic."""

_REGISTERING = ("flax.struct", "PyTreeNode")
"""The class that registers those that derive from it, which is done once they have their fields."""

_sessions: "List[Session]" = []


def __getattr__(name: str) -> Any:
    """What magics give, where there is no IPython."""
    if name not in ("Lines", "Captured", "Timing", "_shell"):
        raise AttributeError(name)
    return getattr(importlib.import_module(".plain_magics", __package__), name)


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


def _make_function(code: types.CodeType, name: str, closure: Tuple[Any, ...]) -> types.FunctionType:
    return types.FunctionType(code, _current().namespace, name, None, closure)


def _make_marked(code: types.CodeType, name: str, values: Dict[str, Any], mark: str) -> types.FunctionType:
    """A function in which nothing can change: the one with this mark, unless that has been changed all the same."""
    there = marks.known(mark)
    if there is not None and not there.__dict__ and there.__defaults__ == values["__defaults__"]:
        return there  # type: ignore[no-any-return]
    made = _make_function(code, name, ())
    _set_function(made, (values, {}, ()))
    return marks.keep(None if there else mark, made)[1]  # type: ignore[no-any-return]


def _set_inherited(function: types.FunctionType, state: Any) -> None:
    """Give a function that is there already the state that another step has left it in."""
    values, attributes, contents = state
    cells: Any = function.__closure__
    _set_function(function, (values, attributes, [(cells[place], value) for place, value in contents]))


def _set_class(cls: Any, state: Any) -> None:
    """Fill a class that is new here. One that is known keeps its state, unless it comes as a variable's own value."""
    top, values = state
    known = _current().known_classes
    if top or cls not in known:
        if top:
            _delete_others(cls, values[0])
        _fill(cls, dict(values[0]))
        known.add(cls)
        for name, attributes in values[1].get("members", {}).items():
            vars(cls.__members__[name]).update(attributes)
        if "nameless" in values[1]:
            _current().classes_without_names.add(cls)
        if "pytree" in values[1]:
            importlib.import_module(".pytrees", __package__).register(cls, *values[1]["pytree"])


def _set_code(cls: Any, functions: Dict[str, Any], top: bool) -> None:
    """Give a class its functions before the rest of its state, as `_set_class` would."""
    if top or cls not in _current().known_classes:
        _fill(cls, functions)


def _set_class_with_code(cls: Any, state: Any) -> None:
    """The same as `_set_class`, for one whose functions, the first of its state, have been set already."""
    _set_class(cls, state[1:])


def _delete_others(cls: Any, attributes: Dict[str, Any]) -> None:
    """Delete what another step has deleted of a class."""
    hidden = (types.MemberDescriptorType, types.GetSetDescriptorType)
    for name, value in list(vars(cls).items()):
        if name not in attributes and name[0] != "_" and type(value) not in hidden and type(value) is not cls:
            type.__delattr__(cls, name)


def _fill(cls: Any, attributes: Dict[str, Any]) -> None:
    registered = attributes.pop("_abc_impl", ())
    # A metaclass of the notebook, and that of enumerations, may forbid what was done already.
    plainly = type(cls).__module__ in ("__main__", "enum")
    for name, value in attributes.items():
        if plainly:
            type.__setattr__(cls, name, value)
        else:
            setattr(cls, name, value)
    if "__firstlineno__" in attributes:  # which goes when another attribute is set
        type.__setattr__(cls, "__firstlineno__", attributes["__firstlineno__"])
    for other in registered:
        cls.register(other)


def _make_class(*arguments: Any) -> Any:
    """An empty class, made without a call of what the notebook does when a class is made: that was done already."""
    kind, name, bases, namespace, mark = arguments[:5]
    there = marks.known(mark)
    if there is not None:
        return there
    bases = types.resolve_bases(bases)
    own: List[Any] = [cls for base in bases for cls in own_classes(base)]
    own += [cls for base in bases for cls in base.__mro__ if (cls.__module__, cls.__name__) == _REGISTERING]
    hooks = [(cls, name, vars(cls)[name]) for cls in own for name in _OF_SUBCLASSES if name in vars(cls)]
    if not hooks and kind.__module__ != "__main__":
        made = types.new_class(name, bases, {"metaclass": kind}, lambda made: made.update(namespace))
        _current().name_while_loading(name, made)
        return marks.keep(mark, made)[1]
    maker = next(cls for cls in kind.__mro__ if cls.__module__ != "__main__")
    try:
        for cls, hook, _ in hooks:
            setattr(cls, hook, classmethod(lambda *_, **__: None))
        made = maker.__new__(kind, name, bases, dict(namespace))
    finally:
        for cls, hook, function in hooks:
            setattr(cls, hook, function)
    _current().name_while_loading(name, made)
    return marks.keep(mark, made)[1]


def _make_enum(bases: Any, names: Tuple[str, str, str], values: Dict[str, Any], mark: Optional[str]) -> Any:
    """An enumeration with its members, made without a call of what the notebook does when one is made.

    names: its name, its qualified name and its module.
    """
    name, qualname, module = names
    there = marks.known(mark)
    if there is not None:
        return there
    kind: Any = type(bases[-1])
    namespace = kind.__prepare__(name, bases)
    for member, value in values.items():
        namespace[member] = value
    maker = next(cls for cls in kind.__mro__ if cls.__module__ != "__main__")
    made = maker.__new__(kind, name, bases, namespace)
    type.__setattr__(made, "__module__", module)
    type.__setattr__(made, "__qualname__", qualname)
    return marks.keep(mark, made)[1]


def _make_weak_set(things: List[Any]) -> Any:
    return weakref.WeakSet(things)


def room(found: "Set[Any]") -> int:
    """For how many elements the table of a set has places (CPython's `set_sizeof`)."""
    return max(8, (sys.getsizeof(found) - sys.getsizeof(set())) // 16)


def _make_set(elements: List[Any], places: int) -> Any:
    """A set with a table of this size, to which it grows for others that are taken out again (`set_merge`)."""
    made = set(elements)
    if room(made) < places:
        others = {object() for _ in range(places // 2 - 1 - len(made))}
        made |= others
        for other in others:  # one by one, so that it does not shrink
            made.discard(other)
    return made


def _make_dict_view(kind: str, name: str, owner: Any) -> Any:
    return getattr(OrderedDict if kind == "OrderedDict" else dict, name)(owner)


brought: Set[str] = set()
"""The submodules that came with packages from other steps, whose cells are not known here: they go on with them."""


def _make_module(name: str, submodules: List[str]) -> Any:
    for word in (name, *submodules):
        importlib.import_module(word)
    brought.update(submodules)
    return sys.modules[name]


def _make_singledispatch(function: Any) -> Any:
    return functools.singledispatch(function)


def _set_singledispatch(function: Any, registered: Any) -> None:
    for cls, implementation in registered:
        function.register(cls, implementation)


def _named(module: str, name: str) -> Any:
    return operator.attrgetter(name)(importlib.import_module(module))


def _set_attributes(thing: Any, state: Dict[str, Any]) -> None:
    for name, value in state.items():
        setattr(thing, name, value)


def _make_flat(array: Any, place: int) -> Any:
    made = array.flat
    for _ in range(place):
        next(made)
    return made


def _make_masked(data: Any, mask: Any, kind: Any = None) -> Any:
    made = data.view(kind or importlib.import_module("numpy").ma.MaskedArray)
    if mask is not None:
        made._mask = mask
    return made


def _make_record(row: Any) -> Any:
    """A record of a structured array, which looks into the memory of that. row: an array of no dimensions."""
    return row[()]


def _make_closed_file(name: str, mode: str) -> Any:
    """A file that the notebook is done with; nothing of that name is opened."""
    with io.open(os.devnull, mode.replace("x", "w")) as file:
        made: Any = file
        binary = getattr(made, "buffer", made)
        getattr(binary, "raw", binary).name = name
        if binary is not made:
            made.mode = mode
    return made


def _make_memoryview(buffer: Any, readonly: bool, *layout: Any) -> memoryview:
    """layout: offset and length in bytes, format, shape."""
    offset, length, form, shape = layout
    view = memoryview(buffer).cast("B")[offset : offset + length]
    view = view.toreadonly() if readonly else view
    return view if form == "B" and len(shape) == 1 else view.cast(form, shape)


def _set_with_kept(made: Any, everything: Any) -> None:
    from .kept import set_with_kept

    set_with_kept(made, everything)


_make_mock = _make_part_of_model = _make_new
_set_array = _set_state_and_attributes
"""Other names that stored artifacts have for them."""

for _name, _function in list(globals().items()):
    if _name.startswith(("_inherited", "_make_", "_named", "_refer", "_set_")):
        _function.__module__ = "__kale__"
