"""What a step was given, kept so that it can be told at the end whether the step has changed it.

The usual answer, "no", must be cheap. An artifact is pickled again and compared with its file as it goes; its arrays
are mapped from the file, and the kernel tells which pages of them were written to. Only where something differs is the
artifact loaded anew, and compared with what the variable is now, part by part.
"""

import hashlib
import io
import operator
import time
import types
import zlib
from typing import TYPE_CHECKING, Any, Dict, Iterable, List, NamedTuple, Optional, Tuple

from .artifact import IN_BAND, Loaded, load_whole
from .likeness import Likeness, Unsure
from .nans import Unpickler
from .pages import address, written
from .pickling import LruCache, Nowhere, Pickler
from .sharing import Memory

if TYPE_CHECKING:
    from .session import Session

_MOST = 1 << 22
"""Bytes of a value's pickle that are kept."""
_SMALL = 1 << 16
_PIECE = 1 << 20
_CONFIRMING = 1.0
"""Seconds that comparing a value of the prologue part by part may take."""
_IMMUTABLE = (
    type(None), bool, int, float, complex, str, bytes, types.ModuleType, types.BuiltinFunctionType,
    types.MethodDescriptorType, types.WrapperDescriptorType, types.ClassMethodDescriptorType,
    types.GetSetDescriptorType, types.MemberDescriptorType, operator.attrgetter, operator.itemgetter,
    operator.methodcaller,
)  # fmt: skip


def is_immutable(value: Any) -> bool:
    """Whether nothing could change it."""
    return isinstance(value, _IMMUTABLE) and type(value) in _IMMUTABLE


class _Differs(Exception):
    """What is pickled is not what the file holds, or it takes too long."""


class Original:
    """An artifact that the step has loaded, and those of its variables that the step has and is not known to change.

    untouched: the step is not known to change anything of the artifact.
    """

    def __init__(self, loaded: Loaded, names: Iterable[str], session: "Session", *, untouched: bool) -> None:
        self._loaded, self._session = loaded, session
        self.names = [name for name in names if not is_immutable(loaded.values[name])]
        defined = any(isinstance(value, (type, types.FunctionType, LruCache)) for value in loaded.values.values())
        self._whole = untouched and not defined
        # Loading a class or a function anew would put its state back; and a part of a group has no pickle of its own.
        self._taken: Dict[str, Optional[Snapshot]] = {}
        if not self._whole:
            # What the step deletes is not kept: a weak reference may tell.
            self._loaded = loaded._replace(values={name: loaded.values[name] for name in self.names})
            self._taken = {name: take(loaded.values[name], session) for name in self.names}
        self.doubtful = False
        """Whether pickles have differed although nothing had changed."""

    def changed(self, until: float) -> Tuple[List[str], List[str]]:
        """The variables whose objects have changed, and those of which it cannot be told by then."""
        if not self._whole:
            return self._compare_snapshots()
        if self._as_stored(until):
            return [], []
        self.doubtful = True
        try:
            fresh = self._session.keep_copy(load_whole(self._loaded.path))
        except Exception:
            return [], self.names
        if self._pickled_alike(fresh, until):
            return [], []
        likeness = Likeness(until, _Mapped(self._loaded, fresh).alike)
        changed: List[str] = []
        unsure: List[str] = []
        for name in self.names:
            try:
                if not likeness.same(fresh.values[name], self._loaded.values[name]):
                    (changed if self._is_like_its_copy(name, until) else unsure).append(name)
            except Unsure:
                unsure.append(name)
        return changed, unsure

    def _is_like_its_copy(self, name: str, until: float) -> bool:
        """Whether comparing can tell anything: two loadings of the artifact are alike. Raises Unsure."""
        try:
            copies = self._session.keep_copy([load_whole(self._loaded.path) for _ in range(2)])
            one, other = (copy.values[name] for copy in copies)
        except Exception as error:
            raise Unsure(str(error)) from None
        return Likeness(until).same(one, other)

    def _pickled_alike(self, fresh: Loaded, until: float) -> bool:
        """Whether the values give the pickle that newly loaded ones give, which need not be the stored one."""
        try:
            digests = {_digest(loaded, self._session, until) for loaded in (self._loaded, fresh)}
        except Exception:
            return False
        return len(digests) == 1 and not self._is_written()

    def _is_written(self) -> bool:
        places = self._loaded.buffers
        return bool(places) and written(self._loaded.view, places[0][0], places[-1][1], self._loaded.path)

    def _compare_snapshots(self) -> Tuple[List[str], List[str]]:
        return compare(self._taken, self._loaded.values, self._session)

    def _as_stored(self, until: float) -> bool:
        loaded = self._loaded
        values = loaded.values
        buffers = _Buffers(loaded, until)
        memory = Memory(whole=self._session.asks_for_base)
        try:
            if loaded.shared:
                pickler = Pickler(_Timed(until), self._session, values, buffers.skip, memory)
                pickler.dump(values)
                memory.find(pickler.memo.copy)
            against = _Against(loaded.view[slice(*loaded.pickle)], until)
            Pickler(against, self._session, values, buffers.compare, memory).dump(values)
            against.end()
        except Exception:  # _Differs, and whatever the user's own `__reduce__` raises
            return False
        return not self._is_written()


def compare(
    taken: "Dict[str, Optional[Snapshot]]", values: Dict[str, Any], session: "Session"
) -> Tuple[List[str], List[str]]:
    """The names whose objects are no longer as their snapshots, and those of which it cannot be told."""
    changed, unsure = [], []
    for name, snapshot in taken.items():
        try:
            if snapshot is None:
                unsure.append(name)
            elif not snapshot.holds(values[name], session):
                changed.append(name)
        except Exception:
            unsure.append(name)
    return changed, unsure


class _Timed:
    """A file that keeps nothing but the digest, until there is no time left."""

    def __init__(self, until: float) -> None:
        self._until = until
        self.digest = hashlib.sha1(usedforsecurity=False)

    def write(self, data: Any) -> int:
        """Say how much it was."""
        if time.thread_time() > self._until:
            raise _Differs
        self.digest.update(data)
        return memoryview(data).nbytes


def _digest(loaded: Loaded, session: "Session", until: float) -> bytes:
    """A digest of the pickle of the values as they are now; of what is mapped from the file only where it is."""
    base = address(loaded.view) if loaded.buffers else None
    file = _Timed(until)

    def mark(buffer: Any) -> bool:
        raw = buffer.raw()
        if raw.nbytes < IN_BAND:
            return True
        place = None if base is None else address(raw) - base  # type: ignore[operator]
        mapped = place is not None and 0 <= place < len(loaded.view)
        file.digest.update(repr((place, raw.nbytes) if mapped else zlib.crc32(raw)).encode())
        return False

    memory = Memory()
    Pickler(file, session, loaded.values, mark, memory).dump(loaded.values)
    return file.digest.digest()


class _Against:
    """A file that compares what is written to it with what should be."""

    def __init__(self, wanted: memoryview, until: float) -> None:
        self._wanted, self._place, self._until = wanted, 0, until

    def write(self, data: Any) -> int:
        """Compare. Raises _Differs."""
        length = memoryview(data).nbytes
        if bytes(self._wanted[self._place : self._place + length]) != bytes(data) or time.thread_time() > self._until:
            raise _Differs
        self._place += length
        return length

    def end(self) -> None:
        """It was all of it."""
        if self._place != len(self._wanted):
            raise _Differs


class _Buffers:
    """Compares the buffers of an artifact: what is mapped from the file by its place, other memory byte by byte."""

    def __init__(self, loaded: Loaded, until: float) -> None:
        self._loaded, self._until = loaded, until
        self._next = iter(loaded.buffers)
        self._base = address(loaded.view)

    def skip(self, buffer: Any) -> bool:
        """Leave it out."""
        return bool(buffer.raw().nbytes < IN_BAND)

    def compare(self, buffer: Any) -> bool:
        """Compare the next one. Raises _Differs."""
        raw = buffer.raw()
        if raw.nbytes < IN_BAND:
            return True
        start, end = next(self._next, (0, 0))
        if raw.nbytes != end - start:
            raise _Differs
        if self._base is not None and address(raw) == self._base + start:
            return False  # whether its pages were written to is asked for all of them at once
        for place in range(0, raw.nbytes, _PIECE):
            stored = self._loaded.view[start + place : min(end, start + place + _PIECE)]
            if bytes(raw[place : place + _PIECE]) != bytes(stored) or time.thread_time() > self._until:
                raise _Differs
        return False


class _Mapped:
    """Tells of arrays from two mappings of one file that they are the same place in it, which nobody has written to."""

    def __init__(self, first: Loaded, second: Loaded) -> None:
        self._first, self._second = first, second
        self._bases = (address(first.view), address(second.view))

    def alike(self, a: Any, b: Any) -> bool:
        """a, b: arrays, of the second and of the first, of one type and shape."""
        if None in self._bases or a.strides != b.strides:
            return False
        begin = b.__array_interface__["data"][0] - self._bases[0]
        if a.__array_interface__["data"][0] - self._bases[1] != begin or not a.flags.c_contiguous:
            return False
        end = begin + b.nbytes
        return 0 <= begin <= end <= len(self._first.view) and not written(
            self._first.view, begin, end, self._first.path
        )


class Snapshot(NamedTuple):
    """A value as it was: its pickle, and of each buffer beside it the length and a checksum."""

    data: bytes
    buffers: Tuple[Tuple[int, int], ...]

    def holds(self, value: Any, session: "Session") -> bool:
        """Whether the value is the same now. Raises Unsure where it cannot be told."""
        kept = _pickled(value, session)
        if kept is None:
            raise Unsure("it cannot be pickled any more, or is too large")
        now = kept.snapshot()
        if now == self:
            return True
        if _is_defined(value) or now.data == self.data:
            return False
        if [length for length, _ in now.buffers] != [length for length, _ in self.buffers]:
            raise Unsure("its arrays are laid out in another way")
        # Large arrays were not kept: the old value is made with those of the new one, which their checksums tell apart.
        if now.buffers != self.buffers:
            return False
        buffers = [buffer.tobytes() for buffer in kept.raw]
        copies = [Unpickler(io.BytesIO(self.data), buffers=buffers).load() for _ in range(2)]
        old, again = session.keep_copy(copies)
        likeness = Likeness(time.thread_time() + _CONFIRMING)
        if likeness.same(old, value):
            return True
        if not likeness.same(old, again):
            raise Unsure("it is not like its own copy")
        return False


def take(value: Any, session: "Session") -> Optional[Snapshot]:
    """A snapshot; None of what is too large or cannot be pickled.

    The same objects give the same pickle as long as nobody changes them.
    """
    kept = _pickled(value, session)
    return None if kept is None else kept.snapshot()


def _pickled(value: Any, session: "Session") -> "Optional[_Kept]":
    kept = _Kept()
    try:
        Pickler(kept, session, {"": value} if _is_defined(value) else {}, kept.keep, Memory()).dump(value)
    except Exception:
        return None
    return kept


def _is_defined(value: Any) -> bool:
    return isinstance(value, (type, types.FunctionType, LruCache))


class _Kept(Nowhere):
    """Keeps what is written up to a limit. Raises _Differs beyond it."""

    def __init__(self) -> None:
        self.parts: List[bytes] = []
        self.buffers: List[Tuple[int, int]] = []
        self.raw: List[memoryview] = []
        self._size = 0

    def snapshot(self) -> Snapshot:
        """What was kept."""
        return Snapshot(b"".join(self.parts), tuple(self.buffers))

    def write(self, data: Any) -> int:
        """Keep it."""
        self._size += memoryview(data).nbytes
        if self._size > _MOST:
            raise _Differs
        self.parts.append(bytes(data))
        return memoryview(data).nbytes

    def keep(self, buffer: Any) -> bool:
        """Keep its checksum, or let it into the pickle where it is small."""
        raw = buffer.raw()
        if raw.nbytes < _SMALL:
            return True
        self._size += raw.nbytes // 16  # a checksum is quicker than a pickle
        if self._size > _MOST:
            raise _Differs
        self.raw.append(raw)
        self.buffers.append((raw.nbytes, zlib.crc32(raw)))
        return False
