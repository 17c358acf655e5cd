"""Artifacts: variables stored in a file, and loaded again.

File: MAGIC, the pickle (protocol 5), the buffers, an index in JSON, and at the end where the index begins. Large
buffers begin on a page, so that they are mapped, not read.
"""

import contextlib
import functools
import gc
import hashlib
import json
import marshal
import mmap
import os
import pickle
import queue
import struct
import sys
import threading
import time
import types
import typing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple

from .summary import type_name

if TYPE_CHECKING:
    from .session import Session

try:
    import cloudpickle  # type: ignore[import-untyped]
except ImportError:
    cloudpickle = None

MAGIC = b"kale artifact 1\n"
IN_BAND = 4096
_PAGE = 4096
_LARGE = 1 << 16


class NotStorable(Exception):
    """A variable cannot be handed to another step."""


class NotLoadable(Exception):
    """A stored variable cannot be made again."""


class _Writer:
    """Writes a file and hashes it, large pieces on a second thread (hashlib and write both release the GIL)."""

    def __init__(self, file: Any) -> None:
        self._file, self.size, self._hash = file, 0, hashlib.sha256()
        self._queue: "queue.SimpleQueue[Any]" = queue.SimpleQueue()
        self._thread: Optional[threading.Thread] = None

    def write(self, data: Any) -> int:
        length = memoryview(data).nbytes
        if self._thread is None and length > _LARGE:
            self._thread = threading.Thread(target=self._hash_queue, daemon=True)
            self._thread.start()
        if self._thread is None:
            self._hash.update(data)
        else:
            self._queue.put(data)
        self._file.write(data)
        self.size += length
        return length

    def pad(self, alignment: int) -> None:
        self.write(b"\0" * (-self.size % alignment))

    def digest(self) -> str:
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
        return self._hash.hexdigest()

    def _hash_queue(self) -> None:
        while True:
            data = self._queue.get()
            if data is None:
                return
            self._hash.update(data)


class _Nowhere:
    def write(self, data: Any) -> int:
        return memoryview(data).nbytes


_PicklerBase: Any = cloudpickle.Pickler if cloudpickle else pickle.Pickler
LruCache = type(functools.lru_cache(lambda: None))


class _Box:
    """Stands for a closure's cell in a pickle, so that functions which share one share it still."""

    def __reduce__(self) -> Any:
        return _make_cell, ()


class Pickler(_PicklerBase):  # type: ignore[misc]
    """Pickles the notebook's own functions without their globals, and what the prologue made by its name.

    A function looks its globals up where it is called, as in one kernel, so it must see the namespace of the step it
    runs in. What the prologue made is in every step already; only a variable's own value takes its state along.
    """

    def __init__(self, file: Any, session: "Session", values: Dict[str, Any], buffers: Any = None) -> None:
        super().__init__(file, protocol=5, buffer_callback=buffers)
        self._session, self._values = session, values
        self._top = {id(value) for value in values.values()}
        self._boxes: Dict[int, Tuple[Any, _Box]] = {}

    def reducer_override(self, obj: Any) -> Any:
        """How functions, classes and a few others are pickled; NotImplemented for the ordinary."""
        kind = type(obj)
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
        if isinstance(obj, types.MappingProxyType):
            return types.MappingProxyType, (dict(obj),)
        if isinstance(obj, types.CodeType) and not cloudpickle:
            return marshal.loads, (marshal.dumps(obj),)
        return super().reducer_override(obj) if cloudpickle else NotImplemented

    def _function(self, function: types.FunctionType) -> Any:
        boxes, contents = [], []
        for cell in function.__closure__ or ():
            box = self._boxes.setdefault(id(cell), (cell, _Box()))[1]
            boxes.append(box)
            with contextlib.suppress(ValueError):  # an empty cell has no contents
                contents.append((box, cell.cell_contents))
        attributes = ("__qualname__", "__module__", "__doc__", "__defaults__", "__kwdefaults__", "__annotations__")
        values = {}
        for attribute in attributes:
            with contextlib.suppress(NameError):  # an annotation that names what is not there yet
                values[attribute] = getattr(function, attribute)
        state = (values, dict(function.__dict__), contents)
        name = self._session.inherited_name(function)
        if name:
            reference = (_inherited, (name,))
            return (
                (*reference, (values, state[1], []), None, None, _set_function)
                if id(function) in self._top
                else reference
            )
        return _make_function, (function.__code__, function.__name__, tuple(boxes)), state, None, None, _set_function

    def _class(self, cls: type) -> Any:
        name, top = self._session.inherited_name(cls), id(cls) in self._top
        if name and not top:
            return _inherited, (name,)
        reduced = super().reducer_override(cls) if cloudpickle else NotImplemented
        if not isinstance(reduced, tuple) or getattr(reduced[-1], "__name__", "") != "_class_setstate":
            return reduced
        self._session.known_classes.add(cls)
        make = (_inherited, (name,)) if name else reduced[:2]
        return (*make, (top, reduced[2]), None, None, _set_class)


_sessions: "List[Session]" = []


def _current() -> "Session":
    """The session of this process: what a pickled function or class belongs to once it is loaded."""
    return _sessions[-1]


def begin_session(session: "Session") -> None:
    """From now on functions and classes are loaded into this session."""
    sys.modules["__kale__"] = sys.modules[__name__]
    _sessions.append(session)


def _inherited(name: str) -> Any:
    return _current().inherited(name)


def _make_cell() -> Any:
    return types.CellType()


def _make_cached(function: Any, parameters: Dict[str, Any]) -> Any:
    return functools.lru_cache(**parameters)(function)


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


for _function in (_inherited, _make_cell, _make_cached, _make_function, _set_function, _set_class):
    _function.__module__ = "__kale__"  # artifacts name this file so, whatever it is called where it runs


def save(values: Dict[str, Any], folder: Path, session: "Session") -> Tuple[str, int]:
    """Store the values together, content-addressed. Returns the SHA-256 of the file and its size in bytes.

    Raises NotStorable, naming the variable.
    """
    buffers: List[memoryview] = []

    def keep(buffer: pickle.PickleBuffer) -> bool:
        raw = buffer.raw()
        if raw.nbytes < IN_BAND:
            return True
        buffers.append(raw)
        return False

    temporary = folder / f".{os.getpid()}-{time.monotonic_ns()}"
    try:
        with temporary.open("xb") as file:
            writer = _Writer(file)
            writer.write(MAGIC)
            try:
                Pickler(writer, session, values, keep).dump(values)
            except Exception as error:
                raise _not_storable(values, session, error) from None
            end, index = writer.size, []
            for buffer in buffers:
                writer.pad(_PAGE if buffer.nbytes > _LARGE else 64)
                index.append((writer.size, buffer.nbytes, buffer.readonly))
                writer.write(buffer)
            start = writer.size
            writer.write(json.dumps({"pickle": [len(MAGIC), end], "buffers": index}).encode())
            writer.write(struct.pack("<Q", start))
        digest = writer.digest()
        temporary.replace(folder / digest)
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
    return digest, writer.size


def _not_storable(values: Dict[str, Any], session: "Session", error: Exception) -> NotStorable:
    for name, value in values.items():
        try:
            Pickler(_Nowhere(), session, {name: value}, lambda _: False).dump({name: value})
        except Exception as reason:
            return NotStorable(
                f"the variable {name} ({type_name(value)}) cannot be handed to another step: {reason}. "
                f"Make it in the step that uses it, or put the cells that use it into one step"
            )
    return NotStorable(f"the variables {', '.join(values)} cannot be handed to another step: {error}")


def load(path: Path) -> Dict[str, Any]:
    """The values of an artifact. Arrays are mapped from the file, copied only where they are written to."""
    with path.open("rb") as file:
        view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY))
    (start,) = struct.unpack("<Q", view[-8:])
    index = json.loads(bytes(view[start:-8]))
    buffers = []
    for offset, length, readonly in index["buffers"]:
        piece = view[offset : offset + length]
        buffers.append(piece.toreadonly() if readonly else piece)
    enabled = gc.isenabled()
    gc.disable()
    try:
        first, end = index["pickle"]
        return pickle.loads(view[first:end], buffers=buffers)  # type: ignore[no-any-return]
    finally:
        if enabled:
            gc.enable()
