"""Arrays that are files (`numpy.memmap`): in the next step copies, of which the parts are such arrays too."""

import mmap
from typing import Any, Dict

_MAP = "_mmap"
"""The attribute that has the map of the file into the process's memory. NumPy asks whether there is one."""


class _Map:
    """Stands for such a map in a pickle; it comes back as one of no file."""

    def __reduce__(self) -> Any:
        return _make_map, ()


_STANDS_FOR_IT = _Map()


def beside_numbers(array: Any) -> Dict[str, Any]:
    """The attributes of an array of a subclass, as they are stored."""
    found = dict(vars(array))
    if found.get(_MAP) is not None:
        found[_MAP] = _STANDS_FOR_IT  # the same object for all
    return found


def _make_map() -> Any:
    return mmap.mmap(-1, 1)
