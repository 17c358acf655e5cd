"""Functions that belong to no module that can be imported, and the parts that functions and classes are made of."""

import contextlib
import dis
import functools
import gc
import hashlib
import importlib
import marshal
import operator
import sys
import types
import typing
from typing import Any, Dict, Optional, Set, Tuple

from .marks import marks

_GLOBAL = ("LOAD_GLOBAL", "STORE_GLOBAL", "DELETE_GLOBAL")
_PLAIN = (bool, int, float, complex, str, bytes)
_VARIABLES: Any = tuple(getattr(typing, n) for n in ("TypeVar", "ParamSpec", "TypeVarTuple") if hasattr(typing, n))
NAMES = {kind: name for name, kind in sorted(vars(types).items()) if isinstance(kind, type)}
"""Types of Python's own that only the module `types` has a name for."""


class Globals:
    """Stands for the globals of such functions in a pickle, so that functions which share them share them still."""

    def __init__(self, module: Optional[str]) -> None:
        self._module = module

    def __reduce__(self) -> Any:
        return _make_globals, (self._module,)


class GlobalsOfModule:
    """Stands for them where they are those of a module that the notebook has made itself."""

    def __init__(self, module: types.ModuleType) -> None:
        self._module = module

    def __reduce__(self) -> Any:
        return vars, (self._module,)


def is_importable(thing: Any) -> bool:
    """Whether pickle finds this function or class where it says it is.

    That need not be loaded: `numpy.recarray` says that it is in `numpy.rec`, which NumPy imports when it is asked for.
    """
    name = getattr(thing, "__module__", None) or ""
    module = sys.modules.get(name)
    if module is None and "." in name and name.partition(".")[0] in sys.modules:
        with contextlib.suppress(Exception):
            module = importlib.import_module(name)
    if module is None or module.__name__ == "__main__":
        return False
    try:
        return operator.attrgetter(thing.__qualname__)(module) is thing
    except AttributeError:
        return False


def mark_of(function: types.FunctionType, values: Dict[str, Any], namespace: Dict[str, Any]) -> Optional[str]:
    """The mark of a function that a variable stands for, and in which nothing can change; None of any other.

    By it two artifacts that hold the same function give the same object: it may be a key, or stored by its name.
    values: of its attributes.
    """
    defaults = values.get("__defaults__") or ()
    if function.__closure__ or function.__dict__ or any(map(values.get, ("__kwdefaults__", "__annotations__"))):
        return None
    if any(value is not None and not isinstance(value, _PLAIN) for value in defaults):
        return None
    known = marks.found(function)
    if known is None and namespace.get(function.__name__) is function:
        text = hashlib.sha1(_marshalled(function.__code__), usedforsecurity=False)
        return marks.keep(f"{function.__name__} {text.hexdigest()}", function)[0]
    return known


def foreign(function: types.FunctionType, boxes: Any, state: Any, seen: Dict[int, Any]) -> Any:
    """How to pickle a function that is neither importable nor the notebook's. seen: Globals of this pickle, by id."""
    found = function.__globals__
    name = found.get("__name__")
    module = sys.modules.get(name) if isinstance(name, str) and name != "__main__" else None
    importable = module is not None and vars(module) is found and getattr(module, "__spec__", None) is not None
    if id(found) not in seen:
        owner = None if importable else _module_of(found)
        seen[id(found)] = found, GlobalsOfModule(owner) if owner else Globals(name if importable else None)
    kept = seen[id(found)][1]
    whole = importable or isinstance(kept, GlobalsOfModule)
    needed = {} if whole else {key: found[key] for key in sorted(_globals_of(function.__code__)) if key in found}
    made = _make_foreign, (function.__code__, function.__name__, boxes, kept)
    return (*made, (needed, state), None, None, _set_foreign)


def _module_of(found: Dict[str, Any]) -> Optional[types.ModuleType]:
    """The module that has these globals; None where they are a dictionary that `exec` was given, or a script's."""
    if "__name__" not in found:  # IPython takes it away after `%run`
        return None
    modules = (item for item in gc.get_referrers(found) if type(item) is types.ModuleType)
    return next((item for item in modules if vars(item) is found), None)


def _globals_of(code: types.CodeType) -> Set[str]:
    names = {one.argval for one in dis.get_instructions(code) if one.opname in _GLOBAL}
    return names.union(*(_globals_of(part) for part in code.co_consts if isinstance(part, types.CodeType)))


def part(obj: Any) -> Any:
    """How to pickle what pickle itself cannot: code, properties, type variables; None of anything else."""
    return next((reduced(obj) for kinds, reduced in _PARTS if isinstance(obj, kinds)), None)


def _code(code: types.CodeType) -> Any:
    return _make_code, (sys.version_info[:2], _marshalled(code))


def _cached_property(obj: Any) -> Any:
    state = {key: value for key, value in vars(obj).items() if key not in ("lock", "attrname")}
    return _make_cached_property, (type(obj), obj.attrname), state


def _property(obj: Any) -> Any:
    return type(obj), (obj.fget, obj.fset, obj.fdel, obj.__doc__)


def _method(obj: Any) -> Any:
    return type(obj), (obj.__func__,)


def _marshalled(code: types.CodeType) -> bytes:
    try:
        return marshal.dumps(code, 2)  # which does not tell how often something is referred to: the same bytes always
    except ValueError:
        return marshal.dumps(code)


def _type_variable(obj: Any) -> Any:
    module = sys.modules.get(obj.__module__)
    if obj.__module__ != "__main__" and getattr(module, obj.__name__, None) is obj:
        return None
    variance = getattr(obj, "__covariant__", False), getattr(obj, "__contravariant__", False)
    limits = getattr(obj, "__bound__", None), getattr(obj, "__constraints__", ())
    return _make_typevar, (type(obj), obj.__name__, limits, variance, marks.of(obj))


def _make_cached_property(kind: Any, name: Any) -> Any:
    made = kind.__new__(kind)
    functools.cached_property.__init__(made, str)  # the function comes later: it may refer to the class
    made.attrname = name
    return made


def _make_typevar(kind: Any, name: str, limits: Any, variance: Any, mark: str) -> Any:
    """A type variable. limits: its bound and its constraints. variance: whether it is co-, and contravariant."""
    there = marks.known(mark)
    if there is not None:
        return there
    if kind is not typing.TypeVar:
        return marks.keep(mark, kind(name))[1]
    (bound, constraints), (covariant, contravariant) = limits, variance
    made = typing.TypeVar(name, *constraints, bound=bound, covariant=covariant, contravariant=contravariant)  # type: ignore[misc]
    return marks.keep(mark, made)[1]


def _make_code(version: Tuple[int, int], data: bytes) -> types.CodeType:
    """The code of a function; only the Python that compiled it can run it."""
    if tuple(version) != sys.version_info[:2]:
        here, there = (".".join(map(str, which)) for which in (sys.version_info[:2], version))
        raise ValueError(
            f"it holds a function or class of the notebook, which Python {there} stored and Python {here} cannot run: "
            f"give both steps images with the same Python, or define it in a cell with the tag `functions`"
        )
    return marshal.loads(data)  # type: ignore[no-any-return]


def _make_globals(module: Optional[str]) -> Dict[str, Any]:
    """What a function of elsewhere calls its globals: a module's, or new ones that its state fills."""
    return {} if module is None else vars(importlib.import_module(module))


def _make_foreign(code: types.CodeType, name: str, closure: Tuple[Any, ...], found: Dict[str, Any]) -> Any:
    return types.FunctionType(code, found, name, None, closure)


def _set_foreign(function: types.FunctionType, state: Any) -> None:
    function.__globals__.update(state[0])
    _set_function(function, state[1])


def _set_function(function: types.FunctionType, state: Any) -> None:
    values, attributes, contents = state
    for name, value in values.items():
        setattr(function, name, value)
    function.__dict__.update(attributes)
    for cell, value in contents:
        cell.cell_contents = value


_PARTS: Any = (
    (types.CodeType, _code),
    (functools.cached_property, _cached_property),
    (property, _property),
    ((classmethod, staticmethod), _method),
    (_VARIABLES, _type_variable),
)
