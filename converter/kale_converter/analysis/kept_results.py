"""Functions that keep their results (`functools.cache`, `functools.lru_cache`): every process begins without any.

It shows in another step where a call does more than give what was kept: where it prints or binds something, where what
was kept has been changed, or where the call would give something else by now. A compiled function keeps what it was
compiled with: the globals of its first call.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

from kale_converter.analysis.definitions import last_word
from kale_converter.analysis.growing import Growing
from kale_converter.analysis.objects import KEEPS_RESULTS, Object, Value
from kale_converter.analysis.scopes import FunctionNode, global_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kale_converter.analysis.bindings import Names

_CACHES = frozenset({"cache", "lru_cache"})
_COMPILERS = frozenset({"jit", "njit"})
Versions = frozenset[tuple[str, tuple[int, ...]]]
"""Of some names the cells that have written what they are."""


class KeptResults:
    """What the cells so far have done with such functions."""

    def __init__(self) -> None:
        self._calls: Growing[tuple[Object, int, Versions]] = Growing()
        self._changes: Growing[tuple[Object, int]] = Growing()

    def call(self, function: Object, cell: int, names: Names, *, shows: bool) -> Iterator[int]:
        """A cell calls such a function; gives the earlier cells whose kept results it would have to have.

        shows: whether the call can be seen by more than by what it gives.
        """
        assert function.function is not None
        versions = _versions(function.function.node, names)
        earlier = [(other, then) for called, other, then in self._calls if called is function and other != cell]
        changed = {other for called, other in self._changes if called is function and other != cell}
        yield from sorted(changed | {other for other, then in earlier if shows or then != versions})
        self._calls.add((function, cell, versions))

    def change(self, function: Object, cell: int) -> None:
        """A cell changes what such a function has given, or something in that."""
        self._changes.add((function, cell))


@lru_cache(maxsize=4096)
def keeps_results(node: FunctionNode) -> bool:
    """Whether a function is decorated so that it keeps its results."""
    return not isinstance(node, ast.Lambda) and any(last_word(item) in _CACHES for item in node.decorator_list)


@lru_cache(maxsize=4096)
def is_compiled(node: FunctionNode) -> bool:
    """Whether a function is decorated so that Numba or JAX compiles it when it is first called."""
    return not isinstance(node, ast.Lambda) and any(last_word(item) in _COMPILERS for item in node.decorator_list)


def keeping(given: Value) -> Value:
    """What `functools.cache` makes of functions: it keeps what they give."""
    return frozenset(_kept(item) for item in given if item.function is not None)


def _kept(item: Object) -> Object:
    made = Object(function=item.function, library="functools", type_name=KEEPS_RESULTS)
    made.hold((item,))
    return made


@lru_cache(maxsize=4096)
def prints(node: FunctionNode) -> bool:
    """Whether the function has a call in it that prints, or asks."""
    calls = (item.func for item in ast.walk(node) if isinstance(item, ast.Call))
    return any(isinstance(called, ast.Name) and called.id in {"print", "display", "input"} for called in calls)


def _versions(node: FunctionNode, names: Names) -> Versions:
    """Of what a function takes from outside."""
    found = ((name, names.get(name)) for name in global_names(node))
    return frozenset(
        (name, tuple(sorted(binding.writers)))
        for name, binding in found
        if binding is not None and not _is_module(binding.value)
    )


def _is_module(value: Value) -> bool:
    """Whether a name stands for a module, which is the same however often it is imported."""
    return bool(value) and all(item.module for item in value)
