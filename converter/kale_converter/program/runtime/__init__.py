"""The step runtime: executes the cells of a program and hands variables from step to step.

This folder is all that a step needs besides Python 3.9 or newer: it imports nothing of ours from outside itself, and
IPython, cloudpickle and numpy only where they are there. Nothing here knows where it runs: what happens is told to
`emit` as plain dicts, and variables are stored in a folder. Read `session` first; `container` is what a step on a
cluster starts with.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .artifact import NotLoadable, NotStorable, load, save
    from .ending import finish
    from .output import plain_json
    from .session import Session, internal_failure

__all__ = ["NotLoadable", "NotStorable", "Session", "finish", "internal_failure", "load", "plain_json", "save"]

_PLACES = {"plain_json": "output", "Session": "session", "finish": "ending", "internal_failure": "session"}


def __getattr__(name: str) -> Any:
    """Import what is asked for: a converter that only puts parameters into cells needs none of it."""
    if name not in __all__:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module("." + _PLACES.get(name, "artifact"), __name__), name)
