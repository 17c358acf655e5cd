"""SQL that packages evaluate over the variables of whoever calls them, and DuckDB's own connection.

Sources: DuckDB, "Replacement Scans" and "Connect" (what `duckdb.sql` makes is in a database of the process); polars,
"SQL interface" (`pl.sql`, `register_globals`); pandasql's readme.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from kale_converter.analysis.bindings import is_name
from kale_converter.analysis.call import Call
from kale_converter.analysis.objects import Value
from kale_converter.analysis.texts import read_names, texts_in

_EVALUATING = {
    "duckdb": frozenset({"execute", "executemany", "from_query", "query", "query_df", "sql"}),
    "pandasql": frozenset({"sqldf"}),
    "polars": frozenset({"sql"}),
}
"""Package → its functions, and methods of its objects, that evaluate SQL."""

_REGISTERING = "register_globals"
"""The keyword that tells polars to take all frames that there are."""

_SETTING = frozenset({"append", "create_function", "load_extension", "register", "remove_function", "unregister"})
"""Functions of DuckDB that change its own connection, as most SQL does."""

_WORD = re.compile(r"[^\W\d]\w*")
_READING = re.compile(r"[\s(]*(select|with|from|values|describe|show|summarize|explain|pivot|unpivot)\b", re.IGNORECASE)


def call_function(call: Call, path: str) -> None:
    """A function known by its dotted name may evaluate SQL, or change DuckDB's own connection."""
    root, last = path.partition(".")[0], path.rpartition(".")[2]
    if root not in _EVALUATING:
        return
    if any(keyword.arg == _REGISTERING for keyword in call.node.keywords):
        read_names(call, list(_frames(call)))
    if last in _EVALUATING[root]:
        _evaluate(call)
    if root == "duckdb" and path.count(".") == 1 and (last in _SETTING or (_evaluates(root, last) and _changes(call))):
        call.frame.world.patch("DuckDB's own connection", call.span, root)


def call_method(call: Call, made_by: str, name: str) -> None:
    """A method of what this package has made may evaluate SQL."""
    if _evaluates(made_by, name):
        _evaluate(call)


def _evaluates(package: str, name: str) -> bool:
    return name in _EVALUATING.get(package, ())


def _evaluate(call: Call) -> None:
    for argument in _queries(call.node):
        texts, known = texts_in(argument)
        words = [word for text in texts for word in _WORD.findall(text)]
        read_names(call, words if known else [*words, *_frames(call)])


def _queries(node: ast.Call) -> list[ast.expr]:
    return [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg == "query")]


def _changes(call: Call) -> bool:
    """Whether SQL may do anything but read."""
    found = [texts_in(argument) for argument in _queries(call.node)]
    return any(not texts or not _READING.match(texts[0]) or ";" in texts[0].rstrip("; \n") for texts, _ in found)


def _frames(call: Call) -> Iterator[str]:
    """The variables that may be a frame."""
    for name, binding in call.frame.world.env.every():
        if is_name(name) and not binding.gone and _may_be_frame(binding.value):
            yield name


def _may_be_frame(value: Value) -> bool:
    return any(not (item.module or item.may_be_called or item.type_name == "container") for item in value)
