"""Functions that keep something of their first calls: every process begins without.

`functools.cache` and `lru_cache` keep results, `jax.jit`, `tf.function` and Numba what they have made of the code. It
shows in another step where a call does more than give something: where it prints or binds something, where what was
kept has been changed, or where the call would give something else by now.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

from kale_converter.analysis.definitions import last_word
from kale_converter.analysis.growing import Growing
from kale_converter.analysis.objects import COMPILED, KEEPS_RESULTS, TRACED, Object, Value, modules, reach
from kale_converter.analysis.scopes import FunctionNode, global_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kale_converter.analysis.bindings import Binding, Names

_CACHES = frozenset({"cache", "lru_cache"})
_KEPT = {
    KEEPS_RESULTS: "which results of {} are kept",
    TRACED: "what is traced of {}",
    COMPILED: "what is compiled of {}",
}
KEEPING = frozenset(_KEPT)
_KINDS = {
    **dict.fromkeys(("jax.jit", "jax.pmap", "tensorflow.function"), TRACED),
    **dict.fromkeys(("numba.jit", "numba.njit"), COMPILED),
}
_TAKEN_AS_THEY_ARE = frozenset({"", "jax", "numpy"})
"""The packages of objects that are constants of a traced function; "" is none."""
Versions = frozenset[tuple[str, tuple[int, ...]]]
"""Of some names the cells that have written what they are."""


class KeptResults:
    """What the cells so far have done with such functions."""

    def __init__(self) -> None:
        self._calls: Growing[tuple[Object, int, Versions]] = Growing()
        self._changes: Growing[tuple[Object, int]] = Growing()

    def call(self, function: Object, cell: int, names: Names, written: Iterable[str]) -> Iterator[int]:
        """A cell calls such a function; gives the earlier cells whose kept results it would have to have.

        written: the names that the call has written, by which it can be seen.
        """
        assert function.function is not None
        node, kind = function.function.node, function.type_name
        versions = _versions(node, names, kind)
        shows = kind != COMPILED and (prints(node) or any(_matters(names.get(name), kind) for name in written))
        earlier = [(other, then) for called, other, then in self._calls if called is function and other != cell]
        changed = {other for called, other in self._changes if called is function and other != cell}
        yield from sorted(changed | {other for other, then in earlier if shows or not then <= versions})
        self._calls.add((function, cell, versions))

    def change(self, function: Object, cell: int) -> None:
        """A cell changes what such a function has given, or something in that."""
        self._changes.add((function, cell))


@lru_cache(maxsize=4096)
def keeps_results(node: FunctionNode) -> bool:
    """Whether a function is decorated so that it keeps its results."""
    return not isinstance(node, ast.Lambda) and any(last_word(item) in _CACHES for item in node.decorator_list)


def kept_by(item: Object) -> str:
    """What a function keeps, in words."""
    node = item.function.node if item.function is not None else None
    name = "a lambda" if node is None or isinstance(node, ast.Lambda) else f"{node.name}()"
    return _KEPT[item.type_name].format(name)


def keeping(given: Value, kind: str = KEEPS_RESULTS) -> Value:
    """What `functools.cache` and the like make of functions. kind: one of KEEPING."""
    return frozenset(_kept(item, kind) for item in given if item.function is not None)


def kind_of_keeping(decorator: Value, paths: Iterable[str]) -> str:
    """What a decorator of another package makes of functions: TRACED, COMPILED or "". paths: its dotted names."""
    return next((_KINDS[path] for path in (*paths, *modules(frozenset(reach(decorator)))) if path in _KINDS), "")


def _kept(item: Object, kind: str) -> Object:
    made = Object(function=item.function, library="functools", type_name=kind)
    made.hold((item,))
    return made


@lru_cache(maxsize=4096)
def prints(node: FunctionNode) -> bool:
    """Whether the function has a call in it that prints, or asks."""
    calls = (item.func for item in ast.walk(node) if isinstance(item, ast.Call))
    return any(isinstance(called, ast.Name) and called.id in {"print", "display", "input"} for called in calls)


def _versions(node: FunctionNode, names: Names, kind: str) -> Versions:
    """Of what a function takes from outside."""
    found = ((name, names.get(name)) for name in global_names(node))
    return frozenset(
        (name, tuple(sorted(binding.writers)))
        for name, binding in found
        if binding is not None and _matters(binding, kind)
    )


def _matters(binding: Binding | None, kind: str) -> bool:
    """Whether a function sees what a name stands for at its first call only, and changes it then only.

    What is traced changes variables of TensorFlow, and what holds some, at each call.
    """
    if binding is None:
        return True
    if _is_module(binding.value):
        return False
    return kind == KEEPS_RESULTS or all(
        item.library in _TAKEN_AS_THEY_ARE and item.instance_of is None for item in binding.value
    )


def _is_module(value: Value) -> bool:
    """Whether a name stands for a module, which is the same however often it is imported."""
    return bool(value) and all(item.module for item in value)
