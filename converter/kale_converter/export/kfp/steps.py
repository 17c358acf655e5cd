"""A step as a task of its own: its component, its inputs and its options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kale_converter.export.kfp.channels import Places
from kale_converter.export.kfp.component import Component, Definition
from kale_converter.export.kfp.control import Plan
from kale_converter.export.kfp.loops import item_channel
from kale_converter.export.kfp.parameters import step_definition
from kale_converter.export.kfp.ports import Ports, stored
from kale_converter.export.kfp.retries import retry_policy
from kale_converter.export.kfp.schemas import Schema, artifact_definition
from kale_converter.export.kfp.task import Source, Task, from_component, from_task
from kale_converter.model import Parameter, Pipeline, Step, VolumeKind
from kale_converter.program.wiring import Wiring

Schemas = Mapping[tuple[str, str], Schema]


def step_task(step: Step, pipeline: Pipeline, plan: Plan, parameters: Iterable[Parameter], label: str) -> Task:
    """The task of a step. parameters: its inputs. label: what its component and executor are called after."""
    wiring, places = plan.ports.wirings[step.name], plan.places
    definitions: dict[str, Definition] = {parameter.name: step_definition(parameter) for parameter in parameters}
    sources: dict[str, Source] = {name: from_component(name, "Parameter") for name in definitions}
    if wiring.item:
        items = plan.items[step.name]
        definitions[wiring.item] = {"parameterType": items.kind}
        sources[wiring.item] = from_component(item_channel(items), "Parameter")
    component = Component(
        f"comp-{label}",
        {"executorLabel": f"exec-{label}"},
        definitions,
        _input_artifacts(wiring, plan.schemas),
        _output_parameters(step, plan),
        _output_artifacts(step, wiring, plan.schemas),
    )
    return Task(
        places[step.name].inner,
        component,
        sources,
        _input_sources(wiring, plan.ports, places),
        tuple(places[name].outer for name in step.after),
        _options(step, pipeline),
        frozenset({*(out.name for out in wiring.outputs), *component.output_parameters}),
    )


def _input_artifacts(wiring: Wiring, schemas: Schemas) -> dict[str, Definition]:
    return {
        given.name: artifact_definition(
            schemas.get((given.step, given.artifact), Schema.ARTIFACT), is_list=given.collected
        )
        for given in wiring.inputs
    }


def _input_sources(wiring: Wiring, ports: Ports, places: Places) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    for given in wiring.inputs:
        place = places[given.step]
        output = place.output(ports.outputs[given.step, given.artifact])
        sources[given.name] = from_task(place.outer, output, "Artifact")
    return sources


def _output_parameters(step: Step, plan: Plan) -> dict[str, Definition]:
    met = plan.ports.values.items()
    return {name: {"parameterType": plan.types[demand]} for demand, name in met if demand.step == step.name}


def _output_artifacts(step: Step, wiring: Wiring, schemas: Schemas) -> dict[str, Definition]:
    made: dict[str, Definition] = {}
    for out in wiring.outputs:
        variables = [name for artifact in step.outputs if artifact.name == out.artifact for name in stored(artifact)]
        about = ", ".join(variables) if variables != [out.name] else ""
        made[out.name] = artifact_definition(schemas.get((step.name, out.artifact), Schema.ARTIFACT), about)
    besides = (
        (wiring.metrics, Schema.METRICS),
        (wiring.classification, Schema.CLASSIFICATION),
        (wiring.report, Schema.HTML),
        (wiring.notebook, Schema.ARTIFACT),
    )
    return made | {name: artifact_definition(schema) for name, schema in besides if name}


def _options(step: Step, pipeline: Pipeline) -> dict[str, Any]:
    options: dict[str, Any] = {"cachingOptions": _caching(step, pipeline)}
    if policy := retry_policy(step.settings):
        options["retryPolicy"] = policy
    return options


def _caching(step: Step, pipeline: Pipeline) -> dict[str, Any]:
    """As asked; where nothing is asked, on, as KFP has it, unless the step sees or does what no key covers.

    Who gives a key wants a cache.
    """
    settings = step.settings
    sees_more = settings.exit_handler or any(
        volume.kind is not VolumeKind.EPHEMERAL for volume in pipeline.settings.volumes_of(step.settings)
    )
    if not (settings.cache if settings.cache is not None else settings.cache_key or not sees_more):
        return {}
    return {**({"cacheKey": settings.cache_key} if settings.cache_key else {}), "enableCache": True}
