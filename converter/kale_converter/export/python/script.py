"""The script: the notebook's cells in their order, under the names of their steps."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import groupby

from kale_converter.analysis.scopes import bound_names
from kale_converter.analysis.source import parse_cell
from kale_converter.export.python.command_line import parser_lines
from kale_converter.export.python.indenting import indented
from kale_converter.export.python.plain import Surroundings, plain
from kale_converter.export.python.refusal import NameTaken, NotPlain
from kale_converter.export.python.support import RESERVED, Support
from kale_converter.export.python.wording import contents, heading, quoted
from kale_converter.model import Cell, Conversion, Parameter, Pipeline, Span
from kale_converter.program.bundle import MAY_FAIL, place
from kale_converter.program.runtime.parameters import replaced

_FUTURE = re.compile(r"^[ \t]*from[ \t]+__future__[ \t]+import[ \t]+([^\n#]+).*$", re.MULTILINE)
_DRAWING_LIBRARIES = frozenset({"matplotlib", "seaborn", "plotnine"})
_PYTHON = "#!/usr/bin/env python3"


def to_python(conversion: Conversion) -> str:
    """The pipeline as a Python script, with a newline at its end; the same notebook always gives the same bytes.

    The cells that run stand in the notebook's order, so that running the script gives what running the notebook gives.
    Parameters are options of its command line. It needs what the notebook imports and nothing else. Raises NotPlain for
    cells that ask for something that only IPython can do, and ValueError where there is no pipeline.
    """
    pipeline = conversion.pipeline
    if pipeline is None:
        raise ValueError("there is no pipeline to write")
    return _Script(conversion, pipeline).text()


class _Script:
    def __init__(self, conversion: Conversion, pipeline: Pipeline) -> None:
        self._notebook, self._pipeline = conversion.notebook, pipeline
        self._support = Support()
        step_of = {cell: step for step in pipeline.steps for cell in step.cells}
        executed = {*pipeline.prologue.cells, *step_of}
        self._cells = [(cell, step_of.get(cell.id)) for cell in self._notebook.cells if cell.id in executed]
        self._sources = [parse_cell(cell) for cell, _ in self._cells]
        bound = frozenset().union(*(bound_names(source.body)[0] for source in self._sources))
        self._around = Surroundings(bound, frozenset(self._drawing_names()))
        self._futures: list[str] = []
        self._refused: list[NotPlain] = []

    def text(self) -> str:
        """The whole script."""
        sections = list(self._sections())
        if self._refused:
            first, *others = self._refused
            first.others = tuple(others)
            raise first
        options = parser_lines(self._pipeline.parameters, self._notebook.name)
        modules = {*self._support.modules, *(["argparse"] if options else []), *options.modules}
        head = [f'{_PYTHON}\n"""{contents(self._pipeline, self._notebook)}"""']
        if self._futures:
            head.append(f"from __future__ import {', '.join(dict.fromkeys(self._futures))}")
        if modules:
            head.append("\n".join(f"import {module}" for module in sorted(modules)))
        head += [*([options.text] if options else []), *(f"\n{function}" for function in self._support.functions)]
        return "\n\n".join(head) + "\n" + "".join(f"\n\n{section}\n" for section in sections)

    def _sections(self) -> Iterator[str]:
        self._check_names()
        seen: set[str] = set()
        for step, group in groupby(self._cells, key=lambda entry: entry[1]):
            cells = [cell for cell, _ in group]
            parts = [heading(step, cells, again=step is not None and step.name in seen)]
            if step is not None and step.name not in seen:
                seen.add(step.name)
                parts.append(self._support.call("step", quoted(step.name)))
            parts += [text for text in map(self._cell, cells) if text.strip()]
            if step is not None and step.metrics and cells[-1].id == step.cells[-1]:
                parts.append(self._support.call("metrics", *map(quoted, step.metrics)))
            yield "\n\n".join(["\n".join(parts[:2]), *parts[2:]]) if step is not None else "\n\n".join(parts)

    def _cell(self, cell: Cell) -> str:
        text = self._without_future(self._with_parameters(cell))
        try:
            text = plain(cell, text, self._around, self._support).strip("\n")
        except NotPlain as refused:
            self._refused.append(refused)
            return ""
        if MAY_FAIL in cell.tags:
            return f"with {self._support.call('failing')}:\n{indented(text)}"
        return text

    def _with_parameters(self, cell: Cell) -> str:
        text = cell.source
        for parameter in sorted(self._pipeline.parameters, key=_place, reverse=True):
            if parameter.value_span.cell_id == cell.id:
                default = _segment(text, parameter.value_span)
                text = replaced(
                    text, place(parameter.value_span), self._support.call("parameter", repr(parameter.name), default)
                )
        return text

    def _without_future(self, text: str) -> str:
        """`from __future__` must stand at the top of a file."""

        def moved(match: re.Match[str]) -> str:
            self._futures.extend(name.strip() for name in match[1].strip("() ").split(","))
            return f"# {match[0].strip()}  (above)"

        return _FUTURE.sub(moved, text) if "__future__" in text else text

    def _drawing_names(self) -> Iterator[str]:
        for source in self._sources:
            for node in (node for statement in source.body for node in ast.walk(statement)):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    for alias in node.names:
                        module = node.module or "" if isinstance(node, ast.ImportFrom) else alias.name
                        if module.partition(".")[0] in _DRAWING_LIBRARIES:
                            yield alias.asname or alias.name.partition(".")[0]

    def _check_names(self) -> None:
        for taken in sorted(RESERVED & self._around.bound):
            for source in self._sources:
                if taken in bound_names(source.body)[0]:
                    raise NameTaken(f"the name {taken} is one that the script uses itself", source.first_line())


def _place(parameter: Parameter) -> Span:
    return parameter.value_span


def _segment(text: str, span: Span) -> str:
    lines = text.split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)
