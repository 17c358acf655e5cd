"""K208: always-fails."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from kale_converter.analysis.cells import ALLOWED_TO_FAIL
from kale_converter.analysis.source import Source
from kale_converter.diagnostics.code import sign
from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity

_HINT = sign(r"raise(?<!\wraise)\b|assert(?<!\wassert)\b|/\s*[0.]|%\s*[0.]")
"""What begins with a letter in all its branches is found several times as quickly as what begins with a `\\b`."""
_SURELY_EVALUATED = (
    ast.Expr, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.BinOp, ast.UnaryOp, ast.Call, ast.keyword, ast.Attribute,
    ast.Subscript, ast.List, ast.Tuple, ast.Set, ast.Dict, ast.Starred, ast.JoinedStr, ast.FormattedValue, ast.Await,
)  # fmt: skip


class AlwaysFails(Rule):
    """A line that raises an error whenever it is reached.

    What
    ----
    A statement of a cell, under no condition, is `raise`, asserts a false literal, or divides a number by a literal
    zero. The cell has no tag `raises-exception`.

    Why
    ---
    The step ends there. Its cells further down, and the steps that need it, do not run. In the notebook they could be
    run by hand all the same.

    What to do
    ----------
    Correct the line or remove it. If the error is meant to be seen, give the cell Jupyter's tag `raises-exception`:
    then the cells after it run.
    """

    code = "K208"
    name = "always-fails"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for source in facts.code.having(_HINT):
            found = source.once(_failing)
            if found is not None and ALLOWED_TO_FAIL not in facts.notebook.cell(source.cell.id).tags:
                statement, error = found
                message = f"this always raises {error}: the step ends here"
                remedy = "correct it, or give the cell the tag raises-exception if the error is meant"
                yield self.finding(message, remedy, source.span(statement))


def _failing(source: Source) -> tuple[ast.stmt, str] | None:
    """The first statement that always raises, and what."""
    return next(((statement, error) for statement in source.body if (error := _error(statement))), None)


def _error(statement: ast.stmt) -> str:
    """The error that a statement surely raises, "" if it may raise none."""
    match statement:
        case ast.Raise(exc=ast.Name(id=name) | ast.Call(func=ast.Name(id=name))):
            return name
        case ast.Raise():
            return "an exception"
        case ast.Assert(test=ast.Constant(value=value)) if not value:
            return "AssertionError"
        case _:
            return "ZeroDivisionError" if any(map(_divides_by_zero, _evaluated(statement))) else ""


def _evaluated(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, _SURELY_EVALUATED):
        yield node
        for inner in ast.iter_child_nodes(node):
            yield from _evaluated(inner)


def _divides_by_zero(node: ast.AST) -> bool:
    match node:
        case ast.BinOp(left=ast.Constant(left), op=op, right=ast.Constant(right)):
            divides = isinstance(op, ast.Div | ast.FloorDiv | ast.Mod)
            return divides and isinstance(left, int | float) and isinstance(right, int | float) and not right
        case _:
            return False
