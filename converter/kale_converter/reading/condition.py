"""`when`: a condition on parameters and variables, in as much of Python as every target can express."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from types import MappingProxyType

from kale_converter.reading.errors import ReadingError

_COMPARISONS = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn)
_MEANT = MappingProxyType(
    {
        ast.Call: "a call",
        ast.Attribute: "an attribute",
        ast.Subscript: "an element",
        ast.BinOp: "arithmetic",
        ast.IfExp: "`if … else`",
        ast.NamedExpr: "an assignment",
        ast.Lambda: "a function",
        ast.JoinedStr: "an f-string",
        ast.Is: "`is`",
        ast.IsNot: "`is not`",
    }
)
_ALLOWED = "write names, values, comparisons, `in`, `and`, `or` and `not`; compute the rest in a step before"


class ConditionError(ReadingError):
    """A condition that is no expression of Python, or one that cannot be asked before a step runs."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition.

    expression: it holds BoolOp, `not`, Compare, Name, Constant, `-` of a number, and List, Tuple and Set of constants
    on the right of `in`, and nothing else. names: those that it uses, sorted.
    """

    text: str
    expression: ast.expr
    names: tuple[str, ...]


def read_condition(text: str) -> Condition:
    """The condition in this text. Raises ConditionError where it is none."""
    try:
        expression = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ConditionError(
            "not-a-condition", f"`{text}` is no expression of Python", "correct it, as in `rows > 10 and not dry_run`"
        ) from None
    _check(expression, text)
    names = {node.id for node in ast.walk(expression) if isinstance(node, ast.Name)}
    return Condition(text, expression, tuple(sorted(names)))


def _check(node: ast.expr, text: str) -> None:
    match node:
        case ast.BoolOp(values=parts):
            for part in parts:
                _check(part, text)
        case ast.UnaryOp(op=ast.Not(), operand=part):
            _check(part, text)
        case ast.Compare(left=left, ops=operators, comparators=rights):
            _check(left, text)
            for operator, right in zip(operators, rights, strict=True):
                if not isinstance(operator, _COMPARISONS):
                    raise _refused(operator, text)
                if isinstance(operator, ast.In | ast.NotIn) and isinstance(right, ast.List | ast.Tuple | ast.Set):
                    _check_constants(right.elts, text)
                else:
                    _check(right, text)
        case ast.Name():
            pass
        case _ if not _is_constant(node):
            raise _refused(node, text)


def _check_constants(nodes: list[ast.expr], text: str) -> None:
    for node in nodes:
        if not _is_constant(node):
            raise _refused(node, text)


def _is_constant(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=None | bool() | int() | float() | str()):
            return True
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float())):
            return True
    return False


def _refused(node: ast.AST, text: str) -> ConditionError:
    what = _MEANT.get(type(node), "something")
    return ConditionError("not-a-condition", f"`{text}` has {what}, which cannot be asked before a step runs", _ALLOWED)
