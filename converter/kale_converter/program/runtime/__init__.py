"""The step runtime: executes the cells of a program and hands variables from step to step.

This folder is all that a step needs besides Python 3.9 or newer: it imports nothing of ours from outside itself, and
IPython, cloudpickle and numpy only where they are there. Nothing here knows where it runs: what happens is told to
`emit` as plain dicts, and variables are stored in a folder. Read `session` first.
"""

from .artifact import NotLoadable, NotStorable, load, save
from .output import plain_json
from .session import Session, finish, internal_failure

__all__ = ["NotLoadable", "NotStorable", "Session", "finish", "internal_failure", "load", "plain_json", "save"]
