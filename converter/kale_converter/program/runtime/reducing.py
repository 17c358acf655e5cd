"""How a few kinds of object are pickled, of which pickle makes something else than they were.

What is one of a kind in a process (`os.environ`, the generator behind `random.random`) is pickled by its name. What
looks into another object (the keys of a dictionary) still does when it is loaded. And objects of the notebook's own
classes are made again without a call of the notebook's code, unless they say themselves how they are stored.
"""

import contextlib
import copyreg
import ctypes
import functools
import gc
import io
import itertools
import operator
import re
import sys
import types
from collections import Counter, OrderedDict, defaultdict
from typing import Any, Dict, List, Set, Tuple

from .classes import hashes_itself
from .notifying import notifying
from .rebuilding import (
    _make_by_base,
    _make_closed_file,
    _make_dict_view,
    _make_flat,
    _make_instance,
    _make_memoryview,
    _make_module,
    _make_set,
    _make_singledispatch,
    _named,
    _set_attributes,
    _set_dictionary,
    _set_figure_of,
    _set_hashed,
    _set_instance,
    _set_plain,
    _set_singledispatch,
    _set_state_and_attributes,
    brought,
    own_classes,
    room,
)
from .remaking import taken_apart
from .state import TO_FILES, backend
from .threads import lock_or_thread

_SINGLE_DISPATCH: Any = getattr(functools.singledispatch(lambda _: None), "__code__")  # noqa: B009 - mypy
_ONE_OF_A_KIND = (
    ("os", "environ"),
    ("sys", "path"),
    ("sys", "modules"),
    ("sys", "argv"),
    ("sys", "stdin"),
    ("sys", "stdout"),
    ("sys", "stderr"),
    ("random", "_inst"),
    ("numpy.random.mtrand", "_rand"),
    ("torch", "default_generator"),
    ("warnings", "filters"),
    ("matplotlib", "rcParams"),
    ("pint", "application_registry"),
    ("pint", "_DEFAULT_REGISTRY"),
    ("__main__", "__dict__"),
    ("IPython.core.interactiveshell", "InteractiveShell._instance"),
)
_VIEWS: Dict[type, Tuple[str, str]] = {
    type(getattr(make(), name)()): (make.__name__, name)
    for make in (dict, OrderedDict)
    for name in ("keys", "values", "items")
}
_CALLED_BACK = (
    "__main__",
    "builtins",
    "matplotlib.cm",
    "matplotlib.collections",
    "matplotlib.colorbar",
    "matplotlib.colorizer",
    "matplotlib.contour",
    "matplotlib.image",
    "matplotlib.widgets",
)
"""Where that is defined which Matplotlib calls when something changes, and which is stored for it."""
_PLAIN = (int, float, bool, str, bytes)
_MOST_ELEMENTS = 100_000
_FILES = (io.TextIOWrapper, io.BufferedReader, io.BufferedWriter, io.BufferedRandom)
_LONG = ("q", "Q")
"""C's `long long`, which is as long as `long` on most machines and still another type."""
_FULL_READ_ONLY = 0x11C
"""C's `PyBUF_FULL_RO`."""
_DOTTED_IMPORT = re.compile(r"^[ \t]*import[ \t]+([^#\n;]+)", re.MULTILINE)
_GET_STATE = getattr(object, "__getstate__", None)
HEAP_TYPE = 1 << 9
"""Type flag of classes that are made by a class statement (`Py_TPFLAGS_HEAPTYPE`); built-in exceptions lack it."""
_LEAVING_OUT = (("random", "Random"), ("xml.etree.ElementTree", "Element"))
_WORDS_OF_MAKING = ("__reduce__", "__reduce_ex__", "__getnewargs__", "__getnewargs_ex__")
_REDUCE = _WORDS_OF_MAKING[:2]
_WORDS_OF_STATE = ("__getstate__", "__setstate__")


def one_of_a_kind() -> "Dict[int, Tuple[str, str]]":
    """The module and the name of each such object that there is now, by its id."""
    there = ((sys.modules.get(module), module, name) for module, name in _ONE_OF_A_KIND)
    ids = {}
    for found, module, name in there:
        with contextlib.suppress(AttributeError):
            ids[id(operator.attrgetter(name)(found))] = module, name
    return ids


class Named:
    """Stands for an object that is one of a kind, where pickle would not ask: as the value of a variable."""

    def __init__(self, module: str, name: str) -> None:
        self._place = module, name

    def __reduce__(self) -> Any:
        return _named, self._place


class InOrder:
    """Stands for a set that pickle would make with room for fewer elements, which puts them in another order."""

    def __init__(self, found: "Set[Any]") -> None:
        self._found = found

    def __reduce__(self) -> Any:
        return _make_set, (list(self._found), room(self._found))


def by_name(values: Dict[str, Any]) -> Dict[str, Any]:
    """The variables, with those replaced that are one of a kind and of a type of which pickle does not ask us.

    So is a set that is handed on alone and has shrunk: what the notebook shows of it is in the order of its table.
    Classes come first: a package may call their methods as it makes what is left.
    """
    known = one_of_a_kind()
    values = dict(sorted(values.items(), key=lambda item: not isinstance(item[1], type)))
    if len(values) == 1:
        values = {name: InOrder(value) if _has_shrunk(value) else value for name, value in values.items()}
    return {
        name: Named(*known[id(value)]) if id(value) in known and type(value) in (list, dict) else value
        for name, value in values.items()
    }


def _has_shrunk(value: Any) -> bool:
    """Whether a set of plain values is in an order that it has only with the room which it has."""
    if type(value) is not set or len(value) > _MOST_ELEMENTS or not all(type(item) in _PLAIN for item in value):
        return False
    elements = list(value)
    return elements != list(set(elements)) and elements == list(_make_set(elements, room(value)))


def reduced(obj: Any, program: Dict[str, Any]) -> Any:
    """What pickle is to make of an object of these kinds; None of any other. Raises TypeError."""
    kind: Any = type(obj)
    if kind is types.ModuleType:
        return _module(vars(obj).get("__name__", ""), obj, program)
    if kind in _VIEWS:
        return _make_dict_view, (*_VIEWS[kind], gc.get_referents(obj)[0])
    if kind is memoryview:
        return _memoryview(obj)
    if kind is types.MappingProxyType:
        return types.MappingProxyType, (gc.get_referents(obj)[0],)
    if kind is types.FunctionType and obj.__code__ is _SINGLE_DISPATCH:
        registered = [(cls, function) for cls, function in obj.registry.items() if cls is not object]
        return _make_singledispatch, (obj.registry[object],), registered, None, None, _set_singledispatch
    return _of_library(obj, kind)


def _mark(obj: Any) -> Any:
    """A plain object that a module has, to tell by whether anything was given: code asks if it is the very one."""
    place = _marks(len(sys.modules)).get(obj)
    return None if place is None else (_named, place)


@functools.lru_cache(maxsize=1)
def _marks(_modules: int) -> "Dict[object, Tuple[str, str]]":
    """The module and the name of each plain object that a module has. _modules: how many modules there are."""
    there = [(name, module) for name, module in list(sys.modules.items()) if type(module) is types.ModuleType]
    return {
        value: (name, word)
        for name, module in there
        if name != "__main__" and getattr(module, "__spec__", None) is not None
        for word, value in list(vars(module).items())
        if type(value) is object
    }


def _of_library(obj: Any, kind: Any) -> Any:
    if kind in _FILES:
        if not obj.closed and obj.writable():
            raise TypeError("cannot store a file that is open for writing")
        return (_make_closed_file, (str(obj.name), obj.mode)) if obj.closed else None
    numpy: Any = sys.modules.get("numpy")
    if kind is getattr(numpy, "flatiter", None):
        return _make_flat, (obj.base, obj.index)
    if numpy is not None and isinstance(obj, numpy.dtype) and obj.char in _LONG and obj.isnative:
        return numpy.dtype, (obj.char,)  # pickle makes of it the other type of this size, which is shown differently
    if isinstance(obj, getattr(sys.modules.get("matplotlib.figure"), "Figure", ())):
        return _figure(obj)
    if kind is getattr(sys.modules.get("matplotlib.cbook"), "CallbackRegistry", None):
        return _callbacks(obj)
    return lock_or_thread(obj) or notifying(obj) or (_mark(obj) if kind is object else taken_apart(obj))


def _figure(figure: Any) -> Any:
    """Matplotlib would store the resolution that it was made with, in case that a window has changed it."""
    make, args, state = figure.__reduce_ex__(5)[:3]
    if figure.canvas.device_pixel_ratio == 1:
        state["_dpi"] = state["_original_dpi"] = figure.dpi
    chosen = backend(sys.modules["matplotlib"])
    if chosen not in TO_FILES:
        chosen = "inline" if "matplotlib_inline.backend_inline" in sys.modules else ""
    steps = sys.modules["matplotlib.path"].Path.unit_rectangle()._interpolation_steps
    return make, args, (chosen, steps, state), None, None, _set_figure_of


def _callbacks(registry: Any) -> Any:
    """Matplotlib stores few callbacks. Colour bars follow their images by some, and others are the notebook's own."""
    make, args, state = registry.__reduce_ex__(5)[:3]
    registry._cid_gen = itertools.count(state["_cid_gen"])  # which Matplotlib has counted up to store it
    called = {
        signal: {cid: reference() for cid, reference in found.items() if _is_stored(cid, reference(), registry)}
        for signal, found in registry.callbacks.items()
    }
    return make, args, {**state, "callbacks": called}


def _is_stored(cid: int, function: Any, registry: Any) -> bool:
    owner = getattr(function, "__self__", None)
    module = getattr(function if owner is None else type(owner), "__module__", None)
    return cid in registry._pickled_cids or module in _CALLED_BACK


def _module(name: str, module: Any, program: Dict[str, Any]) -> Any:
    if name == "__main__":
        return None
    if sys.modules.get(name) is module and getattr(module, "__spec__", None) is not None:
        return _make_module, (name, _submodules(name, program))
    state = {word: value for word, value in vars(module).items() if word != "__builtins__"}
    return types.ModuleType, (name,), state, None, None, _set_attributes


def _submodules(name: str, program: Dict[str, Any]) -> List[str]:
    """What the notebook imports of a package as `import package.module`: loading the package must load it too."""
    cells = [*program.get("prologue", {}).get("cells", ()), *(c for s in program.get("steps", ()) for c in s["cells"])]
    words = {
        part.split()[0]
        for cell in cells
        for names in _DOTTED_IMPORT.findall(cell["source"])
        for part in names.split(",")
        if part.strip()
    }
    return sorted(word for word in words | brought if word.startswith(name + ".") and word in sys.modules)


def _memoryview(view: Any) -> Any:
    """A view of the same buffer, where that can be stored."""
    if view.obj is None or not view.c_contiguous or not view.nbytes:
        raise TypeError("cannot store a memoryview that has gaps or is empty")
    return _make_memoryview, (view.obj, view.readonly, _offset(view), view.nbytes, view.format, view.shape)


def _offset(view: Any) -> int:
    """Bytes before the view in its buffer."""
    if view.nbytes == memoryview(view.obj).nbytes:
        return 0
    return _address(view) - _address(view.obj)


def _address(held: Any) -> int:
    """Where the memory of something that has a buffer begins: the first field of C's `Py_buffer`."""
    buffer = (ctypes.c_void_p * 16)()  # it has 11 fields or fewer
    ctypes.pythonapi.PyObject_GetBuffer(ctypes.py_object(held), buffer, _FULL_READ_ONLY)
    found = buffer[0] or 0
    ctypes.pythonapi.PyBuffer_Release(buffer)
    return found


def runs_own_code(kind: Any) -> bool:
    """Whether pickle would call the notebook's code to make an object of this class again, without being told to."""
    own = own_classes(kind)
    if not own:
        return _asks_before_it_is_filled(kind)
    if _have(own, _WORDS_OF_MAKING):
        return False
    if kind.__reduce_ex__ is not object.__reduce_ex__:  # a package's, which mostly says to call the class
        return type(kind).__call__ is type.__call__ and _have(own, ("__new__", "__init__"))
    if kind.__reduce__ is not object.__reduce__ or _leaves_out_attributes(kind):  # the former says to call the class
        return True
    if _have(own, _WORDS_OF_STATE):
        return _have(own, ("__new__",))
    return _have(own, ("__new__", "__getattr__", "__getattribute__", "__setattr__", "__setitem__", "append", "extend"))


def _asks_before_it_is_filled(kind: Any) -> bool:
    """Whether loading would ask a package's `__getattr__` for `__setstate__`, which looks at what is not there."""
    makers = (dict, list, set, frozenset, tuple)
    return hasattr(kind, "__getattr__") and is_made_as_usual(kind) and not issubclass(kind, makers)


def _leaves_out_attributes(kind: Any) -> bool:
    """Whether Python's own class, from which the notebook's derives, stores no attributes besides its own."""
    own = own_classes(kind)
    base = any((cls.__module__, cls.__name__) in _LEAVING_OUT for cls in kind.__mro__)
    return base and not _have(own, (*_WORDS_OF_MAKING, *_WORDS_OF_STATE, "__slots__"))


def _reduces_as_usual(kind: Any) -> bool:
    return kind.__reduce_ex__ is object.__reduce_ex__ and kind.__reduce__ is object.__reduce__


def has_plain_attributes(obj: Any) -> bool:
    """Whether pickle would store the dictionary of its attributes, of which it then makes another one."""
    kind: Any = type(obj)
    if not _reduces_as_usual(kind) or hasattr(kind, "__setstate__"):
        return False
    if getattr(kind, "__getstate__", None) is not _GET_STATE:
        return False
    return bool(kind.__flags__ & HEAP_TYPE) and type(getattr(obj, "__dict__", None)) is dict


def with_its_attributes(obj: Any) -> Any:
    """How to pickle it so that it has the very dictionary, as whoever else holds that."""
    found: Any = object.__reduce_ex__(obj, 4)
    make, arguments, state, *parts = found
    if type(state) not in (dict, type(None)) or any(part is not None for part in parts):
        return NotImplemented
    return make, arguments, obj.__dict__, None, None, _set_dictionary


class Plain:
    """Stands in an instance's state for those of its attributes that refer to nothing, which it has before all others.

    What it holds may be a dictionary with itself as a key, which asks it for its hash.
    """

    def __init__(self, owner: Any, attributes: Dict[str, Any]) -> None:
        self._parts = owner, attributes

    def __reduce__(self) -> Any:
        return _set_plain, self._parts


def is_plain(obj: Any) -> bool:
    """Whether the attributes of an instance refer to nothing."""
    state = object.__reduce_ex__(obj, 4)[2]
    return all(map(_refers_to_nothing, _attributes_of(state).values()))


def _attributes_of(state: Any) -> Dict[str, Any]:
    """What an instance has, in its dictionary and in slots, by the state that Python gives."""
    attributes: Dict[str, Any] = {}
    for part in state if isinstance(state, tuple) else (state,):
        attributes.update(part or {})
    return attributes


def _refers_to_nothing(value: Any) -> bool:
    if type(value) is tuple:
        return all(map(_refers_to_nothing, value))
    return value is None or type(value) in _PLAIN


def is_made_as_usual(kind: Any) -> bool:
    """Whether nothing says how objects of this class are pickled."""
    return _reduces_as_usual(kind) and not _have(own_classes(kind), (*_WORDS_OF_MAKING, *_WORDS_OF_STATE))


def _have(classes: List[type], names: Tuple[str, ...]) -> bool:
    return any(name in vars(cls) for cls in classes for name in names)


def instance(obj: Any) -> Any:
    """How to pickle an object of such a class; NotImplemented where pickle knows better."""
    found: Any = obj.__reduce_ex__(4)
    kind = type(obj)
    make: Any
    arguments: Any
    if found[0] is kind:
        base = next(cls for cls in kind.__mro__ if cls.__module__ != "__main__" and _have([cls], _REDUCE))
        make, arguments = _make_by_base, (kind, base, found[1])
    elif found[0] is copyreg.__newobj__:  # type: ignore[attr-defined]
        make, arguments = _make_instance, found[1]
    elif found[0] is copyreg.__newobj_ex__:  # type: ignore[attr-defined]
        _, given, keywords = found[1]
        make, arguments = functools.partial(_make_instance, kind, *given, **keywords), ()
    else:
        return NotImplemented
    state, items, pairs = (*found[2:], None, None, None)[:3]
    if isinstance(obj, Counter):  # which would count again
        make, arguments, pairs = _make_instance, (kind,), dict.items(obj)
    if isinstance(obj, (Counter, defaultdict)):  # which store no attributes
        state = state or object.__getattribute__(obj, "__dict__")
    if state is None:  # which it is of an empty dictionary too, that others may hold
        state = object.__getattribute__(obj, "__dict__") if kind.__dictoffset__ else None
    if _leaves_out_attributes(kind):
        attributes = object.__getattribute__(obj, "__dict__")
        return make, arguments, (state, attributes), None, None, _set_state_and_attributes
    if hasattr(kind, "__setstate__"):
        return make, arguments, state, items, pairs
    everything = (state, items and list(items), pairs and list(pairs))
    if hashes_itself(kind):
        plain = {name: value for name, value in _attributes_of(state).items() if _refers_to_nothing(value)}
        return make, arguments, (Plain(obj, plain), *everything), None, None, _set_hashed
    return make, arguments, everything, None, None, _set_instance
