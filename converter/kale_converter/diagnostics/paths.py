"""Paths through a cell: whether all of them bind a name, and under which condition one does.

What a loop does is taken to happen, unless what it runs over may well be empty: else nearly every loop in a notebook
would leave its names in doubt.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from kale_converter.analysis.scopes import bound_by
from kale_converter.analysis.source import Source
from kale_converter.model import Span

Body = Sequence[ast.stmt]
_ENDS = frozenset({"exit", "quit", "sys.exit", "os._exit", "os.abort"})
_MAYBE_NOTHING = frozenset({"filter", "glob", "iglob", "rglob", "finditer", "findall"})


def binds(source: Source, name: str) -> bool:
    """Whether every path through a cell binds `name`, or ends before what follows the cell."""
    return source.once(_binds, name)


def hangs_on(source: Source, span: Span, name: str) -> ast.stmt | None:
    """The outermost statement around a place that leaves open whether `name` is bound; None where none does."""
    return source.once(_hangs_on, span, name)


def _binds(source: Source, name: str) -> bool:
    return _body_binds(source.body, name)


def _hangs_on(source: Source, span: Span, name: str) -> ast.stmt | None:
    return next((node for node in way_to(source, span) if not _statement_binds(node, name) and not _runs(node)), None)


def _body_binds(body: Body, name: str) -> bool:
    return any(_statement_binds(node, name) for node in body)


def _statement_binds(node: ast.stmt, name: str) -> bool:
    match node:
        case ast.Raise() | ast.Return() | ast.Continue() | ast.Break():
            found = True
        case ast.If(test=test, body=body, orelse=orelse):
            found = _asks_for(test, name) or (_body_binds(body, name) and (_is_true(test) or _body_binds(orelse, name)))
        case ast.For(target=target, iter=over, body=body) | ast.AsyncFor(target=target, iter=over, body=body):
            found = not _maybe_empty(over) and (_names(target, name) or _body_binds(body, name))
        case ast.While(body=body):
            found = _body_binds(body, name)
        case ast.With(items=items, body=body) | ast.AsyncWith(items=items, body=body):
            targets = [item.optional_vars for item in items if item.optional_vars is not None]
            found = _body_binds(body, name) or any(_names(target, name) for target in targets)
        case ast.Try() | ast.TryStar():
            whole = _body_binds([*node.body, *node.orelse], name)
            handled = all(_body_binds(handler.body, name) for handler in node.handlers)
            found = _body_binds(node.finalbody, name) or (whole and handled)
        case ast.Match(cases=cases):
            found = any(_is_wildcard(case) for case in cases) and all(_body_binds(case.body, name) for case in cases)
        case ast.Expr(value=ast.Call(func=function)):
            found = ast.unparse(function) in _ENDS
        case ast.Expr(value=ast.Name(id=used)):
            found = used == name
        case _:
            found = name in bound_by(node)
    return found


def binding_statements(source: Source, name: str) -> Iterator[tuple[ast.stmt, ...]]:
    """The ways from a cell's top level to each statement that binds `name`: the compound statements, then that one."""
    stack: list[tuple[ast.stmt, ...]] = [(node,) for node in reversed(source.body)]
    while stack:
        way = stack.pop()
        inner = [(*way, node) for node in _inside(way[-1])]
        if inner:
            stack.extend(reversed(inner))
        elif name in bound_by(way[-1]):
            yield way


def way_to(source: Source, span: Span) -> tuple[ast.stmt, ...]:
    """The statements around a place in a cell, from its top level inwards."""
    return source.once(_way_to, span)


def _way_to(source: Source, span: Span) -> tuple[ast.stmt, ...]:
    way: list[ast.stmt] = []
    body = list(source.body)
    while body:
        found = next((node for node in body if _holds(source.span(node), span)), None)
        if found is None:
            break
        way.append(found)
        body = _inside(found)
    return tuple(way)


def in_words(node: ast.stmt) -> str:
    """What a compound statement is, for messages."""
    match node:
        case ast.If():
            return "an if"
        case ast.For() | ast.AsyncFor():
            return "a loop over what may be empty"
        case ast.While():
            return "a while loop"
        case ast.Try() | ast.TryStar():
            return "a try"
        case ast.Match():
            return "a match"
    return "a with"


def opposite(tests: Sequence[ast.expr]) -> bool:
    """Whether one of these tests is the negation of another, so that one of them holds in any case."""
    said = {ast.dump(test) for test in tests}
    return any(
        isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) and ast.dump(test.operand) in said
        for test in tests
    )


def _inside(node: ast.stmt) -> list[ast.stmt]:
    """The statements directly within a compound statement of the same scope."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return []
    inner: list[ast.stmt] = []
    for field in ("body", "orelse", "handlers", "cases", "finalbody"):
        for each in getattr(node, field, ()):
            inner += each.body if isinstance(each, ast.ExceptHandler | ast.match_case) else [each]
    return inner


def _runs(node: ast.stmt) -> bool:
    """Whether this is a loop that is taken to run, so that what leaves the name open stands within it."""
    return isinstance(node, ast.While) or (isinstance(node, ast.For | ast.AsyncFor) and not _maybe_empty(node.iter))


def _holds(outer: Span, inner: Span) -> bool:
    begins = (outer.line, outer.column) <= (inner.line, inner.column)
    return begins and (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)


def _names(target: ast.expr, name: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(target))


def _is_true(test: ast.expr) -> bool:
    """`if True`, and the question whether the file is run as a program, which a notebook is."""
    text = ast.unparse(test)
    return (isinstance(test, ast.Constant) and bool(test.value)) or text == "__name__ == '__main__'"


def _asks_for(test: ast.expr, name: str) -> bool:
    """Whether a condition asks if the name is there: `"x" not in globals()`."""
    return any(isinstance(node, ast.Constant) and node.value == name for node in ast.walk(test))


def _is_wildcard(case: ast.match_case) -> bool:
    return isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None and case.guard is None


def _maybe_empty(over: ast.expr) -> bool:
    """Whether what a loop runs over is chosen by a condition or a search, and so may well be nothing."""
    match over:
        case ast.ListComp(generators=generators) | ast.GeneratorExp(generators=generators):
            return any(generator.ifs for generator in generators)
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args):
            within = name in {"sorted", "list", "enumerate", "tqdm", "reversed"} and bool(args)
            return name in _MAYBE_NOTHING or (within and _maybe_empty(args[0]))
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return not elements
    return False
