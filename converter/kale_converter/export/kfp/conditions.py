"""Conditions: a step that runs only where one holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kale_converter.export.errors import ExportError
from kale_converter.export.kfp.channels import channel
from kale_converter.export.kfp.demands import Control, Demand, Origin
from kale_converter.export.kfp.groups import Extra, group
from kale_converter.export.kfp.parameters import step_definition
from kale_converter.export.kfp.task import Source, Task
from kale_converter.reading.cel import Named, NotInCel, Translated, to_cel
from kale_converter.reading.kfp_types import LIST, PARAMETER_TYPES, may_be_missing


@dataclass(frozen=True, slots=True)
class Trigger:
    """A condition in CEL, and the input parameters that it reads."""

    text: str
    extras: tuple[Extra, ...]


def in_condition(task: Task, name: str, label: str, trigger: Trigger) -> Task:
    """The task, where the condition holds. label: what the group's component is called after."""
    return group(name, label, [task], {"triggerPolicy": {"condition": trigger.text}}, trigger.extras)


def translate(step: str, control: Control, sources: Mapping[str, Source]) -> Translated:
    """A step's condition in CEL. sources: of its names. Raises ExportError where CEL cannot ask it."""
    assert control.condition is not None
    names = {name: _named(origin, sources[name]) for name, origin in control.origins.items()}
    try:
        return to_cel(control.condition.expression, names)
    except NotInCel as problem:
        raise ExportError(
            "condition",
            f"Kubeflow Pipelines cannot ask the condition of step {step}, `{control.condition.text}`: {problem}",
            "compute True or False in a step before, and ask for that",
        ) from None


def trigger(control: Control, translated: Translated, sources: Mapping[str, Source]) -> Trigger:
    """The condition and what it reads."""
    extras = {}
    for name, origin in control.origins.items():
        kind = translated.kinds[name]
        definition = {"parameterType": kind} if isinstance(origin, Demand) else step_definition(origin)
        extras[channel(sources[name])] = Extra(channel(sources[name]), definition, sources[name])
    return Trigger(translated.text, tuple(extras.values()))


def types_of_values(controls: Mapping[str, Control], conditions: Mapping[str, Translated]) -> Mapping[Demand, str]:
    """The type of each variable that is handed on as a parameter. Raises ExportError where it would need two."""
    kinds: dict[Demand, str] = {}
    for step, control in controls.items():
        if isinstance(control.source, Demand):
            kinds[control.source] = LIST
        for name, origin in control.origins.items():
            if not isinstance(origin, Demand):
                continue
            kind = conditions[step].kinds[name]
            if kinds.setdefault(origin, kind) != kind:
                raise ExportError(
                    "value-of-two-types",
                    f"the conditions of several steps take {name} of step {origin.step} for different types",
                    "compare it with values of one type",
                )
    return kinds


def _named(origin: Origin, source: Source) -> Named:
    if isinstance(origin, Demand):
        return Named(channel(source))
    return Named(channel(source), PARAMETER_TYPES[origin.type], may_be_missing(origin))
