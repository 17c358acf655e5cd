"""A step that is another notebook's pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kale_converter.export.errors import ExportError
from kale_converter.export.kfp.component import Component
from kale_converter.export.kfp.parameters import root_definition
from kale_converter.export.kfp.task import Task, graph
from kale_converter.export.surroundings import Surroundings
from kale_converter.model import Conversion, Pipeline, Step
from kale_converter.reading.kfp_types import DOUBLE, INTEGER

_NUMBERS = frozenset({INTEGER, DOUBLE})


def sub_notebook(step: Step, surroundings: Surroundings, around: tuple[str, ...]) -> Conversion:
    """The notebook that a step names. around: the notebooks whose part this one is. Raises ExportError."""
    name = step.settings.notebook
    conversion = surroundings.notebooks.get(name)
    if conversion is None or conversion.pipeline is None or not conversion.pipeline.steps:
        what = "was not found" if conversion is None else "has no pipeline"
        raise _refused(step, what, "correct the path, or leave the tag out")
    if not conversion.ok:
        raise _refused(step, "has errors", "check it by itself: kale check tells them")
    if name in around:
        raise _refused(step, "is a part of itself", "leave one of the tags out")
    if step.settings.retries or step.settings.timeout is not None:
        raise _refused(step, "cannot be tried again or stopped as a whole", "ask that of the steps in it")
    if step.outputs:
        variable = step.outputs[0].variables[0]
        raise _refused(step, f"gives no variable back, and {variable} is taken from it", "compute it in another step")
    return conversion


def sub_pipeline(task: Task, step: Step, outer: Mapping[str, str], inner: Pipeline, tasks: Iterable[Task]) -> Task:
    """The task of a step that is another pipeline. task: as the step would be by itself. tasks: the other's.

    outer: the inputs of `task`, by the names that parameters have in the notebook; a loop's variable is one of them.
    The other's parameters are given by those of the same name, and have their own defaults where there is none.
    """
    members = tuple(tasks)
    given = {parameter.name: outer[parameter.name] for parameter in inner.parameters if parameter.name in outer}
    definitions = {parameter.name: root_definition(parameter) for parameter in inner.parameters}
    for name, ours in given.items():
        kinds = {definitions[name]["parameterType"], task.component.parameters[ours]["parameterType"]}
        if len(kinds) > 1 and not kinds <= _NUMBERS:
            raise _refused(
                step,
                f"has a parameter {name}, whose type is another here ({' and '.join(sorted(kinds))})",
                "give both the same type, or one another name",
            )
    component = Component(task.component.name, {"dag": {"tasks": graph(members)}}, definitions)
    return Task(
        task.name,
        component,
        {name: task.parameters[ours] for name, ours in given.items()},
        {},
        task.after,
        dict(task.options),
        inner=tuple(component for member in members for component in member.components),
        inner_claims={place: source for member in members for place, source in member.all_claims.items()},
    )


def _refused(step: Step, what: str, remedy: str) -> ExportError:
    return ExportError("sub-notebook", f"the notebook {step.settings.notebook} of step {step.name} {what}", remedy)
