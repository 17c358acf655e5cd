"""What cells and modules import: which modules must be there, and which may be asked for."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kale_converter.analysis.source import Source, parse_cell, statements
from kale_converter.model import Cell

_TOLERANT = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})
_STANDARD_ELSEWHERE = frozenset(
    {"annotationlib", "compression", "tomllib", "asynchat", "asyncore", "distutils", "imp", "smtpd"}
    | {"aifc", "audioop", "cgi", "cgitb", "chunk", "crypt", "imghdr", "lib2to3", "mailcap", "msilib", "nis", "nntplib"}
    | {"ossaudiodev", "pipes", "sndhdr", "spwd", "sunau", "telnetlib", "uu", "xdrlib"}
)
"""Modules that come with some Pythons from 3.9 to 3.14, so that every Python that converts says the same."""


_MAY_IMPORT = re.compile(r"import|magic|%")
"""What stands in a cell that imports something; most have none of it, and are not walked through."""


@dataclass(frozen=True, slots=True)
class Import:
    """One import. module: its dotted name. names: what `from` takes of it. level: its leading dots. line: from 1.

    sure: it is executed whenever the cell or module is, and its failure is not caught. bound: the name that it binds,
    for each of `names` where there are any.
    """

    module: str
    names: tuple[str, ...]
    level: int
    line: int
    sure: bool
    bound: tuple[str, ...]

    @property
    def modules(self) -> tuple[str, ...]:
        """Every module that it may load: of `from a import b`, `a` and `a.b`."""
        return (self.module, *(f"{self.module}.{name}" for name in self.names if name != "*"))


def cell_imports(cell: Cell) -> tuple[Import, ...]:
    """What a cell imports; nothing where it is no Python."""
    return parse_cell(cell).once(_imports_of)


def _imports_of(source: Source) -> tuple[Import, ...]:
    return tuple(_imports(source.body, sure=True)) if _MAY_IMPORT.search(source.cell.source) else ()


def module_imports(text: str) -> tuple[Import, ...]:
    """What a module imports; nothing where it is no Python."""
    try:
        return tuple(_imports(statements(text), sure=True))
    except (SyntaxError, ValueError, RecursionError):
        return ()


def is_standard(module: str) -> bool:
    """Whether a module comes with Python."""
    top = module.partition(".")[0]
    return top in sys.stdlib_module_names or top in _STANDARD_ELSEWHERE or top == "__main__"


def _imports(body: Iterable[ast.stmt], *, sure: bool) -> Iterator[Import]:
    for node in body:
        match node:
            case ast.Import():
                for alias in node.names:
                    bound = alias.asname or alias.name.partition(".")[0]
                    yield Import(alias.name, (), 0, node.lineno, sure, (bound,))
            case ast.ImportFrom():
                names = tuple(alias.name for alias in node.names)
                bound_names = tuple(alias.asname or alias.name for alias in node.names)
                yield Import(node.module or "", names, node.level, node.lineno, sure, bound_names)
            case _:
                yield from _called(node)
                for block, is_sure in _blocks(node):
                    yield from _imports(block, sure=sure and is_sure)


def _blocks(node: ast.stmt) -> Iterator[tuple[list[ast.stmt], bool]]:
    """The blocks of a statement, and of each whether it is run whenever the statement is and may not fail unseen."""
    match node:
        case ast.With() | ast.AsyncWith() | ast.ClassDef():
            yield node.body, not _suppresses(node)
        case ast.Try() | ast.TryStar():
            yield node.body, not any(_is_tolerant(handler) for handler in node.handlers)
            yield node.finalbody, True
            yield from ((block, False) for block in (node.orelse, *(handler.body for handler in node.handlers)))
        case ast.Match():
            yield from ((choice.body, False) for choice in node.cases)
        case _:
            yield from ((getattr(node, part, []), False) for part in ("body", "orelse"))


def _called(node: ast.stmt) -> Iterator[Import]:
    """`importlib.import_module("…")`, and magics that load a module, in a statement that is not a block."""
    if hasattr(node, "body"):
        return
    for call in ast.walk(node):
        match call:
            case ast.Call(
                func=ast.Name(id="__import__" | "import_module") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield Import(name, (), 0, call.lineno, sure=False, bound=())
            case ast.Call(
                func=ast.Attribute(attr="run_line_magic"),
                args=[ast.Constant(value="load_ext" | "aimport" | "run"), ast.Constant(value=str(line))],
            ):
                word = (line.split() or [""])[0].removesuffix(".py").replace("/", ".").lstrip(".-+")
                yield Import(word, (), 0, call.lineno, sure=False, bound=())


def _is_tolerant(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    return any(getattr(node, "id", getattr(node, "attr", "")) in _TOLERANT for node in ast.walk(handler.type))


def _suppresses(node: ast.stmt) -> bool:
    """`with contextlib.suppress(ImportError)`, or a test that expects it to fail."""
    items = [ast.dump(item.context_expr) for item in getattr(node, "items", ())]
    return any("suppress" in item or "raises" in item for item in items)
