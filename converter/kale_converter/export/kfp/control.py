"""Loops and conditions around the tasks of steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kale_converter.export.kfp.artifact_types import schemas_of
from kale_converter.export.kfp.channels import Place, Places
from kale_converter.export.kfp.conditions import in_condition, translate, trigger, types_of_values
from kale_converter.export.kfp.demands import Control, Demand, Origin, read_controls
from kale_converter.export.kfp.loops import Items, in_loop, read_items
from kale_converter.export.kfp.ports import Ports, make_ports
from kale_converter.export.kfp.schemas import Schema
from kale_converter.export.kfp.task import Source, Task, from_component, from_task
from kale_converter.model import Conversion, Pipeline, Step
from kale_converter.reading.cel import Translated
from kale_converter.reading.names import unique


@dataclass(frozen=True, slots=True)
class Plan:
    """Where each step's task stands, what it takes and gives, and what decides whether and how often it runs.

    schemas: of artifacts, by step and artifact. types: of the variables that are handed on as parameters. conditions,
    items: of the steps that have such.
    """

    places: Places
    ports: Ports
    schemas: Mapping[tuple[str, str], Schema]
    types: Mapping[Demand, str]
    controls: Mapping[str, Control]
    conditions: Mapping[str, Translated]
    items: Mapping[str, Items]


def make_plan(conversion: Conversion, pipeline: Pipeline, names: Mapping[str, str]) -> Plan:
    """The plan of a notebook's pipeline. names: of the steps' own tasks. Raises ExportError where KFP has no such."""
    controls = read_controls(pipeline)
    places, ports = _places(pipeline, names), make_ports(conversion, pipeline, controls)
    conditions = {
        step: translate(step, control, _sources(control, ports, places))
        for step, control in controls.items()
        if control.condition
    }
    items = {}
    for step in pipeline.steps:
        if step.settings.foreach:
            origin = controls[step.name].source
            items[str(step.name)] = read_items(step.settings.foreach, origin, _source(origin, ports, places))
    as_json = {step: replace(ports.wirings[step], item_is_json=True) for step, found in items.items() if found.is_json}
    ports = replace(ports, wirings={**ports.wirings, **as_json})
    schemas = schemas_of(conversion, pipeline)
    return Plan(places, ports, schemas, types_of_values(controls, conditions), controls, conditions, items)


def _places(pipeline: Pipeline, names: Mapping[str, str]) -> Places:
    taken = set(names.values())
    places = {}
    for step in pipeline.steps:
        name, groups = names[step.name], []
        for kind, asked in (("for-loop", step.settings.foreach), ("condition", step.settings.when)):
            groups.append(unique(f"{kind}-{name}", taken) if asked else "")
            taken.add(groups[-1])
        places[str(step.name)] = Place(name, *groups)
    return places


def _sources(control: Control, ports: Ports, places: Places) -> dict[str, Source]:
    found = {name: _source(origin, ports, places) for name, origin in control.origins.items()}
    return {name: source for name, source in found.items() if source is not None}


def _source(origin: Origin | None, ports: Ports, places: Places) -> Source | None:
    if origin is None:
        return None
    if not isinstance(origin, Demand):
        return from_component(origin.name, "Parameter")
    place = places[origin.step]
    return from_task(place.outer, place.output(ports.values[origin]), "Parameter")


def controlled(task: Task, step: Step, plan: Plan, prefix: str) -> Task:
    """The step's task within the groups that its loop and its condition make. prefix: of their components' labels."""
    place = plan.places[step.name]
    if step.settings.foreach:
        task = in_loop(task, place.loop, prefix + place.loop, plan.items[step.name], step.settings.foreach.parallelism)
    if step.settings.when:
        control = plan.controls[step.name]
        made = trigger(control, plan.conditions[step.name], _sources(control, plan.ports, plan.places))
        task = in_condition(task, place.outer, prefix + place.outer, made)
    return task
