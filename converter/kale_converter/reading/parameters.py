"""The parameters that a notebook declares: names that `pipeline-parameters` cells assign literals to."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kale_converter.model import Cell, Parameter, ParameterType, ParameterValue, Span
from kale_converter.reading.annotation import annotated_type
from kale_converter.reading.cell_tree import CellTree, parse_cell
from kale_converter.reading.comments import comments_by_line, description
from kale_converter.reading.place import node_span, python_lines
from kale_converter.reading.values import coerce

__all__ = ["ParameterProblem", "ParameterProblemKind", "coerce", "read_parameters"]


class ParameterProblemKind(StrEnum):
    """What there is to say of an assignment in a parameters cell.

    DERIVED: not a literal, so a value that the code computes and nobody sets. SHARED: a further name for the value of
    another parameter (`a = b = 1`). AGAIN: assigned before. MISMATCH: the annotation names another type than the value
    has. UNKNOWN_TYPE: the annotation is none that a parameter can have.
    """

    DERIVED = "derived"
    SHARED = "shared"
    AGAIN = "again"
    MISMATCH = "mismatch"
    UNKNOWN_TYPE = "unknown-type"


@dataclass(frozen=True, slots=True)
class ParameterProblem:
    """One thing to say. span: the place of the value or the annotation. detail: see the kind; a type or a name."""

    kind: ParameterProblemKind
    name: str
    span: Span
    detail: str = ""


def read_parameters(cells: tuple[Cell, ...]) -> tuple[tuple[Parameter, ...], tuple[ParameterProblem, ...]]:
    """The parameters of the `pipeline-parameters` cells, in the order of their first assignment.

    A parameter is a name that a top-level statement assigns a literal that JSON can hold. Setting it puts another value
    in the literal's place, and the code around it runs as it stands: what the cell derives from the parameter follows.
    A name that is assigned literals several times stands for the last of them, so that the value that is set is the one
    that the steps get; lines between still see the earlier literal, as they do in the notebook. Of `a = b = 1` the
    first name is the parameter, and the others follow it, because there is only one value to set.
    """
    reader = _Reader()
    for cell in cells:
        tree = parse_cell(cell)
        if tree is not None:
            reader.read(cell, tree)
    return tuple(reader.parameters.values()), tuple(reader.problems)


class _NotLiteralError(ValueError):
    """The expression is not a literal that JSON can hold."""


@dataclass(slots=True)
class _Reader:
    parameters: dict[str, Parameter] = field(default_factory=dict)
    annotations: dict[str, ast.expr] = field(default_factory=dict)
    problems: list[ParameterProblem] = field(default_factory=list)

    def read(self, cell: Cell, tree: CellTree) -> None:
        comments = comments_by_line(cell.source)
        user_lines = python_lines(cell.source)
        for statement in tree.body:
            for assigned in _assignments(statement):
                parsed = node_span(cell, tree.lines, assigned.value)
                span = replace(parsed, line=parsed.line + tree.offset, end_line=parsed.end_line + tree.offset)
                if _text_at(user_lines, span) != _text_at(tree.lines, parsed):
                    continue  # the value holds a magic (`files = !ls`)
                first = statement.lineno + tree.offset
                last = (statement.end_lineno or statement.lineno) + tree.offset
                self._assign(assigned, span, description(cell.source, comments, first, last))

    def _assign(self, assigned: _Assigned, span: Span, about: str) -> None:
        name = assigned.name
        try:
            value = _literal(assigned.value)
        except _NotLiteralError:
            self._say(ParameterProblemKind.DERIVED, name, span)
            return
        annotation = assigned.annotation
        if name in self.parameters:
            self._say(ParameterProblemKind.AGAIN, name, span)
            annotation = annotation or self.annotations.get(name)
            about = about or self.parameters[name].description
        for other in assigned.also:
            self._say(ParameterProblemKind.SHARED, other, span, name)
        parameter = Parameter(name, _type_of(value), value, span, value is None, about)
        if annotation is not None:
            self.annotations[name] = annotation
            parameter = self._annotated(parameter, annotation)
        self.parameters[name] = parameter

    def _annotated(self, parameter: Parameter, annotation: ast.expr) -> Parameter:
        wanted, optional = annotated_type(annotation)
        optional = optional or parameter.optional
        if wanted is None:
            text = ast.unparse(annotation)
            self._say(ParameterProblemKind.UNKNOWN_TYPE, parameter.name, parameter.value_span, text)
            return replace(parameter, optional=optional)
        if wanted is ParameterType.FLOAT and parameter.type is ParameterType.INT:
            return replace(parameter, type=wanted, optional=optional, default=float(parameter.default))
        if wanted in (parameter.type, ParameterType.ANY) or parameter.default is None:
            return replace(parameter, type=wanted, optional=optional)
        self._say(ParameterProblemKind.MISMATCH, parameter.name, parameter.value_span, wanted)
        return replace(parameter, optional=optional)

    def _say(self, kind: ParameterProblemKind, name: str, span: Span, detail: str = "") -> None:
        self.problems.append(ParameterProblem(kind, name, span, detail))


@dataclass(frozen=True, slots=True)
class _Assigned:
    """A name, the expression it is assigned, and the other names of `a = b = 1`."""

    name: str
    value: ast.expr
    annotation: ast.expr | None = None
    also: tuple[str, ...] = ()


def _assignments(statement: ast.stmt) -> Iterator[_Assigned]:
    match statement:
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value, annotation=annotation):
            yield _Assigned(name, value, annotation)
        case ast.Assign(targets=targets, value=value):
            names = tuple(target.id for target in targets if isinstance(target, ast.Name))
            if names:
                yield _Assigned(names[0], value, also=names[1:])
            for target in targets:
                if isinstance(target, ast.Tuple | ast.List):
                    yield from _unpacked(target, value)


def _unpacked(target: ast.expr, value: ast.expr) -> Iterator[_Assigned]:
    """`a, b = 1, 2` as two assignments; where the sides do not match one to one, each name has the whole value."""
    match target, value:
        case ast.Name(id=name), _:
            yield _Assigned(name, value)
        case ((ast.Tuple(elts=targets) | ast.List(elts=targets)), (ast.Tuple(elts=values) | ast.List(elts=values))) if (
            len(targets) == len(values) and not any(isinstance(e, ast.Starred) for e in (*targets, *values))
        ):
            for one, its in zip(targets, values, strict=True):
                yield from _unpacked(one, its)
        case _:
            derived = ast.copy_location(ast.Call(func=value, args=[], keywords=[]), value)  # surely no literal
            for node in ast.walk(target):
                if isinstance(node, ast.Name):
                    yield _Assigned(node.id, derived)


def _literal(node: ast.expr) -> ParameterValue:
    """The value of a literal that JSON can hold. Raises _NotLiteralError for everything else."""
    match node:
        case ast.Constant(value=None | bool() | str() as value):
            return value
        case ast.Constant(value=int() | float() as number) if math.isfinite(number):
            return number
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=operand):
            number = _literal(operand)
            if isinstance(number, bool) or not isinstance(number, int | float):
                raise _NotLiteralError
            return -number if isinstance(sign, ast.USub) else number
        case ast.List(elts=items):
            return [_literal(item) for item in items]
        case ast.Dict(keys=keys, values=values):
            names = [None if key is None else _literal(key) for key in keys]
            if not all(isinstance(name, str) for name in names):
                raise _NotLiteralError
            return dict(zip(names, map(_literal, values), strict=True))
    raise _NotLiteralError


def _type_of(value: ParameterValue) -> ParameterType:
    if value is None:
        return ParameterType.ANY
    return ParameterType(type(value).__name__)


def _text_at(lines: list[str], span: Span) -> str:
    part = lines[span.line - 1 : span.end_line]
    if not part:
        return ""
    part[-1] = part[-1][: span.end_column - 1]
    part[0] = part[0][span.column - 1 :]
    return "\n".join(part)
