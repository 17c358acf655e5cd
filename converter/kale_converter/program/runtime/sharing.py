"""Arrays that share memory: found while they are pickled, and pickled so that they share it again.

A pickle knows objects, not memory: an array and a view of it come back as two arrays. So the first pickling only
notes the arrays that it meets. Where two of them overlap, everything is pickled once more, with the memory that they
share stored once and each of them as a view of it. Most groups share nothing and are pickled once.
"""

import array
import bisect
import ctypes
import importlib
import pickle
import sys
from typing import Any, List, NamedTuple, Optional, Tuple

_RESIZABLE = (bytearray, array.array)
_BASES = (*_RESIZABLE, bytes)
_MOST_BASES = 30
_MOST_WITH_GAPS = 1 << 16
"""Bytes; of larger views, gaps are stored that are no longer than what they show."""


class Region(NamedTuple):
    """Memory that arrays share. start, end: addresses. buffer: what is pickled for it, the same object for all."""

    start: int
    end: int
    buffer: Any


class _Bytes:
    """Stands for a range of memory in a pickle; it comes back as a buffer."""

    def __init__(self, start: int, end: int, writeable: bool) -> None:
        view = memoryview((ctypes.c_ubyte * (end - start)).from_address(start))
        self._view = view if writeable else view.toreadonly()

    def __reduce_ex__(self, protocol: Any) -> Any:
        return memoryview, (pickle.PickleBuffer(self._view),)


class _Objects:
    """Stands for an array of objects, which may hold views of itself: it is there before its elements are."""

    def __init__(self, elements: List[Any]) -> None:
        self._elements = elements

    def __reduce_ex__(self, protocol: Any) -> Any:
        return _make_objects, (len(self._elements),), self._elements, None, None, _set_objects


class Memory:
    """The arrays that a pickling meets, and the memory that they share. It keeps them alive, and so their addresses.

    whole: what a view looks into is stored with it, so that it has its base. Otherwise only what it shows of that.
    """

    found = False
    """Whether `find` has found any."""

    def __init__(self, *, whole: bool = False) -> None:
        self._whole = whole
        self._seen: List[Any] = []
        self._regions: List[Region] = []
        self._starts: List[int] = []

    def see(self, found: Any) -> None:
        """Note an array."""
        self._seen.append(found)

    def find(self, stored: Any) -> bool:
        """Whether arrays share memory. stored: gives the ids of all objects in the pickle; seldom asked."""
        views = [found for found in self._seen if found.base is not None]
        if not views:
            return False
        regions = self._buffers(views, stored)
        self._use(regions)
        free = sorted((item for item in self._extents() if self._region(*item[:2]) is None), key=lambda item: item[:2])
        groups = [group for group in _together(free) if len(group) > 1 or _is_laid_out(group[0][2])]
        for group in groups:
            region = _region_of(group)
            if region is not None:
                regions.append(region)
        self._use(regions)
        self.found = bool(regions)
        return self.found

    def reduced(self, found: Any) -> Any:
        """How to pickle an array that shares memory; None for any other."""
        if not self._regions or not found.size:
            return None
        start, end = _extent(found)
        region = self._region(start, end)
        if region is None or region.buffer is found:
            return None
        offset = found.__array_interface__["data"][0] - region.start
        layout = (found.dtype, found.shape, found.strides, offset)
        return _make_view, (region.buffer, type(found), found.flags.writeable, *layout)

    def _extents(self) -> "List[Tuple[int, int, Any]]":
        return [(*_extent(found), found) for found in self._seen if found.size]

    def _use(self, regions: List[Region]) -> None:
        self._regions = sorted(regions, key=lambda region: region.start)
        self._starts = [region.start for region in self._regions]

    def _region(self, start: int, end: int) -> Optional[Region]:
        place = bisect.bisect_right(self._starts, start) - 1
        return self._regions[place] if place >= 0 and end <= self._regions[place].end else None

    def _buffers(self, views: List[Any], stored: Any) -> List[Region]:
        """What arrays look into and is stored itself: bytearrays and the like; where all of it is, any."""
        owners = {id(owner): owner for owner in map(_owner, views) if self._is_buffer(owner)}
        if not owners:
            return []
        if self._whole:
            return [Region(*_span(owner), owner) for owner in owners.values()]
        ids = stored()
        return [Region(*_span(owner), owner) for key, owner in owners.items() if key in ids]

    def _is_buffer(self, owner: Any) -> bool:
        if not self._whole:
            return isinstance(owner, _RESIZABLE)
        array: Any = sys.modules["numpy"].ndarray
        masked: Any = getattr(sys.modules.get("numpy.ma"), "MaskedArray", ())  # is stored as a view of its numbers
        whole = isinstance(owner, array) and not isinstance(owner, masked)
        contiguous = whole and (owner.flags.c_contiguous or owner.flags.f_contiguous)
        return isinstance(owner, _BASES) or (contiguous and not owner.dtype.hasobject)


def _extent(found: Any) -> Tuple[int, int]:
    start = end = found.__array_interface__["data"][0]
    for size, stride in zip(found.shape, found.strides):
        if stride < 0:
            start += (size - 1) * stride
        else:
            end += (size - 1) * stride
    return start, end + found.itemsize


def _owner(found: Any) -> Any:
    """What has the memory that an array looks into."""
    owner, base = found, found.base
    for _ in range(_MOST_BASES):  # those of Cython's views of memory go on for ever
        if base is None:
            break
        owner, base = base, base.obj if isinstance(base, memoryview) else getattr(base, "base", None)
    return owner


def _span(buffer: Any) -> Tuple[int, int]:
    numpy = sys.modules["numpy"]
    view = buffer if isinstance(buffer, numpy.ndarray) else numpy.frombuffer(buffer, dtype="u1")
    start = view.__array_interface__["data"][0]
    return start, start + view.nbytes


def _is_laid_out(found: Any) -> bool:
    """Whether a view keeps its gaps though nothing else shows what is in them: sums are rounded by the layout."""
    if found.dtype.hasobject or found.flags.c_contiguous or found.flags.f_contiguous:
        return False
    start, end = _extent(found)
    return bool(end - start <= max(_MOST_WITH_GAPS, 2 * found.nbytes))


def _together(extents: "List[Tuple[int, int, Any]]") -> "List[List[Tuple[int, int, Any]]]":
    """Extents, sorted by address, in groups of those that overlap."""
    groups: "List[List[Tuple[int, int, Any]]]" = []
    reach = -1
    for item in extents:
        if groups and item[0] < reach:
            groups[-1].append(item)
        else:
            groups.append([item])
        reach = max(reach, item[1])
    return groups


def _region_of(group: "List[Tuple[int, int, Any]]") -> Optional[Region]:
    start, end = group[0][0], max(end for _, end, _ in group)
    arrays = [found for _, _, found in group]
    if not any(found.dtype.hasobject for found in arrays):
        return Region(start, end, _Bytes(start, end, any(found.flags.writeable for found in arrays)))
    owner = _owner(arrays[0])
    if any(type(o) is not type(owner) or o.dtype != object for o in (owner, *arrays)):
        return None
    if not (owner.flags.c_contiguous or owner.flags.f_contiguous):
        return None
    first = _extent(owner)[0]
    part = slice((start - first) // owner.itemsize, (end - first) // owner.itemsize)
    return Region(start, end, _Objects(owner.ravel(order="K")[part].tolist()))


def _make_objects(size: int) -> Any:
    return importlib.import_module("numpy").empty(size, object)


def _set_objects(made: Any, elements: List[Any]) -> None:
    for place, element in enumerate(elements):
        made[place] = element


def _make_view(buffer: Any, kind: Any, writeable: bool, *layout: Any) -> Any:
    """An array on a part of a buffer: bytes, or an array of objects. layout: dtype, shape, strides, offset in bytes."""
    numpy = importlib.import_module("numpy")
    dtype, shape, strides, offset = layout
    if dtype.hasobject:
        view = numpy.lib.stride_tricks.as_strided(buffer[offset // buffer.itemsize :], shape, strides).view(kind)
    else:
        view = numpy.ndarray.__new__(kind, shape, dtype, buffer, offset, strides)
    if not writeable:
        view.flags.writeable = False
    return view
