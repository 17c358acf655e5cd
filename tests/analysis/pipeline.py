"""What a notebook's analysis says, in the short form that tests compare."""

from __future__ import annotations

from kale_converter.convert import convert
from kale_converter.model import Edge, Pipeline
from tests.analysis.text import notebook


def pipeline(text: str) -> Pipeline:
    """The pipeline of the notebook that `text` stands for."""
    made = convert(notebook(text)).pipeline
    assert made is not None
    return made


def codes(text: str) -> list[tuple[str, int | None]]:
    """The diagnostics of a notebook: the code of each, and the place of the cell that it is about."""
    return [(str(d.code), d.span.cell if d.span else None) for d in convert(notebook(text)).diagnostics]


def inputs(text: str, step: str) -> dict[str, str]:
    """What a step receives: variable → the step that it comes from."""
    return {given.variable: str(given.step) for given in _step(pipeline(text), step).inputs}


def outputs(text: str, step: str) -> list[tuple[str, ...]]:
    """What a step hands on: the variables of each artifact."""
    return [artifact.variables for artifact in _step(pipeline(text), step).outputs]


def edges(text: str) -> set[tuple[str, str]]:
    """Which step waits for which: (source, target)."""
    return {(str(edge.source), str(edge.target)) for edge in pipeline(text).edges}


def reasons(text: str, source: str, target: str) -> set[tuple[str, str]]:
    """Why one step waits for another: the variable and the kind of each piece of evidence."""
    return {(reason.variable, str(reason.kind)) for reason in edge(text, source, target).evidence}


def edge(text: str, source: str, target: str) -> Edge:
    """The edge between two steps. Raises LookupError where there is none."""
    for found in pipeline(text).edges:
        if (found.source, found.target) == (source, target):
            return found
    raise LookupError(f"no edge from {source} to {target}")


def _step(made: Pipeline, name: str):
    return next(step for step in made.steps if step.name == name)
