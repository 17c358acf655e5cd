"""Which names a piece of code has of its own, and which it takes from around it (Python's scoping rules)."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import lru_cache

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_LEAVES = frozenset({ast.Name, ast.Constant})


def parameters(arguments: ast.arguments) -> list[str]:
    """The names of a function's parameters in the order of its signature."""
    every = [*arguments.posonlyargs, *arguments.args]
    if arguments.vararg:
        every.append(arguments.vararg)
    every += arguments.kwonlyargs
    if arguments.kwarg:
        every.append(arguments.kwarg)
    return [argument.arg for argument in every]


@lru_cache(maxsize=4096)
def own_names(node: FunctionNode | ast.ClassDef) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The names that the body of a function or class binds, declares `global`, and declares `nonlocal`."""
    return bound_names([node.body] if isinstance(node, ast.Lambda) else node.body)


@lru_cache(maxsize=8192)
def bound_by(node: ast.stmt) -> frozenset[str]:
    """The names that a statement binds in its own scope."""
    return bound_names((node,))[0]


def bound_names(body: Iterable[ast.AST]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The names that statements bind in their own scope, those declared `global`, and those declared `nonlocal`."""
    bound: set[str] = set()
    declared: set[str] = set()
    outer: set[str] = set()
    for node in _own_nodes(body):
        match node:
            case ast.Name(id=name):
                bound.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                bound.add(name)
            case ast.alias(name=name, asname=asname):
                bound.add(asname or name.split(".")[0])
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                bound.add(name)
            case ast.MatchMapping(rest=str(name)):
                bound.add(name)
            case ast.Global(names=names):
                declared.update(names)
            case ast.Nonlocal(names=names):
                outer.update(names)
            case _:
                pass
    return frozenset(bound - declared - outer), frozenset(declared), frozenset(outer)


def _own_nodes(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """All nodes of the same scope as `body` that may bind a name: of expressions, names that are stored or deleted.

    Nested functions and classes are given, but not looked into. A comprehension's variables are its own, but a walrus
    in it binds outside.
    """
    stack: list[tuple[ast.AST, bool]] = [(node, False) for node in body]
    while stack:
        node, inner = stack.pop()
        if isinstance(node, ast.Name):
            if not (inner or isinstance(node.ctx, ast.Load)):
                yield node
            continue
        if not isinstance(node, ast.expr):
            yield node
        if isinstance(node, ast.NamedExpr):
            yield node.target
            stack.append((node.value, inner))
            continue
        if isinstance(node, _SCOPES):
            continue
        inner = inner or isinstance(node, _COMPREHENSIONS)
        stack.extend([(child, inner) for child in children(node)])


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes directly within a node, as `ast.iter_child_nodes` has them, but quicker and without contexts."""
    found: list[ast.AST] = []
    if type(node) in _LEAVES:
        return found
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(value, list):
            found += [item for item in value if isinstance(item, ast.AST)]
        elif isinstance(value, ast.AST) and not isinstance(value, ast.expr_context):
            found.append(value)
    return found


@lru_cache(maxsize=4096)
def global_names(node: FunctionNode) -> tuple[str, ...]:
    """The names that a function, or a function within it, takes from outside when it is called; sorted.

    Default values, decorators and annotations are not among them: these are evaluated where the function is made.
    """
    body = [node.body] if isinstance(node, ast.Lambda) else node.body
    return tuple(sorted(_free(body, parameters(node.args))))


def _free(body: Iterable[ast.AST], own: Iterable[str]) -> set[str]:
    body = list(body)
    bound, declared, _ = bound_names(body)
    local = (bound | set(own)) - declared
    free = {name for name in _used(body) if name not in local}
    return free | set(declared)


def _used(body: Iterable[ast.AST]) -> Iterator[str]:
    """The names used in a scope and free in the scopes within it."""
    stack = list(body)
    while stack:
        node = stack.pop()
        match node:
            case ast.Name(id=name):
                yield name
            case ast.Lambda():
                yield from global_names(node)
                stack.extend(_made_with(node.args))
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from global_names(node)
                stack.extend([*node.decorator_list, *_made_with(node.args)])
            case ast.ClassDef():
                yield from _free(node.body, ())
                stack.extend([*node.decorator_list, *node.bases, *node.keywords])
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                own = {
                    item.id
                    for generator in node.generators
                    for item in ast.walk(generator.target)
                    if isinstance(item, ast.Name)
                }
                yield from (name for name in _used(children(node)) if name not in own)
            case _:
                stack += children(node)


def _made_with(arguments: ast.arguments) -> list[ast.expr]:
    """The expressions that are evaluated when a function is made."""
    return [*arguments.defaults, *(default for default in arguments.kw_defaults if default is not None)]
