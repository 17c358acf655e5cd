"""From a pipeline to the program: plain JSON data that the step runtime executes."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter
from typing import Any

from kale_converter.model import Cell, CellId, Notebook, Parameter, ParameterValue, Pipeline, Span, Step, StepName
from kale_converter.program.repeated import packages_before, repeated_imports
from kale_converter.program.runtime.parameters import Place, with_values

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

    by_id = {cell.id: cell for cell in order}

    def cells(ids: Iterable[CellId]) -> list[dict[str, Any]]:
        wanted = sorted({by_id[cell].index: by_id[cell] for cell in ids}.items())
        return [
            {
                "id": c.id,
                "index": c.index,
                "source": sources[c.id],
                "execution_count": counts[c.id],
                "may_fail": MAY_FAIL in c.tags,
            }
            for _, c in wanted
        ]

    holder = {
        (str(writer.name), variable): artifact.name
        for writer in pipeline.steps
        for artifact in writer.outputs
        for variable in artifact.variables
    }
    turns = _turns(pipeline, {cell.id: cell.index for cell in order})
    cells_of = {step.name: [by_id[cell] for cell in step.cells] for step in pipeline.steps}
    again, before = repeated_imports(cells_of), packages_before(cells_of)

    return {
        "schema": SCHEMA,
        "name": pipeline.settings.name,
        "prologue": {"cells": cells(pipeline.prologue.cells)},
        "steps": [
            {
                **_step(step, holder, turns, cells(step.cells)),
                **({"imported": list(again[step.name])} if again[step.name] else {}),
                **({"packages": list(before[step.name])} if before[step.name] else {}),
            }
            for step in pipeline.steps
        ],
    }


def _execution_counts(cells: Iterable[Cell]) -> dict[CellId, int]:
    counts: dict[CellId, int] = {}
    count = 1
    for cell in cells:
        counts[cell.id] = count
        count += bool(cell.source.strip())  # a kernel does not count blank cells
    return counts


def _step(
    step: Step,
    holder: Mapping[tuple[str, str], str],
    turns: Mapping[StepName, int],
    cells: list[dict[str, Any]],
) -> dict[str, Any]:
    """One step. Its inputs come in the order in which the steps that make them run.

    turns: the place of each step in that. A class may be in several artifacts, also in one that is loaded for another
    variable: the last one must win.
    """
    return {
        "name": step.name,
        "cells": cells,
        "inputs": [
            {"variable": given.variable, "step": given.step, "artifact": holder[given.step, given.variable]}
            for given in sorted(step.inputs, key=lambda given: turns[given.step])
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
        "env": dict(step.settings.env),
    }


def _turns(pipeline: Pipeline, place: Mapping[CellId, int]) -> dict[StepName, int]:
    """The places of the steps in an order in which they can run: of those that can, first what ends first.

    place: of each cell in the notebook.
    """
    ends = {step.name: max((place[cell] for cell in step.cells), default=-1) for step in pipeline.steps}
    waiting = {step.name: {*step.after, *(given.step for given in step.inputs)} for step in pipeline.steps}
    sorter = TopologicalSorter(waiting)
    with suppress(CycleError):  # of a ring there are none that can run
        sorter.prepare()
    ready: list[tuple[int, StepName]] = []
    turns: dict[StepName, int] = {}
    while sorter.is_active():
        for name in sorter.get_ready():
            heapq.heappush(ready, (ends[name], name))
        if not ready:
            break
        _, done = heapq.heappop(ready)
        turns[done] = len(turns)
        sorter.done(done)
    return turns


def _with_parameters(
    cells: Iterable[Cell], parameters: Iterable[Parameter], values: Mapping[str, ParameterValue]
) -> dict[CellId, str]:
    given: dict[str, list[tuple[Place, ParameterValue]]] = {}
    for parameter in parameters:
        span = parameter.value_span
        given.setdefault(span.cell_id, []).append((place(span), values[parameter.name]))
    return {cell.id: with_values(cell.source, given.get(cell.id, ())) for cell in cells}


def place(span: Span) -> Place:
    """A place in a cell, as the step runtime knows it."""
    return span.line, span.column, span.end_line, span.end_column
