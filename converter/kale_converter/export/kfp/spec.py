"""The whole pipeline spec."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kale_converter.export.kfp.component import Component
from kale_converter.export.kfp.names import pipeline_name
from kale_converter.export.kfp.parameters import root_definition
from kale_converter.export.kfp.task import Task, graph
from kale_converter.model import Pipeline

SCHEMA_VERSION = "2.1.0"
WRITTEN_BY = "kale-ext"
"""In the place of an SDK's version. No version, so that the file changes only when what it does changes."""


def pipeline_spec(
    pipeline: Pipeline, tasks: tuple[Task, ...], executors: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """KFP's `PipelineSpec` as data, of these tasks."""
    components = {component.name: component.spec() for task in tasks for component in task.components}
    parameters = {parameter.name: root_definition(parameter) for parameter in pipeline.parameters}
    root = Component("root", {"dag": {"tasks": graph(tasks)}}, parameters)
    return {
        "components": {name: components[name] for name in sorted(components)},
        "deploymentSpec": {"executors": {label: dict(executors[label]) for label in sorted(executors)}},
        "pipelineInfo": _info(pipeline, components),
        "root": root.spec(),
        "schemaVersion": SCHEMA_VERSION,
        "sdkVersion": WRITTEN_BY,
    }


def _info(pipeline: Pipeline, components: Iterable[str]) -> dict[str, str]:
    settings = pipeline.settings
    name = pipeline_name(settings.name, set(components))
    info = {"description": settings.description, "displayName": settings.name if settings.name != name else ""}
    return {**{key: text for key, text in info.items() if text}, "name": name}
