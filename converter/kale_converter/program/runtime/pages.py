"""The pages of a file that is mapped privately: which bytes of it the process has written to."""

import mmap
import os
import struct
import sys
from pathlib import Path
from typing import Any, Iterable, List, Optional

_PAGE = mmap.PAGESIZE


def address(buffer: Any) -> Optional[int]:
    """Where the bytes of a buffer are; None where there is nobody to ask."""
    numpy = sys.modules.get("numpy")
    if numpy is None:
        return None
    return int(numpy.frombuffer(buffer, dtype="u1").__array_interface__["data"][0])


def written(view: memoryview, start: int, end: int, path: Path) -> bool:
    """Whether these bytes of a privately mapped file are no longer those of the file.

    Linux tells which pages are still the file's own; only the others are compared, all of them where nobody tells.
    """
    base = address(view)
    first, last = start // _PAGE, (end + _PAGE - 1) // _PAGE
    pages: Iterable[int] = range(first, last)
    if base is not None:
        try:
            with Path("/proc/self/pagemap").open("rb", buffering=0) as pagemap:
                told = os.pread(pagemap.fileno(), (last - first) * 8, (base // _PAGE + first) * 8)
            if len(told) == (last - first) * 8:
                pages = _private(told, first)
        except OSError:
            pass
    with path.open("rb", buffering=0) as file:
        for page in pages:
            begin, stop = max(start, page * _PAGE), min(end, (page + 1) * _PAGE)
            if os.pread(file.fileno(), stop - begin, begin) != bytes(view[begin:stop]):
                return True
    return False


def _private(told: bytes, first: int) -> List[int]:
    """The pages that are there or swapped out (bits 63, 62) and do not belong to the file (bit 61)."""
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        flags = numpy.frombuffer(told, dtype="u8") >> numpy.uint64(61)
        return [first + int(place) for place in numpy.flatnonzero((flags >= 2) & (flags & numpy.uint64(1) == 0))]  # noqa: PLR2004
    entries = struct.unpack(f"={len(told) // 8}Q", told)
    return [first + n for n, entry in enumerate(entries) if entry >> 62 and not entry >> 61 & 1]
