"""How a few kinds of object are pickled, of which pickle makes something else than they were.

What is one of a kind in a process (`os.environ`, the generator behind `random.random`) is pickled by its name. What
looks into another object (the keys of a dictionary) still does when it is loaded.
"""

import contextlib
import ctypes
import functools
import gc
import io
import operator
import re
import sys
import types
from collections import OrderedDict
from typing import Any, Dict, List, Set, Tuple

from .figures import callbacks, figure
from .instances import PLAIN
from .notifying import notifying
from .rebuilding import (
    _make_closed_file,
    _make_dict_view,
    _make_flat,
    _make_memoryview,
    _make_module,
    _make_set,
    _make_singledispatch,
    _named,
    _set_attributes,
    _set_singledispatch,
    brought,
    room,
)
from .remaking import taken_apart
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
_MOST_ELEMENTS = 100_000
_FILES = (io.TextIOWrapper, io.BufferedReader, io.BufferedWriter, io.BufferedRandom)
_LONG = ("q", "Q")
"""C's `long long`, which is as long as `long` on most machines and still another type."""
_FULL_READ_ONLY = 0x11C
"""C's `PyBUF_FULL_RO`."""
_DOTTED_IMPORT = re.compile(r"^[ \t]*import[ \t]+([^#\n;]+)", re.MULTILINE)


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
    if type(value) is not set or len(value) > _MOST_ELEMENTS or not all(type(item) in PLAIN for item in value):
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
        return figure(obj)
    if kind is getattr(sys.modules.get("matplotlib.cbook"), "CallbackRegistry", None):
        return callbacks(obj)
    return lock_or_thread(obj) or notifying(obj) or (_mark(obj) if kind is object else taken_apart(obj))


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
