"""A step as a task of its own: its component, its inputs and its options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kale_converter.export.kfp.component import Component
from kale_converter.export.kfp.parameters import step_definition
from kale_converter.export.kfp.ports import Ports
from kale_converter.export.kfp.retries import retry_policy
from kale_converter.export.kfp.schemas import Schema, artifact_definition
from kale_converter.export.kfp.task import Source, Task, from_component, from_task
from kale_converter.model import Pipeline, Step, VolumeKind
from kale_converter.program.wiring import Wiring


def step_task(step: Step, pipeline: Pipeline, ports: Ports, names: Mapping[str, str], label: str) -> Task:
    """The task of a step. names: of tasks, by step. label: what its component and executor are called after."""
    wiring = ports.of(step.name)
    parameters = {parameter.name: step_definition(parameter) for parameter in pipeline.parameters}
    component = Component(
        f"comp-{label}",
        {"executorLabel": f"exec-{label}"},
        parameters,
        {given.name: artifact_definition(Schema.ARTIFACT) for given in wiring.inputs},
        {},
        _output_artifacts(wiring),
    )
    return Task(
        names[step.name],
        component,
        {name: from_component(name, "Parameter") for name in parameters},
        _input_sources(wiring, ports, names),
        tuple(names[name] for name in step.after),
        _options(step),
    )


def _input_sources(wiring: Wiring, ports: Ports, names: Mapping[str, str]) -> dict[str, Source]:
    return {
        given.name: from_task(names[given.step], ports.outputs[given.step, given.artifact], "Artifact")
        for given in wiring.inputs
    }


def _output_artifacts(wiring: Wiring) -> dict[str, Any]:
    made = {out.name: artifact_definition(Schema.ARTIFACT) for out in wiring.outputs}
    besides = (
        (wiring.metrics, Schema.METRICS),
        (wiring.classification, Schema.CLASSIFICATION),
        (wiring.report, Schema.HTML),
        (wiring.notebook, Schema.ARTIFACT),
    )
    return made | {name: artifact_definition(schema) for name, schema in besides if name}


def _options(step: Step) -> dict[str, Any]:
    options: dict[str, Any] = {"cachingOptions": _caching(step)}
    if policy := retry_policy(step.settings):
        options["retryPolicy"] = policy
    return options


def _caching(step: Step) -> dict[str, Any]:
    """As asked; where nothing is asked, on, as KFP has it, unless the step sees or does what no key covers."""
    settings = step.settings
    sees_more = settings.exit_handler or any(volume.kind is not VolumeKind.EPHEMERAL for volume in settings.volumes)
    if not (settings.cache if settings.cache is not None else not sees_more):
        return {}
    return {**({"cacheKey": settings.cache_key} if settings.cache_key else {}), "enableCache": True}
