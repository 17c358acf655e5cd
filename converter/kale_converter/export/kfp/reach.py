"""Which parameters a step's cells can see the value of: those are its inputs, and a change of others leaves it cached.

Cells of imports, functions and parameters run in every step. So a parameter reaches a step that names it, or anything
that those cells derive from it; one that takes anything from other steps, where a function or class names it, as it may
be called there; and every step, where those cells do more with it than to derive values. Names count wherever they
stand in the text, in strings and comments too. Where code may look up names in other ways, everything reaches it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kale_converter.analysis.source import parse_cell
from kale_converter.model import Cell, Conversion, Parameter, Pipeline, Step

_WORD = re.compile(r"[^\W\d]\w*")
_LOOKS_UP = frozenset(
    {"globals", "locals", "vars", "dir", "exec", "eval", "query", "inspect", "modules", "_getframe", "get_ipython"}
    | {"__main__", "__builtins__", "__dict__", "__globals__", "f_globals", "user_ns", "import_module", "runpy"}
)
"""Words of code that may read a variable whose name does not stand there."""
_MAGIC = re.compile(r"(?m)^\s*(?:\w+\s*=\s*)?[%!?]|[?!]\s*$")
_STAR = re.compile(r"import\s*\*")
_PURE = frozenset(
    {"abs", "bool", "dict", "float", "frozenset", "int", "len", "list", "max", "min", "range", "round", "set", "sorted"}
    | {"str", "sum", "tuple", "zip", "enumerate", "Path"}
)
_DEFINES = frozenset({"def", "class", "lambda", "partial"})


@dataclass(frozen=True, slots=True)
class _Text:
    """A cell. words: all in its text. opaque: it may read names that do not stand there."""

    cell: Cell
    words: frozenset[str]
    opaque: bool


@dataclass(frozen=True, slots=True)
class _Statement:
    """A statement of the first cells. words: all in its text. binds: names, None where it does more than to bind."""

    words: frozenset[str]
    binds: frozenset[str] | None


def reaching(conversion: Conversion, pipeline: Pipeline) -> Mapping[str, tuple[Parameter, ...]]:
    """The parameters that reach each step, by the step's name, in the notebook's order."""
    if not pipeline.parameters:
        return MappingProxyType({str(step.name): () for step in pipeline.steps})
    texts = {cell.id: _text(cell) for cell in conversion.notebook.code_cells}
    prologue = [texts[cell] for cell in pipeline.prologue.cells]
    used = [*prologue, *(texts[cell] for step in pipeline.steps for cell in step.cells)]
    called = frozenset(word for text in used if text.words & _DEFINES for word in text.words)
    derived = _all_derived(pipeline.parameters, prologue)
    return MappingProxyType(
        {
            str(step.name): tuple(
                parameter
                for parameter in pipeline.parameters
                if _reaches(derived[parameter.name], step, [texts[cell] for cell in step.cells], called)
            )
            for step in pipeline.steps
        }
    )


def _reaches(names: frozenset[str] | None, step: Step, cells: Iterable[_Text], called: frozenset[str]) -> bool:
    if names is None or step.settings.notebook or (step.inputs and names & called):
        return True
    return any(text.opaque or names & text.words for text in cells)


def _text(cell: Cell) -> _Text:
    words = frozenset(_WORD.findall(cell.source))
    opaque = bool(words & _LOOKS_UP or _MAGIC.search(cell.source) or _STAR.search(cell.source))
    return _Text(cell, words, opaque or parse_cell(cell).problem is not None)


def _all_derived(parameters: Iterable[Parameter], prologue: Iterable[_Text]) -> Mapping[str, frozenset[str] | None]:
    """For each parameter its name and those of all that the first cells derive from it; None where they do more."""
    if any(text.words & _LOOKS_UP for text in prologue):
        return {parameter.name: None for parameter in parameters}
    statements = [made for text in prologue for made in _statements(text)]
    return {parameter.name: _derived(parameter.name, statements) for parameter in parameters}


def _statements(text: _Text) -> list[_Statement]:
    if text.opaque:
        return [_Statement(text.words, None)]
    body = parse_cell(text.cell).body
    return [_Statement(frozenset(_WORD.findall(ast.unparse(node))), _bound(node)) for node in body]


def _derived(parameter: str, statements: Iterable[_Statement]) -> frozenset[str] | None:
    names, found = {parameter}, 0
    while found != len(names):
        found = len(names)
        for statement in statements:
            if names & statement.words:
                if statement.binds is None:
                    return None
                names |= statement.binds
    return frozenset(names)


def _bound(statement: ast.stmt) -> frozenset[str] | None:
    """The names that a statement binds; None where it may do more than to bind names or to define something."""
    match statement:
        case (
            ast.FunctionDef(name=name, args=args, decorator_list=[])
            | ast.AsyncFunctionDef(name=name, args=args, decorator_list=[])
        ):
            return frozenset({name}) if _is_pure(args) else None
        case ast.ClassDef(name=name, bases=[], keywords=[], decorator_list=[], body=body):
            inner = [_bound(node) for node in body if not _is_docstring(node)]
            return None if None in inner else frozenset({name})
        case ast.Assign() | ast.AnnAssign() | ast.AugAssign() if _is_pure(statement):
            nodes = (node for node in ast.walk(statement) if isinstance(node, ast.Name))
            return frozenset(node.id for node in nodes if isinstance(node.ctx, ast.Store))
    return None


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def _is_pure(node: ast.AST) -> bool:
    """Whether nothing in it calls what is not known to do nothing but to compute, nor stores into an object."""
    for part in ast.walk(node):
        match part:
            case ast.Call(func=ast.Name(id=name)) if name in _PURE:
                pass
            case ast.Call() | ast.Await() | ast.NamedExpr() | ast.Attribute(ctx=ast.Store()):
                return False
            case ast.Subscript(ctx=ast.Store()):
                return False
    return True
