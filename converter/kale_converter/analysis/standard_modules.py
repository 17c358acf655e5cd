"""What Python's own modules have: of these alone it is known without a text."""

from __future__ import annotations

import importlib
import sys
from functools import lru_cache

_NOT_IMPORTED = frozenset({"__main__", "antigravity", "idlelib", "test", "this", "tkinter", "turtle", "turtledemo"})
"""Modules of Python itself that do something, or need a screen, when they are imported."""


@lru_cache(maxsize=256)
def names_of(module: str) -> frozenset[str] | None:
    """What a star import from a module of Python itself binds; None where that is not known."""
    top = module.partition(".")[0]
    if top not in sys.stdlib_module_names or top in _NOT_IMPORTED:
        return None
    try:
        found = importlib.import_module(module)
    except ImportError:
        return None
    names = getattr(found, "__all__", None)
    return frozenset(name for name in dir(found) if name[:1] != "_") if names is None else frozenset(names)


def may_have(module: str, name: str) -> bool:
    """Whether a star import from a module may bind a name."""
    names = names_of(module)
    return names is None or name in names
