"""The pickler: what pickle does, and what a notebook's own functions, classes and objects need besides.

cloudpickle is used only for the few kinds of object that are left, where it is there.
"""

import contextlib
import copyreg
import enum
import functools
import operator
import pickle
import sys
import types
import typing
from typing import TYPE_CHECKING, Any, Dict, Iterable, List, Optional, Set, Tuple

from .classes import Code, class_maker, class_state, code_of
from .frames import Frames
from .functions import NAMES, _set_function, foreign, is_importable, mark_of, part
from .instances import (
    HEAP_TYPE,
    _make_by_base,
    _set_state_and_attributes,
    has_plain_attributes,
    hashes_itself,
    instance,
    is_made_as_usual,
    is_plain,
    runs_own_code,
    with_its_attributes,
)
from .memory_maps import beside_numbers
from .nans import name_of
from .rebuilding import (
    _inherited,
    _make_cached,
    _make_cell,
    _make_function,
    _make_marked,
    _make_masked,
    _make_record,
    _named,
    _set_attributes,
    _set_class,
    _set_class_with_code,
    _set_inherited,
)
from .reducing import one_of_a_kind, reduced
from .sharing import Memory
from .weak import is_weak, weak

if TYPE_CHECKING:
    from .session import Session

try:
    from cloudpickle.cloudpickle import Pickler as _Cloud  # type: ignore[import-untyped]

    _OF_CLOUDPICKLE: Dict[Any, Any] = dict(_Cloud._dispatch_table)
except (ImportError, AttributeError):
    _OF_CLOUDPICKLE = {}

LruCache = type(functools.lru_cache(lambda: None))
_REDUCERS = ("__reduce__", "__reduce_ex__", "__getstate__", "__setstate__", "__getnewargs__", "__getnewargs_ex__")


class Nowhere:
    """A file that forgets what is written to it."""

    def write(self, data: Any) -> int:
        """Say how much it was."""
        return memoryview(data).nbytes


class _Box:
    """Stands for a closure's cell in a pickle, so that functions which share one share it still."""

    def __reduce__(self) -> Any:
        return _make_cell, ()


def _keyed(places: Iterable[str]) -> Dict[int, Any]:
    """What tables of packages hold for objects; see `kept`."""
    if not places:
        return {}
    from .kept import keyed

    return keyed(places)


class Pickler(pickle.Pickler):
    """Pickles the notebook's own functions without their globals, and what the prologue made by its name.

    A function looks its globals up where it is called, as in one kernel, so it must see the namespace of the step it
    runs in. What the prologue made is in every step already; only a variable's own value takes its state along.

    memory: is shown the arrays, and says how those that share memory are pickled.
    """

    def __init__(
        self, file: Any, session: "Session", values: Dict[str, Any], buffers: Any = None, memory: Any = None
    ) -> None:
        if session.asks_for_nan:  # every object is asked for then, which takes its time
            self.persistent_id = name_of  # type: ignore[method-assign]
        super().__init__(file, protocol=5, buffer_callback=buffers)
        self._session, self._values = session, values
        self._top = {id(value) for value in values.values()}
        self._boxes: Dict[int, Tuple[Any, _Box]] = {}
        self._memory = memory or Memory()
        self._globals: Dict[int, Any] = {}
        self.frames = Frames()
        self._parts: Optional[Set[int]] = None
        self._probed: Dict[int, bool] = {}
        self._array: Any = getattr(sys.modules.get("numpy"), "ndarray", ())
        self._record: Any = getattr(sys.modules.get("numpy"), "void", ())
        self._named = one_of_a_kind()
        self._keyed = _keyed(getattr(session, "kept", ()))
        self._special: Dict[type, bool] = {}
        self._hashing: Dict[type, bool] = {}
        self._weak: Dict[type, bool] = {}
        # Not as an attribute of numpy, which would import it now.
        masked: Any = sys.modules.get("numpy.ma")
        self._masked = (masked.MaskedArray, masked.mvoid) if masked else ()

    def dump(self, obj: Any) -> None:
        """Pickle it; not by the second name of `__main__` that `multiprocessing` adds, where pickle would find it."""
        alias = sys.modules.pop("__mp_main__", None)
        try:
            super().dump(obj)
        finally:
            if alias is not None:
                sys.modules["__mp_main__"] = alias

    def reducer_override(self, obj: Any) -> Any:
        """How functions, classes and a few others are pickled; NotImplemented for the ordinary."""
        kind = type(obj)
        if kind not in self._weak:
            self._weak[kind] = is_weak(kind)
        # Before a proxy is asked anything, which its object would answer.
        return weak(obj) if self._weak[kind] else self._strong(obj, kind)

    def _strong(self, obj: Any, kind: Any) -> Any:
        if isinstance(obj, self._array):
            return self._array_view(obj, kind)
        own = getattr(obj, "__module__", None) == "__main__"
        if kind is types.FunctionType and obj.__globals__ is self._session.namespace:
            return self._function(obj)
        if own and isinstance(obj, type):
            return self._class(obj)
        if own and kind is LruCache:
            name = self._session.inherited_name(obj)
            return (_inherited, (name,)) if name else (_make_cached, (obj.__wrapped__, obj.cache_parameters()))
        if own and kind is getattr(typing, "NewType", None):
            return typing.NewType, (obj.__name__, obj.__supertype__)
        return self._ordinary(obj)

    def _ordinary(self, obj: Any) -> Any:
        kept = self._keyed.get(id(obj))
        if kept is None:
            return self._as_usual(obj)
        from .kept import with_kept

        reduced = self._as_usual(obj)
        reduced = obj.__reduce_ex__(4) if reduced is NotImplemented else reduced
        return with_kept(reduced, kept) if isinstance(reduced, tuple) else reduced

    def _as_usual(self, obj: Any) -> Any:
        if isinstance(obj, BaseException):
            return self._exception(obj)
        known = self._by_name(obj) or self.frames.reduced(obj, self._storable)
        known = known or reduced(obj, getattr(self._session, "program", {}))
        if known is not None:
            return known
        if isinstance(obj, (types.FunctionType, type)):
            return self._of_no_module(obj)
        kind = type(obj)
        if self._runs_own_code(kind) or (self._hashes_itself(kind) and not is_plain(obj)):
            return instance(obj)
        return self._remaining(obj)

    def _remaining(self, obj: Any) -> Any:
        if isinstance(obj, self._record) and isinstance(obj.base, self._array):
            return _make_record, (sys.modules["numpy"].asarray(obj),)
        known = part(obj)
        if known is not None:
            return known
        if type(obj) in _OF_CLOUDPICKLE:
            return _OF_CLOUDPICKLE[type(obj)](obj)
        if self._session.asks_for_attributes and has_plain_attributes(obj):
            return with_its_attributes(obj)
        return NotImplemented

    def _of_no_module(self, obj: Any) -> Any:
        if type(obj) in copyreg.dispatch_table or is_importable(obj):
            return NotImplemented
        if obj.__module__ == "builtins":  # `mappingproxy` and the like, which say that they are there and are not
            return (_named, ("types", NAMES[obj])) if obj in NAMES else NotImplemented
        return self._function(obj) if isinstance(obj, types.FunctionType) else self._class(obj)

    def _by_name(self, obj: Any) -> Any:
        """What there is one of in a process, or what every step has from the prologue."""
        if id(obj) in self._named:
            return _named, self._named[id(obj)]
        name = self._session.inherited_name(obj)
        return (_inherited, (name,)) if name else None

    def _runs_own_code(self, kind: type) -> bool:
        if kind not in self._special:
            self._special[kind] = runs_own_code(kind)
        return self._special[kind]

    def _hashes_itself(self, kind: type) -> bool:
        """Whether it is the notebook's code that gives the hash of an object that pickle makes again as usual."""
        if kind not in self._hashing:
            self._hashing[kind] = hashes_itself(kind) and is_made_as_usual(kind)
        return self._hashing[kind]

    def _array_view(self, obj: Any, kind: Any) -> Any:
        if kind in self._masked:
            # NumPy would store a copy of the bytes, which no array shares memory with.
            kept = {name: value for name, value in vars(obj).items() if name not in ("_mask", "_basedict")}
            mask = None if obj.mask is sys.modules["numpy"].ma.nomask else obj._mask
            return _make_masked, (obj.view(obj._baseclass), mask, kind), kept, None, None, _set_attributes
        if kind is not self._array and self._pickles_itself(kind):
            return NotImplemented
        reduced = self._memory.reduced(obj)
        if reduced is None:
            self._memory.see(obj)
            if kind is self._array or not getattr(obj, "__dict__", None):
                return NotImplemented
            # NumPy would store the numbers only: what a subclass notes beside them is the notebook's too.
            make, args, numbers = self._array.__reduce__(obj)
            return make, args, (numbers, beside_numbers(obj)), None, None, _set_state_and_attributes
        state = None if kind is self._array or not getattr(obj, "__dict__", None) else beside_numbers(obj)
        return (*reduced, state, None, None, _set_attributes) if state else reduced

    def _pickles_itself(self, kind: Any) -> bool:
        """Whether a class of arrays says how it is pickled; patsy's says that it cannot be, though it can."""
        names = ("__reduce__", "__reduce_ex__", "__setstate__")
        own = any(getattr(kind, name) is not getattr(self._array, name) for name in names)
        return own and not str(kind.__module__).startswith("patsy.")

    def _exception(self, error: BaseException) -> Any:
        """An exception with its attributes, notes and causes, whatever its `__init__` takes."""
        cls = type(error)
        base = next(c for c in cls.__mro__ if not c.__flags__ & HEAP_TYPE)
        if any(getattr(cls, name, None) is not getattr(base, name, None) for name in _REDUCERS):
            return NotImplemented
        reduced = error.__reduce__()
        if not isinstance(reduced, tuple) or reduced[0] is not cls:
            return NotImplemented
        state = {**vars(error), **(reduced[2] if len(reduced) > 2 and reduced[2] else {})}  # noqa: PLR2004 - the state
        for name in ("__cause__", "__context__"):
            other = getattr(error, name)
            if other is not None and self._storable(other):
                state[name] = other
        state["__suppress_context__"] = error.__suppress_context__
        return _make_by_base, (cls, base, reduced[1]), state, None, None, _set_attributes

    def _storable(self, value: Any) -> bool:
        """Whether it can be pickled. What led to an exception is left out where it cannot: it is not what was asked."""
        key = id(value)
        if key not in self._probed:
            self._probed[key] = True  # for causes that go round
            probe = Pickler(Nowhere(), self._session, {}, lambda _: False)
            probe._probed = self._probed
            try:
                probe.dump(value)
            except BaseException:
                self._probed[key] = False
        return self._probed[key]

    def _function(self, function: types.FunctionType) -> Any:
        boxes = [self._boxes.setdefault(id(cell), (cell, _Box()))[1] for cell in function.__closure__ or ()]
        contents = [(boxes[place], value) for place, value in _closed_over(function)]
        attributes = ("__qualname__", "__module__", "__doc__", "__defaults__", "__kwdefaults__", "__annotations__")
        values = {}
        for attribute in attributes:
            with contextlib.suppress(NameError):  # an annotation that names what is not there yet
                values[attribute] = getattr(function, attribute)
        state = (values, dict(function.__dict__), contents)
        if function.__globals__ is not self._session.namespace:
            return foreign(function, tuple(boxes), state, self._globals)
        name = self._session.inherited_name(function)
        if name and id(function) in self._top:
            kept = [(place, value) for place, value in _closed_over(function) if self._storable(value)]
            return _inherited, (name,), (values, state[1], kept), None, None, _set_inherited
        if name:
            return _inherited, (name,)
        mark = mark_of(function, values, self._session.namespace)
        if mark:
            return _make_marked, (function.__code__, function.__name__, values, mark)
        return _make_function, (function.__code__, function.__name__, tuple(boxes)), state, None, None, _set_function

    def _is_given(self, cls: type) -> bool:
        """Whether a class is a variable's own value, or has what is one and what may have been changed since."""
        held = (value for value in vars(cls).values() if type(value).__hash__ is None)
        return id(cls) in self._top or any(id(value) in self._top for value in held) or id(cls) in self._nameless()

    def _has_lost_its_name(self, cls: type) -> bool:
        """Whether no variable is there to take the state of a class of the prologue along, only its instances are."""
        name = self._session.inherited_name(cls)
        lost = name is not None and "." not in name and self._session.namespace.get(name) is not cls
        return lost or cls in self._session.classes_without_names

    def _nameless(self) -> "Set[int]":
        """The classes that a value which is a class holds or derives from, where no name stands for them (any more)."""
        if self._parts is None:
            self._parts = set()
            found, seen = [value for value in self._values.values() if isinstance(value, type)], set()
            while found:
                cls = found.pop()
                seen.add(cls)
                for part in (*vars(cls).values(), *cls.__bases__, type(cls)):
                    if not isinstance(part, type):
                        continue
                    own = part.__name__ if part.__module__ == "__main__" else ""
                    name = self._session.inherited_name(part) or own
                    if name and part not in seen:
                        found.append(part)
                    if name and self._session.namespace.get(name) is not part:
                        self._parts.add(id(part))
        return self._parts

    def _class(self, cls: type) -> Any:
        generic = vars(cls).get("__pydantic_generic_metadata__") or {}
        if generic.get("origin") is not None:  # `Box[int]`, which pydantic makes once in a process
            return operator.getitem, (generic["origin"], generic["args"])
        lost = self._has_lost_its_name(cls)
        name, top = self._session.inherited_name(cls), lost or self._is_given(cls)
        if name and not top:
            return _inherited, (name,)
        make = (_inherited, (name,)) if name else class_maker(cls)
        self._session.known_classes.add(cls)
        attributes, beside = class_state(cls)
        if name:  # these bases are there already, but they may have changed
            beside["bases"] = [base for base in (*cls.__bases__, type(cls)) if id(base) in self._nameless()]
        if lost:
            beside["nameless"] = True
        state = (top, (attributes, beside))
        if hashes_itself(cls) and not issubclass(cls, enum.Enum):
            code = Code(cls, code_of(attributes), top=top)
            return (*make, (code, *state), None, None, _set_class_with_code)
        return (*make, state, None, None, _set_class)


def _closed_over(function: types.FunctionType) -> List[Tuple[int, Any]]:
    """What a function's closure holds, by place; an empty cell holds nothing."""
    found = []
    for place, cell in enumerate(function.__closure__ or ()):
        with contextlib.suppress(ValueError):
            found.append((place, cell.cell_contents))
    return found
