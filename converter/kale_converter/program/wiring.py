"""How a step's inputs and outputs are called where a pipeline engine names them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kale_converter.model import Evidence, Pipeline, StepName
from kale_converter.program.runtime.executor import FILES

_OF_FOLDERS = frozenset({"state:sys.path", "state:cwd"})
"""Whoever follows another step into a folder, or finds modules there, needs what is in it."""

__all__ = ["FILES", "WiredInput", "WiredOutput", "Wiring", "file_edges"]


@dataclass(frozen=True, slots=True)
class WiredInput:
    """An input artifact by the engine's name, and the step and artifact that it is.

    collected: it is a list of artifacts, one for each item of the writer's loop.
    """

    name: str
    step: str
    artifact: str
    collected: bool = False


@dataclass(frozen=True, slots=True)
class WiredOutput:
    """An output artifact by the engine's name, and the artifact that it is."""

    name: str
    artifact: str


@dataclass(frozen=True, slots=True)
class Wiring:
    """All names of one step; "" where the step has no such output.

    image: in which it runs, for messages. values: (output parameter, variable) pairs. items: the same, of variables
    that others loop over; the parameter holds a list of the items, each as JSON text, because an engine would change
    their types. item: the input parameter that holds a loop's item. item_is_json: the item is such a text; what is no
    JSON is the item itself.
    """

    image: str = ""
    inputs: tuple[WiredInput, ...] = ()
    outputs: tuple[WiredOutput, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    items: tuple[tuple[str, str], ...] = ()
    item: str = ""
    item_is_json: bool = False
    metrics: str = ""
    classification: str = ""
    report: str = ""
    notebook: str = ""


def file_edges(pipeline: Pipeline) -> tuple[tuple[str, str], ...]:
    """Source and target of each edge along which files of the working folder go, in the pipeline's order.

    Such files are an artifact named FILES, because each step works in a folder of its own container. Steps that may not
    run, that run when all is over, or that are another notebook, hand no files on.
    """
    apart = {step.name for step in pipeline.steps if step.settings.exit_handler or step.settings.notebook}
    unsure = {step.name for step in pipeline.steps if step.settings.when}
    found = dict.fromkeys(
        (edge.source, edge.target)
        for edge in pipeline.edges
        for why in edge.evidence
        if why.variable in _OF_FOLDERS or _is_file(why)
    )
    for source, target in _of_modules(pipeline):
        found.setdefault((source, target))
    order = {step.name: place for place, step in enumerate(pipeline.steps)}
    return tuple(
        (source, target)
        for source, target in sorted(found, key=lambda edge: order[edge[0]])
        if source != target and not apart & {source, target} and source not in unsure
    )


def _of_modules(pipeline: Pipeline) -> Iterator[tuple[StepName, StepName]]:
    """From a step that writes a module to all that get something from those that import it: it may be of the module."""
    after: dict[StepName, list[StepName]] = {}
    for edge in pipeline.edges:
        after.setdefault(edge.source, []).append(edge.target)
    for edge in pipeline.edges:
        if any(_is_file(why) and why.variable.endswith(".py") for why in edge.evidence):
            waiting, reached = [edge.target], set[StepName]()
            while waiting:
                step = waiting.pop()
                if step not in reached:
                    reached.add(step)
                    waiting += after.get(step, ())
                    yield edge.source, step


def _is_file(why: Evidence) -> bool:
    kind, _, path = why.variable.partition(":")
    return kind == "file" and not path.startswith(("/", "~")) and "://" not in path
