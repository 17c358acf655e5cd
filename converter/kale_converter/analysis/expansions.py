"""`{expression}` and `$name` in the line of a magic or for a shell, which IPython puts the values of into the line.

Source: IPython's `InteractiveShell.var_expand` and `utils.text.DollarFormatter`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from string import Formatter
from typing import TypeVar

from kale_converter.analysis.bindings import BUILTINS
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.interpret import evaluate
from kale_converter.model import Span

Node = TypeVar("Node", bound=ast.AST)

_DOLLARS = re.compile(r"(?<!\$)\$([A-Za-z_]\w*)")


def has_expansions(line: str) -> bool:
    """Whether values may stand in the line in place of what is written there."""
    return bool(list(_expressions(line)) or _DOLLARS.search(line))


def read_expansions(line: str, frame: Frame, span: Span) -> None:
    """Read the names whose values are put into a line."""
    for expression in _expressions(line):
        _read(expression, frame, span)
    for name in _DOLLARS.findall(line):
        if _knows(frame, name):
            frame.read(name, span)


def read_names(text: str, frame: Frame, span: Span) -> None:
    """Read what an expression in a line names, as `x.y` of `%pinfo x.y`."""
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError:
        return
    _read(tree, frame, span)


def placed(nodes: Iterable[Node], span: Span) -> list[Node]:
    """Nodes parsed from a part of a line, placed on that line."""
    nodes = list(nodes)
    for node in nodes:
        for inner in ast.walk(node):
            if isinstance(inner, ast.expr | ast.stmt):
                inner.lineno = inner.end_lineno = span.line
                inner.col_offset, inner.end_col_offset = span.column - 1, span.end_column - 1
    return nodes


def _expressions(line: str) -> Iterator[ast.expr]:
    """What stands in braces and is Python; none where the braces do not match, as the line then stays what it is."""
    try:
        parts = list(Formatter().parse(line))
    except ValueError:
        return
    for _, expression, rest, _ in parts:
        text = f"{expression}:{rest}" if rest else expression  # a slice is no format
        try:
            yield ast.parse((text or "").strip(), mode="eval").body
        except SyntaxError:
            continue


def _read(tree: ast.expr, frame: Frame, span: Span) -> None:
    """An expression in a line, which stays what it is where a name in it is not bound."""
    names = [item for item in ast.walk(tree) if isinstance(item, ast.Name)]
    own = {item.id for item in names if isinstance(item.ctx, ast.Store)}
    own |= {item.arg for item in ast.walk(tree) if isinstance(item, ast.arg)}
    if all(_knows(frame, item.id) for item in names if item.id not in own):
        evaluate(placed([tree], span)[0], frame)


def _knows(frame: Frame, name: str) -> bool:
    return frame.knows(name) or frame.world.knows(name) or name in BUILTINS
