"""A wrong program made small: as few cells and statements as still go wrong in the same way."""

from __future__ import annotations

import ast
import time
from collections.abc import Iterator

from kale_converter.model import Notebook
from tests.analysis.simulation import compare
from tests.analysis.text import as_text, notebook

UNSEEDED = "K404"

Cells = list[tuple[list[str], str]]


def shrink(book: Notebook, seconds: float = 40) -> str:
    """The smallest wrong notebook found by leaving out cells, statements and parts of them, and by merging cells."""
    cells = [(list(cell.tags), cell.source) for cell in book.cells]
    kind = _kind(as_text(cells))
    deadline = time.monotonic() + seconds
    found = True
    while found:
        found = False
        for way in (_without_cells, _without_parts, _merged):
            position = 0
            while (candidates := list(way(cells)))[position:] and time.monotonic() < deadline:
                if _kind(as_text(candidates[position])) == kind:
                    cells, found = candidates[position], True
                else:
                    position += 1
    return as_text(cells)


def _kind(text: str) -> str:
    """In which way the notebook is wrong, "" where it is not; one that prints something else each time is not.

    Nor is one of which the statement was left out that seeds its random numbers.
    """
    for order in range(2):
        comparison = compare(notebook(text), order)
        wrong = comparison.wrong
        if wrong and any(d.code == UNSEEDED for d in comparison.conversion.diagnostics):
            return ""
        if wrong and comparison.plain == compare(notebook(text), order).plain:
            return wrong.partition(":")[0].rstrip("0123456789 ").partition(",")[0]
    return ""


def _without_cells(cells: Cells) -> Iterator[Cells]:
    for index in reversed(range(len(cells))):
        yield cells[:index] + cells[index + 1 :]


def _without_parts(cells: Cells) -> Iterator[Cells]:
    for index, (tags, source) in enumerate(cells):
        for part in _less(source):
            if part:
                yield [*cells[:index], (tags, part), *cells[index + 1 :]]


def _merged(cells: Cells) -> Iterator[Cells]:
    for index in range(len(cells) - 1):
        (tags, first), (_, second) = cells[index : index + 2]
        yield [*cells[:index], (tags, f"{first}\n{second}"), *cells[index + 2 :]]


def _less(source: str) -> Iterator[str]:
    """The source with one statement, or one part of a print, left out, or a block replaced by its body."""
    tree = ast.parse(source)
    for holder, name, body in list(_bodies(tree)):
        for index in range(len(body)):
            taken = body.pop(index)
            if body or name != "body" or isinstance(holder, ast.Module):
                yield ast.unparse(tree)
            inner = getattr(taken, "body", None)
            if isinstance(inner, list) and not isinstance(taken, ast.ClassDef | ast.FunctionDef):
                body[index:index] = inner
                yield ast.unparse(tree)
                del body[index : index + len(inner)]
            body.insert(index, taken)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "print"
            and len(node.args) > 1
        ):
            for index in range(len(node.args)):
                taken = node.args.pop(index)
                yield ast.unparse(tree)
                node.args.insert(index, taken)
        if isinstance(node, ast.Import) and len(node.names) > 1:
            for index in range(len(node.names)):
                name = node.names.pop(index)
                yield ast.unparse(tree)
                node.names.insert(index, name)


def _bodies(tree: ast.AST) -> Iterator[tuple[ast.AST, str, list[ast.stmt]]]:
    for node in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            body = getattr(node, name, None)
            if isinstance(body, list):
                yield node, name, body
