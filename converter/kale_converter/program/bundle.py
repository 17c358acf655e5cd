"""From a pipeline to the program: plain JSON data that the step runtime executes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from kale_converter.model import Cell, CellId, Notebook, Parameter, ParameterValue, Pipeline, Span, Step

SCHEMA = "kale/program/v1"
MAY_FAIL = "raises-exception"
"""Jupyter's tag for a cell whose error is an output like any other; the next cell runs."""


def make_program(notebook: Notebook, pipeline: Pipeline, parameters: Mapping[str, ParameterValue]) -> dict[str, Any]:
    """What running the pipeline with these parameter values takes; the same arguments give the same data.

    parameters: the values given for this run, already checked; a parameter that is not given keeps the notebook's.
    They are put where the notebook has its own values, so that what is derived from them follows.
    `execution_count` of a cell is the number that a plain run of the executed cells, top to bottom, would give it.
    """
    executed = {*pipeline.prologue.cells, *(cell for step in pipeline.steps for cell in step.cells)}
    order = [cell for cell in notebook.cells if cell.id in executed]
    counts = _execution_counts(order)
    sources = _with_parameters(order, [p for p in pipeline.parameters if p.name in parameters], parameters)

    def cells(ids: Iterable[CellId]) -> list[dict[str, Any]]:
        wanted = set(ids)
        return [
            {
                "id": c.id,
                "index": c.index,
                "source": sources[c.id],
                "execution_count": counts[c.id],
                "may_fail": MAY_FAIL in c.tags,
            }
            for c in order
            if c.id in wanted
        ]

    return {
        "schema": SCHEMA,
        "name": pipeline.settings.name,
        "prologue": {"cells": cells(pipeline.prologue.cells)},
        "steps": [_step(step, pipeline, cells(step.cells)) for step in pipeline.steps],
    }


def _execution_counts(cells: Iterable[Cell]) -> dict[CellId, int]:
    counts: dict[CellId, int] = {}
    count = 1
    for cell in cells:
        counts[cell.id] = count
        count += bool(cell.source.strip())  # a kernel does not count blank cells
    return counts


def _step(step: Step, pipeline: Pipeline, cells: list[dict[str, Any]]) -> dict[str, Any]:
    holder = {
        (str(writer.name), variable): artifact.name
        for writer in pipeline.steps
        for artifact in writer.outputs
        for variable in artifact.variables
    }
    return {
        "name": step.name,
        "cells": cells,
        "inputs": [
            {"variable": given.variable, "step": given.step, "artifact": holder[given.step, given.variable]}
            for given in step.inputs
            if not given.variable.startswith("file:")
        ],
        "outputs": [
            {"name": artifact.name, "variables": [v for v in artifact.variables if not v.startswith("file:")]}
            for artifact in step.outputs
        ],
        "after": sorted({*step.after, *(given.step for given in step.inputs)}),
        "metrics": list(step.metrics),
        "writes": None if step.writes is None else list(step.writes),
        "retries": step.settings.retries,
        "timeout": step.settings.timeout,
        "limits": dict(step.settings.limits),
    }


def _with_parameters(
    cells: Iterable[Cell], parameters: Iterable[Parameter], values: Mapping[str, ParameterValue]
) -> dict[CellId, str]:
    sources = {cell.id: cell.source for cell in cells}
    # From the last to the first, so that the places of the earlier ones stay true.
    for parameter in sorted(parameters, key=lambda p: p.value_span, reverse=True):
        cell_id = CellId(parameter.value_span.cell_id)
        if cell_id in sources:
            sources[cell_id] = replaced(sources[cell_id], parameter.value_span, literal(values[parameter.name]))
    return sources


def replaced(source: str, span: Span, text: str) -> str:
    """The source with other text at a place; it keeps its number of lines."""
    lines = source.split("\n")
    before = lines[span.line - 1][: span.column - 1]
    after = lines[span.end_line - 1][span.end_column - 1 :]
    if span.end_line > span.line:
        # The cell keeps its number of lines, so that tracebacks still point at the user's own.
        text = f"({text}" + "\n" * (span.end_line - span.line) + ")"
    lines[span.line - 1 : span.end_line] = [before + text + after]
    return "\n".join(lines)


def literal(value: ParameterValue) -> str:
    """Python source of a JSON value; NaN and the infinities, which have no literal, become a call of `float`."""
    if isinstance(value, float) and not math.isfinite(value):
        return f'float("{value}")'
    if isinstance(value, list):
        return f"[{', '.join(literal(item) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key!r}: {literal(item)}' for key, item in value.items())}}}"
    return repr(value)
