"""What the text of a function says of it: its decorators, what it makes, whether a call of it runs it."""

from __future__ import annotations

import ast
from functools import lru_cache

from kale_converter.analysis.scopes import FunctionNode, children
from kale_converter.analysis.unstorable import COROUTINE, GENERATOR


@lru_cache(maxsize=4096)
def decorator_names(node: FunctionNode) -> frozenset[str]:
    """The last words of a function's decorators."""
    if isinstance(node, ast.Lambda):
        return frozenset()
    return frozenset(ast.unparse(decorator).rpartition(".")[2] for decorator in node.decorator_list)


def last_word(node: ast.expr) -> str:
    """The last word of what is named or called: `cache` of `@functools.cache` and of `@functools.cache(…)`."""
    named = node.func if isinstance(node, ast.Call) else node
    return str(getattr(named, "attr", getattr(named, "id", "")))


@lru_cache(maxsize=4096)
def makes_functions(node: FunctionNode) -> bool:
    """Whether a call of the function makes functions or classes."""
    made = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
    return any(isinstance(item, made) and item is not node for item in ast.walk(node))


@lru_cache(maxsize=4096)
def runs_later(node: FunctionNode) -> str:
    """What a call of the function gives instead of running its body, "" where it runs it."""
    stack: list[ast.AST] = [node.body] if isinstance(node, ast.Lambda) else [*node.body]
    while stack:
        item = stack.pop()
        if isinstance(item, ast.Yield | ast.YieldFrom):
            return GENERATOR
        if not isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            stack += children(item)
    return COROUTINE if isinstance(node, ast.AsyncFunctionDef) else ""
