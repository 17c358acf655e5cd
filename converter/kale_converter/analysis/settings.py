"""Calls that are made for what they set in a package, which nothing but the process keeps.

What is documented to be such is in the tables (`uncarried`, `ambient`). Of the rest the name tells: a call
whose result nobody takes, of a function that is called `set_…`, `use_…`, `enable` and the like, or that is private and
so not documented at all, and is given nothing to work on.
"""

from __future__ import annotations

import re
import sys

from kale_converter.analysis.changing_methods import SMALL_CLASSES
from kale_converter.analysis.library import CHANGING_FUNCTIONS, REGISTERING, SHELL
from kale_converter.analysis.uncarried import UNCARRIED

_SETTING = re.compile(
    r"(set|use|reset|enable|disable|register|unregister|configure|config|init|patch|activate|switch)(_[a-z0-9_]+)?"
)
_PRIVATE = re.compile(r"_(?!_)")

_HANDED_ON = (SHELL, "logging.root")
"""What need not be told: the runtime sees what becomes of it."""
_FOUND_WITHOUT = frozenset({"keras"})
"""Packages that find the classes of the notebook by their names where they are not registered."""
_OF_PARTS = re.compile(r"(add|clear|remove|replace|set)(_|$)")
"""How methods begin that change what belongs to the process."""
_FILLING = {
    **dict.fromkeys(("clear", "popitem", "reverse", "sort"), 0),
    **dict.fromkeys(("add", "append", "appendleft", "discard", "extend", "pop", "remove", "update"), 1),
    **dict.fromkeys(("insert", "setdefault"), 2),
}
"""Methods that change a list, dictionary or set → how many arguments they take; a function needs the object as well."""


def sets_something(path: str, *, has_arguments: bool) -> bool:
    """Whether a function with this dotted name, called as a statement, is taken to set something in its package."""
    root, *parts = path.split(".")
    if root in sys.stdlib_module_names or path in UNCARRIED or path in CHANGING_FUNCTIONS or not parts:
        return False
    if not has_arguments and any(map(_PRIVATE.match, parts)):
        return True
    return _SETTING.fullmatch(parts[-1]) is not None


def changed_member(path: str, arguments: int) -> str:
    """What a package has (`nltk.data.path`) of which this is a method that changes it; "" where it is nothing such.

    arguments: how many are given by their place.
    """
    owner, _, name = path.rpartition(".")
    parts = owner.split(".")
    if owner.startswith(_HANDED_ON):
        return ""
    if owner.endswith("()") and _OF_PARTS.match(name):
        return owner
    if len(parts) == 1 or name not in _FILLING or arguments > _FILLING[name] or parts[-1] in SMALL_CLASSES:
        return ""
    return "" if path in UNCARRIED or path in CHANGING_FUNCTIONS else owner


def registers(path: str) -> bool:
    """Whether a decorator with this dotted name registers what it decorates with its package."""
    root, *parts = path.split(".")
    told = path in UNCARRIED or path in REGISTERING or root in _FOUND_WITHOUT or root in sys.stdlib_module_names
    return not told and bool(parts) and parts[-1].startswith("register")
