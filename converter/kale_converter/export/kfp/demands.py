"""What conditions and loops need of other steps: variables that become output parameters of their writers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kale_converter.export.errors import ExportError
from kale_converter.model import Parameter, Pipeline, Step
from kale_converter.reading.condition import Condition, ConditionError, read_condition


@dataclass(frozen=True, slots=True)
class Demand:
    """A variable of a step, as it leaves that step. items: it is looped over, so each of its items is handed on."""

    step: str
    variable: str
    items: bool = False


Origin = Parameter | Demand


@dataclass(frozen=True, slots=True)
class Control:
    """What decides whether and how often a step runs. origins: of the condition's names. source: of the loop's list."""

    condition: Condition | None
    origins: Mapping[str, Origin]
    source: Origin | None


def read_controls(pipeline: Pipeline) -> Mapping[str, Control]:
    """The steps that have a condition or a loop. Raises ExportError where what they need is nobody's to give."""
    controls = {}
    for step in pipeline.steps:
        settings = step.settings
        if not settings.when and not settings.foreach:
            continue
        condition = _condition(step) if settings.when else None
        names = condition.names if condition else ()
        origins = {name: _origin(pipeline, step, name, "condition") for name in names}
        source = settings.foreach.source if settings.foreach else ""
        listed = _origin(pipeline, step, source, "loop", items=True) if source else None
        controls[str(step.name)] = Control(condition, origins, listed)
    return controls


def _condition(step: Step) -> Condition:
    try:
        return read_condition(step.settings.when)
    except ConditionError as problem:
        raise ExportError(
            "condition", f"the condition of step {step.name}: {problem.message}", problem.remedy
        ) from None


def _origin(pipeline: Pipeline, step: Step, name: str, use: str, *, items: bool = False) -> Origin:
    """Who gives a name's value before a step: the last step before it that writes the name, else a parameter."""
    before = pipeline.steps[: pipeline.steps.index(step)]
    writer = next((other for other in reversed(before) if other.writes and name in other.writes), None)
    if writer is not None:
        if writer.settings.foreach:
            raise ExportError(
                "value-of-loop",
                f"the {use} of step {step.name} needs {name} of step {writer.name}, which is a loop and has many",
                "make one of them in a step between",
            )
        return Demand(writer.name, name, items)
    parameter = next((parameter for parameter in pipeline.parameters if parameter.name == name), None)
    if parameter is not None:
        return parameter
    raise ExportError(
        "unknown-name",
        f"the {use} of step {step.name} uses {name}, which is no parameter and which no step before it writes",
        "write it in a step before, or make it a parameter",
    )
