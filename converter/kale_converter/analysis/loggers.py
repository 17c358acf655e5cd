"""Loggers: what sets them, and what may log, in which their settings show."""

from __future__ import annotations

import re
import sys
from collections.abc import Set as AbstractSet

from kale_converter.analysis import lasting_files
from kale_converter.analysis.objects import Object, Value
from kale_converter.analysis.states import LOGGING
from kale_converter.analysis.world import World
from kale_converter.model import Span

LOGGER_SETTINGS = frozenset({"level", "propagate", "disabled"})
"""The attributes of a logger that the state holds."""

_LOGGING_NOTHING = frozenset(sys.stdlib_module_names) | {
    "", "networkx", "numpy", "pandas", "polars", "scipy", "seaborn", "sklearn", "sympy",
}  # fmt: skip
"""Packages that log nothing; "" is none, or not known."""
_VERBOSITY = re.compile(
    r"\w+\.([\w.]+\.)?logging\."
    r"(set_verbosity\w*|reset_format|(en|dis)able_(default_handler|explicit_format|propagation))"
)
"""The names of functions by which packages set their own loggers: optuna, transformers and their like."""
_PLAIN_HANDLERS = frozenset({"logging.StreamHandler", "logging.FileHandler"})
_HANDLING = frozenset({
    "addHandler", "removeHandler", "addFilter", "removeFilter",
    "append", "clear", "extend", "insert", "pop", "popitem", "remove", "setdefault", "update",
})  # fmt: skip
"""Methods of a logger, and of the lists that it has, that give it handlers and filters, or take them away."""


def sets_loggers(path: str) -> bool:
    """Whether a function of this dotted name sets the loggers of its package."""
    return _VERBOSITY.fullmatch(path) is not None


def see_loggers(world: World, packages: AbstractSet[str], span: Span) -> None:
    """The current cell uses these packages, which may log."""
    if not _LOGGING_NOTHING.issuperset(packages):
        world.use_state(LOGGING, span, change=False)


def call_logger(world: World, name: str, span: Span, given: Value) -> None:
    """What a method of a logger or of its handler sees and sets: handlers are carried where they are plain."""
    handles = name in _HANDLING
    if handles or name in {"setLevel", "setFormatter"}:
        world.set_state(LOGGING, span, wholly=False, given=given)
    else:
        world.use_state(LOGGING, span, change=False)
    if name in lasting_files.LOGGING:
        lasting_files.write_on(world, lasting_files.LOG, span)
    if handles and not all(_is_plain_handler(item) for item in given):
        world.patch("a logger", span, "logging", names=world.used_by(given))


def _is_plain_handler(item: Object) -> bool:
    """Whether a handler writes to a file, or to one of the streams that every process has."""
    return item.type_name in _PLAIN_HANDLERS and all(map(_is_of_logging, item.held))


def _is_of_logging(item: Object) -> bool:
    """Whether this is a formatter, or a stream of the process, and no other file."""
    if item.instance_of is not None:
        return any(path.startswith("logging.") for path in item.instance_of.foreign())
    return item.library == "logging" or item.module in {"sys.stdout", "sys.stderr"}
