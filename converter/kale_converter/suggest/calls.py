"""What a cell calls, imports and binds, from its syntax alone. Bodies of functions and classes are not looked into."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kale_converter.analysis.method_names import CHANGING_METHODS, STORING_METHODS

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
IN_PLACE = CHANGING_METHODS | STORING_METHODS
"""Methods that change what they are called on."""


@dataclass(frozen=True, slots=True)
class Called:
    """A call. name: the last word of what is called (`read_csv` of `pd.read_csv`). root: the first word, "" for none.

    receiver: the expression before the last dot, None for a plain function.
    """

    name: str
    root: str
    receiver: ast.expr | None
    node: ast.Call


def calls(body: Iterable[ast.AST]) -> Iterator[Called]:
    """The calls that run when these statements run, in no particular order."""
    for node in own_nodes(body):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name):
                    yield Called(name, "", None, node)
                case ast.Attribute(attr=name, value=value):
                    yield Called(name, root(value), value, node)
                case _:
                    pass


def own_nodes(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """All nodes of these statements but those within functions and classes, which do not run with them."""
    stack = list(body)
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, _SCOPES):
            stack.extend(ast.iter_child_nodes(node))


def root(node: ast.expr) -> str:
    """The name that a chain of attributes, items and calls begins with; "" where it begins with none."""
    while True:
        match node:
            case ast.Name(id=name):
                return name
            case ast.Attribute(value=inner) | ast.Subscript(value=inner) | ast.Call(func=inner):
                node = inner
            case _:
                return ""


def imported_names(body: Iterable[ast.stmt]) -> set[str]:
    """The names that the import statements among these bind."""
    return {
        alias.asname or alias.name.split(".")[0]
        for statement in body
        if isinstance(statement, ast.Import | ast.ImportFrom)
        for alias in statement.names
    }


def is_literal(node: ast.expr) -> bool:
    """Whether the value is written out: a constant, or a list, tuple, set or dict of such."""
    match node:
        case ast.Constant():
            return True
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() | ast.Not(), operand=operand):
            return is_literal(operand)
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
            return all(map(is_literal, items))
        case ast.Dict(keys=keys, values=values):
            return all(key is not None and is_literal(key) for key in keys) and all(map(is_literal, values))
        case _:
            return False


def read_names(body: Iterable[ast.AST]) -> set[str]:
    """Every name that is read anywhere in these statements, functions and classes included."""
    return {
        node.id
        for statement in body
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def changed_names(body: Iterable[ast.AST]) -> set[str]:
    """The names whose objects these statements change in plain sight: `x[0] = 1`, `x.append(1)`."""
    changed = set()
    for node in own_nodes(body):
        match node:
            case ast.Subscript(ctx=ast.Store() | ast.Del()) | ast.Attribute(ctx=ast.Store() | ast.Del()):
                changed.add(root(node))
            case ast.Call(func=ast.Attribute(attr=name, value=ast.Name(id=changing))) if name in IN_PLACE:
                changed.add(changing)
            case _:
                pass
    return changed
