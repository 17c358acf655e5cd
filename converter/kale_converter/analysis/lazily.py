"""Expressions and lazy frames of polars: what they are given to call, they call where they are collected.

polars stores such a function by itself, so that what is loaded calls another one, with variables of its own.
Source: polars, "Lazy API" and `map_elements`.
"""

from __future__ import annotations

from kale_converter.analysis.call import Call
from kale_converter.analysis.objects import NOTHING, Value, new, reach
from kale_converter.analysis.unstorable import QUERY_WITH_FUNCTIONS

_PACKAGE = "polars"
_LAZY = "polars lazy"
"""The type name of both."""

_MAKING = frozenset(f"{_PACKAGE}.{name}" for name in (
    "LazyFrame", "all", "all_horizontal", "any_horizontal", "coalesce", "col", "concat_list", "concat_str", "element",
    "fold", "format", "lit", "map_batches", "map_groups", "max_horizontal", "mean_horizontal", "min_horizontal",
    "reduce", "scan_csv", "scan_ipc", "scan_ndjson", "scan_parquet", "struct", "sum_horizontal", "when"))  # fmt: skip
_COLLECTING = frozenset(
    {"collect", "collect_async", "collect_batches", "collect_schema", "describe", "fetch", "profile"}
)


def make_lazy(call: Call, path: str) -> Value:
    """What a function of polars gives that is one of these; NOTHING of any other."""
    return _made(call.given) if path in _MAKING else NOTHING


def call_lazy(call: Call, base: Value, name: str) -> Value:
    """What a method of one of these gives, or the method that makes one of a frame; NOTHING of any other."""
    lazy = frozenset(item for item in base if item.type_name == _LAZY)
    if not lazy:
        of_polars = any(item.library == _PACKAGE for item in base)
        return _made(NOTHING) if name == "lazy" and of_polars else NOTHING
    if name in _COLLECTING or name.startswith("sink_"):
        call.call_back(item for item in reach(lazy) if item.may_be_called)
        return new(library=_PACKAGE)
    return _made(lazy | call.given)


def _made(given: Value) -> Value:
    kept = frozenset(item for item in given if item.closes or item.type_name == _LAZY)
    calls = any(item.may_be_called for item in reach(kept))
    return new(kept, library=_PACKAGE, type_name=_LAZY, unstorable=QUERY_WITH_FUNCTIONS if calls else "")
