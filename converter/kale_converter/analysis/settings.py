"""Calls that are made for what they set in a package, which nothing but the process keeps.

What is documented to be such is in the tables (`uncarried`, `ambient`). Of the rest the name tells: a call
whose result nobody takes, of a function that is called `set_…`, `use_…`, `enable` and the like, or that is private and
so not documented at all, and is given nothing to work on.
"""

from __future__ import annotations

import re
import sys

from kale_converter.analysis.library import CHANGING_FUNCTIONS
from kale_converter.analysis.uncarried import UNCARRIED

_SETTING = re.compile(
    r"(set|use|reset|enable|disable|register|unregister|configure|config|init|patch|activate|switch)(_[a-z0-9_]+)?"
)
_PRIVATE = re.compile(r"_(?!_)")


def sets_something(path: str, *, has_arguments: bool) -> bool:
    """Whether a function with this dotted name, called as a statement, is taken to set something in its package."""
    root, *parts = path.split(".")
    if root in sys.stdlib_module_names or path in UNCARRIED or path in CHANGING_FUNCTIONS or not parts:
        return False
    if not has_arguments and any(map(_PRIVATE.match, parts)):
        return True
    return _SETTING.fullmatch(parts[-1]) is not None
