"""The syntax tree of a cell that may hold IPython's magics, as far as reading needs one."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from kale_converter.model import Cell
from kale_converter.reading.place import python_lines

_UNPARSABLE = (SyntaxError, ValueError, RecursionError, MemoryError)


@dataclass(frozen=True, slots=True)
class CellTree:
    """The statements of a cell. lines: the parsed text, which is the user's but for lines that hold magics.

    offset: how many lines of the user's stand before the first of `lines`.
    """

    body: tuple[ast.stmt, ...]
    lines: list[str]
    offset: int = 0


def parse_cell(cell: Cell) -> CellTree | None:
    """The cell's statements; None where it is no Python, not even to IPython, or a cell magic has it to itself."""
    source = cell.source
    try:
        return CellTree(tuple(ast.parse(source).body), python_lines(source))
    except _UNPARSABLE:
        if source.lstrip().startswith("%%") or not any(sign in source for sign in "%!?"):
            return None
    from IPython.core.inputtransformer2 import TransformerManager  # only cells with magics pay for it

    lines = python_lines(source)
    blank = next((number for number, line in enumerate(lines) if line.strip()), 0)  # IPython drops them
    try:
        transformed = TransformerManager().transform_cell(source)  # type: ignore[no-untyped-call]
        body = ast.parse(transformed).body
    except _UNPARSABLE:
        return None
    if len(python_lines(transformed.rstrip("\n"))) != len(python_lines("\n".join(lines[blank:]).rstrip("\n"))):
        return None  # a magic over several lines became one: places could not be told any more
    return CellTree(tuple(body), python_lines(transformed), blank)
