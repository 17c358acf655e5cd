"""Not-a-numbers that there is one of: `np.nan in xs` and `lookup[np.nan]` ask whether it is that very object.

A pickle has numbers by their values, so that each would come back as another object.
"""

import importlib
import math
import pickle
import sys
from typing import Any, Optional

_MODULES = ("numpy", "math", "cmath")


def name_of(obj: Any) -> Optional[str]:
    """The module whose `nan` this object is; None of any other object."""
    if type(obj) is not float or not math.isnan(obj):
        return None
    return next((name for name in _MODULES if getattr(sys.modules.get(name), "nan", None) is obj), None)


class Unpickler(pickle.Unpickler):
    """Puts them in their places."""

    def persistent_load(self, pid: str) -> Any:
        """The `nan` of a module."""
        return importlib.import_module(pid).nan
