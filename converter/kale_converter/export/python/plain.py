"""A cell as plain Python that does the same outside IPython."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kale_converter.analysis.scopes import bound_names
from kale_converter.analysis.source import PYTHON_BODY_MAGICS, ipython_text, statements
from kale_converter.export.python.indenting import indented
from kale_converter.export.python.magics import Edit, Magics
from kale_converter.export.python.refusal import NO_SHELL, NotPlain, Refused
from kale_converter.export.python.support import Support
from kale_converter.model import Cell, Span

__all__ = ["NotPlain", "Surroundings", "plain"]

_HISTORY = re.compile(r"_{1,3}|_i{1,3}|_i?\d+|In|Out|_[iod]h")
_NO_VALUE = frozenset({"print", "display", "exec"})
_DRAWING = frozenset({"plot", "hist", "boxplot", "savefig", "show"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a cell's text means in its notebook. bound: names that cells bind. drawing: names of drawing libraries."""

    bound: frozenset[str]
    drawing: frozenset[str] = frozenset()


def plain(cell: Cell, text: str, around: Surroundings, support: Support) -> str:
    """The cell's text as plain Python, without a newline at its end.

    text: the cell's source, perhaps with parameters put in. support: notes which of the script's own functions it
    calls. Raises NotPlain where only IPython can do what the cell asks for.
    """
    try:
        return _Cell(around, support).translated(text)
    except Refused as refused:
        line = min(refused.line, cell.source.count("\n") + 1)
        width = len(cell.source.split("\n")[line - 1])
        raise NotPlain(refused.what, Span(cell.index, line, 1, line, width + 1, cell.id)) from None


class _Cell:
    def __init__(self, around: Surroundings, support: Support) -> None:
        self._around, self._support = around, support

    def translated(self, text: str) -> str:
        """The text of a cell; that of a cell magic's body is one too."""
        if text.lstrip().startswith("%%"):
            return self._magic(text.lstrip())
        tree = _parsed(text)
        if tree is None:
            text = ipython_text(text).rstrip("\n")
            tree = _parsed(text)
        if tree is None:
            raise Refused("not valid Python")
        if not tree.body:
            return text
        edits = list(Magics(text, self._around.bound, self._support).edits(tree))
        self._refuse_history(tree, {id(node) for edit in edits for node in ast.walk(edit.node)})
        edits += self._shown(text, tree, {id(edit.node) for edit in edits})
        edited = _edited(text, edits)
        if "display" not in self._around.bound and "display" in _read_within(tree):
            self._support.need("display")
        edited = self._awaited(edited, tree)
        return f"{edited}\n{self._support.call('close_figures')}" if self._draws(tree) else edited

    def _magic(self, text: str) -> str:
        header, _, body = text.partition("\n")
        name, _, argument = header[2:].strip().partition(" ")
        if name in PYTHON_BODY_MAGICS and not (name == "capture" and argument.strip(" -")):
            inner = self.translated(body)
            if name == "timeit" and inner.strip():  # the names that it binds are its own
                return f"def _timed():  # {header}\n{indented(inner)}\n_timed()"
            if name != "capture":
                return f"# {header}\n{inner}"
            return f"with {self._support.call('captured')}:  # {header}\n{indented(inner)}"
        return Magics(body, self._around.bound, self._support).of_cell(name, argument.strip())

    def _refuse_history(self, tree: ast.Module, known: set[int]) -> None:
        for node in ast.walk(tree):
            match node:
                case ast.Name(id="get_ipython") if id(node) not in known:
                    raise Refused(NO_SHELL, node.lineno)
                case ast.Call(func=ast.Name(id="display"), keywords=keywords) if keywords:
                    raise Refused("display() with options is IPython's", node.lineno)
                case ast.Name(id=name, ctx=ast.Load()) if _HISTORY.fullmatch(name):
                    if name not in self._around.bound and name not in _bound_within(tree):
                        raise Refused(f"{name} is IPython's memory of earlier cells", node.lineno)

    def _shown(self, text: str, tree: ast.Module, edited: set[int]) -> list[Edit]:
        """The last expression's value is shown, as a notebook shows it."""
        last = tree.body[-1]
        if not isinstance(last, ast.Expr) or id(last.value) in edited or id(last) in edited:
            return []
        if text.rstrip().endswith(";") or _gives_nothing(last.value):
            return []
        segment = ast.get_source_segment(text, last.value)
        assert segment is not None
        return [Edit(last.value, self._support.call("show", segment))]

    def _awaited(self, text: str, tree: ast.Module) -> str:
        if not any(_waits(node) for node in _outside_functions(tree)):
            return text
        names = sorted(set().union(*(bound_names([statement])[0] for statement in tree.body)))
        shared = f"    global {', '.join(names)}\n" if names else ""
        return f"async def _cell():\n{shared}{indented(text)}\n{self._support.call('awaited', '_cell()')}"

    def _draws(self, tree: ast.Module) -> bool:
        if not self._around.drawing:
            return False
        return any(
            (isinstance(node, ast.Name) and node.id in self._around.drawing)
            or (isinstance(node, ast.Attribute) and node.attr in _DRAWING)
            for node in ast.walk(tree)
        )


def _parsed(text: str) -> ast.Module | None:
    try:
        return ast.Module(statements(text), [])
    except (SyntaxError, ValueError):
        return None


def _read_within(tree: ast.Module) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _bound_within(tree: ast.Module) -> set[str]:
    stored = (node for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load))
    return {node.id for node in stored} | {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}


def _gives_nothing(node: ast.expr) -> bool:
    match node:
        case ast.Call(func=ast.Name(id=name)):
            return name in _NO_VALUE
        case ast.Constant(value=None):
            return True
    return False


def _waits(node: ast.AST) -> bool:
    """Whether it may only stand within an async function."""
    return isinstance(node, ast.Await | ast.AsyncFor | ast.AsyncWith) or bool(getattr(node, "is_async", False))


def _outside_functions(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _outside_functions(node)


def _edited(text: str, edits: list[Edit]) -> str:
    """The text with the source of each node replaced."""
    data = text.encode()
    starts = [0]
    for line in data.split(b"\n"):
        starts.append(starts[-1] + len(line) + 1)
    # From the last to the first, so that the places of the earlier ones stay true.
    for edit in sorted(edits, key=lambda edit: (edit.node.lineno, edit.node.col_offset), reverse=True):
        first = starts[edit.node.lineno - 1] + edit.node.col_offset
        end = starts[(edit.node.end_lineno or 1) - 1] + (edit.node.end_col_offset or 0)
        data = data[:first] + edit.text.encode() + data[end:]
    return data.decode()
