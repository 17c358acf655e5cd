"""Modules of the user's own that keep state: what they hold is another thing after a call of their functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from kale_converter.analysis.method_names import CHANGING_METHODS, STORING_METHODS
from kale_converter.analysis.scopes import bound_names, own_names, parameters


def keeps_state(text: str) -> bool:
    """Whether functions of a module rebind or change what the module or its classes hold."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    held = bound_names(tree.body)[0]
    return any(_changes(node, held - local) for local, node in _in_functions(tree))


def _in_functions(tree: ast.Module) -> Iterator[tuple[frozenset[str], ast.AST]]:
    """Every node in a function, with the names that are the function's own."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            local = own_names(function)[0] | frozenset(parameters(function.args))
            yield from ((local, node) for node in ast.walk(function))


def _changes(node: ast.AST, held: frozenset[str]) -> bool:
    match node:
        case ast.Global():
            return True
        case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()):
            return name in held
        case ast.Attribute(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()):
            return name in held or name == "cls"
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)):
            return name in held and method in CHANGING_METHODS | STORING_METHODS
        case _:
            return False
