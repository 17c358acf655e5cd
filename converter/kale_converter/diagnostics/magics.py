"""The magics of a notebook as they stand in its parsed cells."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from kale_converter.analysis.source import Source
from kale_converter.diagnostics.code import Code, nodes, sign
from kale_converter.model import Span

_SIGN = sign(r"(?m)^\s*(?:[\w., ]+=\s*)?%|\?\s*$|^\s*\?|get_ipython")
_RUNNERS = frozenset({"run_line_magic", "run_cell_magic"})


@dataclass(frozen=True, slots=True)
class Magic:
    """A magic with what stands behind it on its line. sign: "%" or "%%"."""

    sign: str
    name: str
    line: str
    span: Span

    def __str__(self) -> str:
        return f"{self.name.replace('pinfo2', '??').replace('pinfo', '?')}" if self.is_help else self.sign + self.name

    @property
    def is_help(self) -> bool:
        """Whether it is what IPython makes of `name?`."""
        return self.name in {"pinfo", "pinfo2"}


def magics(code: Code) -> Iterator[Magic]:
    """All magics of the cells that run, in their order."""
    for source in code.having(_SIGN):
        yield from source.once(_magics_of)


def _magics_of(source: Source) -> tuple[Magic, ...]:
    found = []
    for node in nodes(source):
        match node:
            case ast.Call(
                func=ast.Attribute(attr=runner, value=ast.Call(func=ast.Name(id="get_ipython"))),
                args=[ast.Constant(value=str(name)), ast.Constant(value=str(line)), *_],
            ) if runner in _RUNNERS:
                span = source.span(node)
                text = source.text(span)
                column = len(text) - len(text.lstrip()) + 1
                whole = Span(span.cell, span.line, column, span.line, len(text.rstrip()) + 1, span.cell_id)
                found.append(Magic("%" if runner == "run_line_magic" else "%%", name, line, whole))
            case _:
                pass
    return tuple(found)
