"""Files that packages use by functions and methods that are in no table (`file_calls`).

What these do with files is told by their names, as `write_gml` and `load_npz`; whatever else is given by literal the
name of a file that the notebook has written is taken to read it.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

_NO_FILES = {
    "load_state_dict", "read_clipboard", "read_gbq", "read_sql", "read_sql_query", "read_sql_table", "read_database",
}  # fmt: skip
_OF_STREAMS = {"cloudpickle", "dill", "jsonpickle", "msgpack", "orjson", "rapidjson", "ruamel", "simplejson", "ujson",
               "yaml"}  # fmt: skip
"""Packages whose `load` and `dump` are given texts and open files."""
_NAMES_OF_PATHS = {
    None, "file", "filename", "file_name", "filepath", "filepath_or_buffer", "fname", "fp", "io", "path",
    "path_or_buf", "source", "uri",
}  # fmt: skip
"""Keywords that give a file; None: two stars."""


@dataclass(frozen=True, slots=True)
class Names:
    """How those are called that write files, and those that read them.

    wherever: whether the file that is written may come behind what is written, and is not the first argument.
    """

    writing: re.Pattern[str]
    reading: re.Pattern[str]
    wherever: bool

    def writes(self, name: str) -> bool:
        """Whether what is called so writes a file."""
        return self.writing.fullmatch(name) is not None

    def reads(self, name: str, node: ast.Call) -> bool:
        """Whether what is called so reads the file that it is given; `load_iris()` is given none.

        Nor is `load_dataset("tips")`: a literal name without a dot is one of something else.
        """
        named = any(not isinstance(part, ast.Constant) or "." in str(part.value) for part in paths(node))
        return named and name not in _NO_FILES and self.reading.fullmatch(name) is not None

    def path_written(self, node: ast.Call) -> list[ast.expr]:
        """The argument that names the file which is written, alone; none where that is not sure."""
        given = paths(node)
        if not self.wherever:
            return given[:1]
        return [part for part in given if any("." in text or "/" in text for text in texts(part))][:1]


FUNCTIONS = Names(
    re.compile(r"(im|mim|vol|mm)?(write|save)(_.+)?|(dump|sink)_.+|writeto"),
    re.compile(r"(im|mim|vol|mm)?(read|load)(_.+)?|(open|scan)_.+|from_(.+_)?file|readsav|loadarff|dcmread"),
    wherever=True,
)
METHODS = Names(re.compile(r"(write|save|sink)_.+"), re.compile(r"load(_.+)?|read_.+"), wherever=False)


def is_of_package(path: str) -> bool:
    """Whether a dotted name is one of a package, for which the names hold: not of Python's own library."""
    root = path.partition(".")[0]
    return bool(root) and root not in sys.stdlib_module_names and root not in _OF_STREAMS


def paths(node: ast.Call) -> list[ast.expr]:
    """The arguments that may name a file: those by position, and those by certain keywords."""
    return [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg in _NAMES_OF_PATHS)]


def texts(node: ast.AST) -> Iterator[str]:
    """The literal texts in what a call is given."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value
