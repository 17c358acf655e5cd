"""The task that hands runtime and bundles to all others, where they are too large to be repeated in each command."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kale_converter.export.kfp.component import Component
from kale_converter.export.kfp.schemas import Schema, artifact_definition
from kale_converter.export.kfp.task import Task, from_task
from kale_converter.program.command import BUNDLE_ARTIFACT, Carried

BUNDLE_TASK = "kale-bundle"
_DEFINITION = artifact_definition(Schema.ARTIFACT)


def bundle_task_of(name: str, label: str) -> Task:
    """The task. name: its own. label: what its component and executor are called after."""
    outputs = {BUNDLE_ARTIFACT: _DEFINITION}
    component = Component(f"comp-{label}", {"executorLabel": f"exec-{label}"}, output_artifacts=outputs)
    return Task(name, component, options={"cachingOptions": {"enableCache": True}})


def bundle_executor(carried: Carried, image: str) -> dict[str, Any]:
    """How the task is executed: any image with Python does."""
    return {"container": {"args": list(carried.args), "command": list(carried.command), "image": image}}


def with_bundle(task: Task, giver: str) -> Task:
    """The same task, given what the task `giver` hands on."""
    component = replace(task.component, artifacts={**task.component.artifacts, BUNDLE_ARTIFACT: _DEFINITION})
    sources = {**task.artifacts, BUNDLE_ARTIFACT: from_task(giver, BUNDLE_ARTIFACT, "Artifact")}
    return replace(task, component=component, artifacts=sources)
