"""What a script says of itself: its docstring, and the heading of each step."""

from __future__ import annotations

import json
from collections.abc import Iterable

from kale_converter.model import Cell, Notebook, Pipeline, Step

_WRITTEN_BY = "Written by `kale compile --to python`: change the notebook, not this file."


def quoted(name: str) -> str:
    """A literal of a name, in the quotes that most code has."""
    return json.dumps(name, ensure_ascii=False)


def contents(pipeline: Pipeline, notebook: Notebook) -> str:
    """The text of the docstring: what the pipeline is for, and its steps with what they take and hand on."""
    settings = pipeline.settings
    title = settings.description.strip() or f"The pipeline {settings.name}."
    lines = [title, "", f"The cells of {notebook.name}.ipynb in their order. {_WRITTEN_BY}"]
    options = "; --help shows its parameters" if pipeline.parameters else ""
    lines.append(f"Run it in the notebook's folder{options}.")
    lines += ["", "Steps:"]
    width = max((len(step.name) for step in pipeline.steps), default=0)
    for step in pipeline.steps:
        lines.append(f"  {step.name:<{width}}  {_summary(step)}".rstrip())
    text = "\n".join(line.rstrip() for line in lines) + "\n"
    return text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


def _summary(step: Step) -> str:
    """What the step takes and gives, in one line."""
    parts = []
    by_step: dict[str, list[str]] = {}
    for given in step.inputs:
        if ":" not in given.variable:
            by_step.setdefault(str(given.step), []).append(given.variable)
    if by_step:
        parts.append("takes " + "; ".join(f"{', '.join(names)} from {source}" for source, names in by_step.items()))
    waits = [name for name in step.after if name not in by_step]
    if waits:
        parts.append(f"after {', '.join(waits)}")
    given_on = [name for artifact in step.outputs for name in artifact.variables if ":" not in name]
    if given_on:
        parts.append(f"gives {', '.join(given_on)}")
    return "; ".join(parts)


def heading(step: Step | None, cells: Iterable[Cell], *, again: bool) -> str:
    """The line above the cells of a step, in the form that editors take for the beginning of a cell."""
    numbers = [str(cell.index) for cell in cells]
    of = f"cell {numbers[0]}" if len(numbers) == 1 else f"cells {', '.join(numbers[:-1])} and {numbers[-1]}"
    name = "imports, functions and parameters" if step is None else f"step {step.name}{', continued' if again else ''}"
    return f"# %% {name} ({of})"
