"""Artifacts: variables stored in a file, and loaded again.

File: MAGIC, the pickle (protocol 5), the buffers, an index in JSON, and at the end where the index begins. Large
buffers begin on a page, so that they are mapped, not read.
"""

import contextlib
import functools
import gc
import io
import json
import mmap
import os
import pickle
import struct
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, Iterable, List, NamedTuple, Tuple

from .digest import Writer
from .frames import begin_loading, keep_elsewhere
from .nans import Unpickler
from .pickling import Nowhere, Pickler
from .reducing import by_name
from .sharing import Memory
from .summary import type_name

if TYPE_CHECKING:
    from .session import Session

MAGIC = b"kale artifact 1\n"
IN_BAND = 4096
_PAGE = 4096
_LARGE = 1 << 16


class NotStorable(Exception):
    """Variables cannot be handed to another step. names: which."""

    def __init__(self, message: str, names: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.names = tuple(names)


class NotLoadable(Exception):
    """A stored variable cannot be made again. name: which, and step: the one that has stored it, where known."""

    def __init__(self, message: str, name: str = "", step: str = "") -> None:
        super().__init__(message)
        self.name, self.step = name, step


def save(values: Dict[str, Any], folder: Path, session: "Session") -> Tuple[str, int]:
    """Store the values together, content-addressed. Returns the digest of the file and its size in bytes.

    Raises NotStorable, naming the variable.
    """
    temporary = folder / f".{os.getpid()}-{time.monotonic_ns()}"
    try:
        with temporary.open("xb") as file:
            memory = Memory(whole=session.asks_for_base)
            try:
                writer, buffers, elsewhere = _pickled(values, file, session, memory)
            except BaseException as error:  # the user's own code may run here, and raise anything
                raise _not_storable(values, session, error) from None
            end, index = writer.size, []
            for buffer in buffers:
                writer.pad(_PAGE if buffer.nbytes > _LARGE else 64)
                index.append((writer.size, buffer.nbytes, buffer.readonly))
                writer.write(buffer)
            start = writer.size
            about = {"pickle": [len(MAGIC), end], "buffers": index}
            if memory.found:
                about["shared"] = True
            if elsewhere:
                about["elsewhere"] = elsewhere
            writer.write(json.dumps(about).encode())
            writer.write(struct.pack("<Q", start))
        digest = writer.digest()
        temporary.replace(folder / digest)
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
    return digest, writer.size


def _pickled(
    values: Dict[str, Any], file: Any, session: "Session", memory: Memory
) -> "Tuple[Writer, List[memoryview], List[int]]":
    """Write the pickle; the writer after it, the buffers that are to follow, and `Frames.kept_elsewhere`."""
    while True:
        writer, buffers = Writer(file), _Buffers()
        writer.write(MAGIC)
        pickler = Pickler(writer, session, values, buffers.keep, memory)
        pickler.dump(by_name(values))
        if memory.found or not memory.find(pickler.memo.copy):
            break
        file.seek(0)
        file.truncate(
            1
        )  # to nothing, ext4 would take it for a file that is replaced, and write all of it to disk at once
    return writer, buffers.kept, pickler.frames.kept_elsewhere()


class _Buffers:
    """What is stored beside the pickle."""

    def __init__(self) -> None:
        self.kept: List[memoryview] = []

    def keep(self, buffer: pickle.PickleBuffer) -> bool:
        """Take it, or say that it goes into the pickle, as the small ones do."""
        raw = buffer.raw()
        if raw.nbytes < IN_BAND:
            return True
        self.kept.append(raw)
        return False


def _not_storable(values: Dict[str, Any], session: "Session", error: BaseException) -> NotStorable:
    for name, value in values.items():
        try:
            Pickler(Nowhere(), session, {name: value}, lambda _: False).dump({name: value})
        except BaseException as reason:
            return NotStorable(
                f"the variable {name} ({type_name(value)}) cannot be handed to another step: {_reason(reason)}. "
                f"Make it in the step that uses it, or put the cells that use it into one step",
                [name],
            )
    return NotStorable(f"the variables {', '.join(values)} cannot be handed to another step: {_reason(error)}", values)


def _reason(error: BaseException) -> str:
    text = str(error).strip().rstrip(".")
    return text if isinstance(error, (TypeError, pickle.PicklingError)) and text else f"{type(error).__name__}: {text}"


class Loaded(NamedTuple):
    """An artifact in memory. path: its file. view: the file, mapped.

    pickle, buffers: where in it they begin and end. shared: arrays in it share memory.
    """

    values: Dict[str, Any]
    path: Path
    view: memoryview
    pickle: Tuple[int, int]
    buffers: List[Tuple[int, int]]
    shared: bool


class _Owning(Unpickler):
    """Gives every array memory of its own, as it has where a cell makes it; one that is mapped cannot be resized."""

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name)
        return functools.partial(_owned, found) if name == "_frombuffer" and module.startswith("numpy.") else found


def _owned(make: Any, *args: Any) -> Any:
    mapped = make(*args)
    made = mapped.copy(order="K")
    made.flags.writeable = mapped.flags.writeable
    return made


def load(path: Path) -> Dict[str, Any]:
    """The values of an artifact. Arrays are mapped from the file, copied only where they are written to."""
    return load_whole(path).values


def load_whole(path: Path, *, owning: bool = False) -> Loaded:
    """The same, with where they came from. owning: arrays are copied at once."""
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
    begin_loading()
    try:
        first, end = index["pickle"]
        if owning:
            values = _Owning(io.BytesIO(view[first:end]), buffers=buffers).load()
        else:
            values = Unpickler(io.BytesIO(view[first:end]), buffers=buffers).load()
        keep_elsewhere(index.get("elsewhere", ()))
        places = [(offset, offset + length) for offset, length, _ in index["buffers"]]
        return Loaded(values, path, view, (first, end), places, index.get("shared", False))
    finally:
        if enabled:
            gc.enable()
