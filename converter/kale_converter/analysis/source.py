"""A cell's text as Python: IPython's syntax translated, with the way back to the user's lines.

Most cells are plain Python and are parsed as they are. Only a cell that does not parse so is handed to IPython's own
input transformer, which is slow to import. A cell magic whose body is Python (`%%time`, `%%capture out`) is parsed as
that body, behind a call that tells what the magic itself reads and binds.
"""

from __future__ import annotations

import ast
import copy
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar, TypeVarTuple

from kale_converter.analysis import compiling
from kale_converter.model import Cell, CellId, CellKind, Span

T = TypeVar("T")
Key = TypeVarTuple("Key")
_place_of = attrgetter("lineno", "col_offset", "end_lineno", "end_col_offset")
REMEMBERED = 2048
"""How many parsed texts are kept: an edit of one cell leaves the others as they were."""
_TIMED = "timeit:"
"""The name of a function; the colon keeps it from being one that a notebook could have."""
PYTHON_BODY_MAGICS = frozenset({"time", "timeit", "capture", "prun", "python_body", "memit", "mprun", "lprun"})


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """A cell that is not Python: where, and Python's own words."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Source:
    """A parsed cell. cell: its place and text, nothing else. body: its statements, on the lines of the user's text.

    as_written: what was parsed is the user's text to the letter, and in ASCII: places need no translation.
    """

    cell: Cell
    body: tuple[ast.stmt, ...]
    lines: tuple[str, ...]
    problem: SyntaxProblem | None = None
    as_written: bool = False
    _spans: dict[ast.AST, Span] = field(default_factory=dict, compare=False, repr=False)
    _found: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)

    def span(self, node: ast.AST) -> Span:
        """Where `node` stands in the user's text. A node without a place is the cell's first line."""
        span = self._spans.get(node)
        if span is None:
            span = self._spans[node] = self._find(node)
        return span

    def _find(self, node: ast.AST) -> Span:
        try:
            line, offset, last_line, last_offset = _place_of(node)
        except AttributeError:
            line, offset, last_line, last_offset = 1, 0, 1, 0
        cell = self.cell
        if self.as_written and last_line:
            return Span(cell.index, line, offset + 1, last_line, last_offset + 1, cell.id)
        end_line = last_line or line
        column, end_column = self._column(line, offset), self._column(end_line, last_offset or 0)
        return Span(cell.index, line, column, end_line, max(end_column, 1), cell.id)

    def once(self, find: Callable[[Source, *Key], T], *key: *Key) -> T:
        """What `find` gives for this cell and key, which it is asked for only once. find: a function of these alone."""
        asked = (find, *key) if key else find
        try:
            found: T = self._found[asked]
        except KeyError:
            found = self._found[asked] = find(self, *key)
        return found

    def matches(self, pattern: re.Pattern[str]) -> bool:
        """Whether the text has a match, which is looked for only once."""
        found: bool | None = self._found.get(pattern)
        if found is None:
            found = self._found[pattern] = pattern.search(self.cell.source) is not None
        return found

    def first_line(self) -> Span:
        """The cell's first line."""
        return Span(self.cell.index, 1, 1, 1, len(self.lines[0]) + 1, self.cell.id)

    def _column(self, line: int, offset: int) -> int:
        """From ast's offset in UTF-8 bytes to a column in characters, from 1."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        if text.isascii():
            return min(offset, len(text)) + 1
        return len(text.encode()[:offset].decode(errors="ignore")) + 1

    def text(self, span: Span) -> str:
        """The user's line that `span` begins on."""
        return self.lines[span.line - 1] if 0 < span.line <= len(self.lines) else ""


def parse_cell(cell: Cell) -> Source:
    """Parse a code cell. One that is no Python has an empty body and a `problem`."""
    return _source(cell.index, cell.id, cell.source)


@lru_cache(REMEMBERED)
def _source(index: int, cell_id: CellId, text: str) -> Source:
    cell = Cell(index, cell_id, CellKind.CODE, text)
    lines = tuple(text.split("\n"))
    try:
        return Source(cell, _remembered(text), lines, as_written=text.isascii() and "\r" not in text)
    except (SyntaxError, ValueError, RecursionError) as error:
        first_error = error
    name, _, rest = cell.source.lstrip().partition("\n")
    if name.startswith("%%"):
        return _parse_cell_magic(cell, lines, name[2:], rest)
    transformed = ipython_text(cell.source)
    try:
        return Source(cell, _remembered(transformed), lines)
    except (SyntaxError, ValueError, RecursionError) as error:
        problem = error if transformed != cell.source else first_error
        return Source(cell, (), lines, problem=_problem(cell, lines, problem))


def _parse_cell_magic(cell: Cell, lines: tuple[str, ...], header: str, body: str) -> Source:
    """A cell magic becomes the call that IPython makes of it, followed by its body where that is Python."""
    magic, _, argument = header.strip().partition(" ")
    call = statements(f"get_ipython().run_cell_magic({magic!r}, {argument.strip()!r}, {body!r})")
    for node in ast.walk(call[0]):
        _place(node)
    if magic not in PYTHON_BODY_MAGICS:
        return Source(cell, tuple(call), lines)
    inner = parse_cell(Cell(cell.index, cell.id, cell.kind, body))
    shift = len(lines) - body.count("\n") - 1
    moved_body = copy.deepcopy(inner.body)
    for statement in moved_body:
        ast.increment_lineno(statement, shift)
    statement_line = _timed_statement(magic, argument)
    problem = inner.problem
    if problem is not None:
        span = problem.span
        moved = Span(span.cell, span.line + shift, span.column, span.end_line + shift, span.end_column, span.cell_id)
        problem = SyntaxProblem(moved, problem.message)
    code = [*statement_line, *moved_body]
    return Source(cell, (*call, *(timed(code) if magic == "timeit" else code)), lines, problem=problem)


def timed(code: list[ast.stmt]) -> list[ast.stmt]:
    """What `timeit` does with code: it makes a function of it and calls that, so that the names it binds are local."""
    if not code:
        return []
    function = ast.Name(_TIMED, ast.Load())
    arguments = ast.arguments([], [], None, [], [], None, [])
    made = ast.FunctionDef(_TIMED, arguments, code, [])
    call = ast.Expr(ast.Call(function, [], []))
    for node in (made, call, call.value, function):
        ast.copy_location(node, code[0])
    return [made, call]


def _timed_statement(magic: str, argument: str) -> list[ast.stmt]:
    """`%%timeit x = 1` and `%%prun f()` may hold a statement after their options."""
    if magic == "capture":
        return []
    words = argument.split()
    while words and words[0].startswith("-"):
        words.pop(0)
    try:
        return statements(" ".join(words))
    except SyntaxError:
        return []


@lru_cache(REMEMBERED)
def _remembered(text: str) -> tuple[ast.stmt, ...]:
    """The statements of `text`, the same nodes every time: nobody changes them."""
    return tuple(statements(text))


def statements(text: str) -> list[ast.stmt]:
    """The statements of `text`. Raises SyntaxError also for what parses but does not compile (`return` in a cell)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(text)
        compiling.check(text)
        return tree.body


@lru_cache(REMEMBERED)
def ipython_text(text: str) -> str:
    """The text with IPython's own syntax translated to Python; as it is where IPython cannot read it."""
    from IPython.core.inputtransformer2 import TransformerManager

    try:
        return str(TransformerManager().transform_cell(text))  # type: ignore[no-untyped-call]
    except (SyntaxError, ValueError):
        return text


def _place(node: ast.AST) -> None:
    if hasattr(node, "lineno"):
        node.lineno = node.end_lineno = 1  # type: ignore[attr-defined]
        node.col_offset = 0  # type: ignore[attr-defined]
        node.end_col_offset = 0  # type: ignore[attr-defined]


def _problem(cell: Cell, lines: tuple[str, ...], error: Exception) -> SyntaxProblem:
    line = getattr(error, "lineno", None) or 1
    column = getattr(error, "offset", None) or 1
    line = min(line, len(lines))
    message = getattr(error, "msg", None) or str(error)
    end = getattr(error, "end_offset", None) or column + 1
    return SyntaxProblem(Span(cell.index, line, column, line, max(end, column + 1), cell.id), message)


def forget() -> None:
    """Forget all parsed texts."""
    for remembering in (_source, _remembered, ipython_text):
        remembering.cache_clear()
