"""Files that what was set up once goes on writing: those of logs, of caches on disk, and databases.

Sources: Python's library reference, `logging.handlers` and `logging.config`; joblib's, "On demand recomputing";
SQLAlchemy's, "Database URLs".
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from kale_converter.analysis import file_calls
from kale_converter.analysis.files import ANY_FILE
from kale_converter.analysis.objects import Object
from kale_converter.analysis.world import World
from kale_converter.model import Span

CACHE = "joblib.Memory"
LOG = "logging"
LOGGING = frozenset({"critical", "debug", "error", "exception", "fatal", "handle", "info", "log", "warn", "warning"})
"""Functions of `logging`, and methods of its loggers, that write to the handlers."""

_SQLITE = "sqlite:///"
"""How the address of a database in a file begins."""
_ONCE = frozenset({"pandas", "polars"})
"""Packages that are done with a database when the call ends that they are given it by."""

_OPENING = {
    "logging.FileHandler": (LOG, "filename"),
    "logging.handlers.WatchedFileHandler": (LOG, "filename"),
    "logging.handlers.RotatingFileHandler": (LOG, "filename"),
    "logging.handlers.TimedRotatingFileHandler": (LOG, "filename"),
    "joblib.Memory": (CACHE, "location"),
    "joblib.memory.Memory": (CACHE, "location"),
}
"""What is called → what goes on writing, and the argument that names the file or folder, which is the first."""


def set_up(world: World, path: str, node: ast.Call, span: Span) -> None:
    """A function known by its dotted name may open such a file."""
    use_address(world, path.partition(".")[0], node, span)
    if path in _OPENING:
        what, name = _OPENING[path]
        given = [*node.args[:1], *_named(node, name)]
        if not (given and isinstance(given[0], ast.Constant) and given[0].value is None):  # a cache that keeps nothing
            _open(world, what, file_calls.literal(given, 0), span)
    elif path == "logging.basicConfig":
        for argument in _named(node, "filename"):
            _open(world, LOG, file_calls.literal([argument], 0), span)
    elif path == "logging.config.dictConfig":
        for file in _files_of(node):
            _open(world, LOG, file, span)
    elif path == "logging.config.fileConfig":
        _open(world, LOG, None, span)


def use_address(world: World, package: str, node: ast.Call, span: Span) -> None:
    """A package may be given the address of a database, which it uses from then on."""
    for given in (*node.args, *(keyword.value for keyword in node.keywords)):
        text = file_calls.literal([given], 0) or ""
        file = text.removeprefix(_SQLITE).partition("?")[0]
        if file in {text, "", ":memory:"}:
            continue
        if package in _ONCE:
            file_calls.write(world, file, span)
        else:
            _open(world, package, file, span)


def use_objects(world: World, objects: Iterable[Object], span: Span) -> None:
    """Something is asked of objects; those of a package that uses a database look into that, or write to it."""
    for package in sorted({item.library for item in objects if not item.module} - {LOG}):
        write_on(world, package, span)


def write_on(world: World, what: str, span: Span) -> None:
    """Something is logged, or kept in a cache or database. what: `LOG`, `CACHE` or the package of that."""
    for kind, path in world.lasting_files:
        if kind == what:
            file_calls.write(world, None if path == ANY_FILE else path, span, inside=what == CACHE)


def _open(world: World, what: str, path: str | None, span: Span) -> None:
    file_calls.write(world, path, span)
    world.lasting_files.add((what, path or ANY_FILE))


def _named(node: ast.Call, name: str) -> list[ast.expr]:
    return [keyword.value for keyword in node.keywords if keyword.arg == name]


def _files_of(node: ast.Call) -> list[str | None]:
    """The files that a configuration names; any where it is not written out in the call."""
    if not node.args or not isinstance(node.args[0], ast.Dict):
        return [None]
    dicts = [part for part in ast.walk(node.args[0]) if isinstance(part, ast.Dict)]
    pairs = [pair for part in dicts for pair in zip(part.keys, part.values, strict=True)]
    return [file_calls.literal([value], 0) for key, value in pairs if _is_filename(key)]


def _is_filename(key: ast.expr | None) -> bool:
    return isinstance(key, ast.Constant) and key.value == "filename"
