"""The tasks that hand runtime and bundles to all others, where they are too large to be repeated in each command.

One is enough where its command holds all; otherwise it takes the rest from tasks that each write a part.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from kale_converter.export.kfp.component import Component
from kale_converter.export.kfp.schemas import Schema, artifact_definition
from kale_converter.export.kfp.task import Source, Task, from_component, from_task
from kale_converter.program.command import BUNDLE_ARTIFACT, Carried, Handing
from kale_converter.reading.names import unique

BUNDLE_TASK = "kale-bundle"
_DEFINITION = artifact_definition(Schema.ARTIFACT)
_CACHED = {"cachingOptions": {"enableCache": True}}


def bundle_tasks_of(handing: Handing, taken: Container[str], prefix: str) -> list[tuple[Task, Carried]]:
    """The tasks, first the one that the steps take from, and what each carries.

    taken: names of other tasks. prefix: of the labels of their components and executors.
    """
    giver = unique(BUNDLE_TASK, taken)
    names = {artifact: unique(f"{giver}-part-{number}", taken) for number, artifact in enumerate(handing.parts, 1)}
    parts = [(_task(names[artifact], artifact, prefix, {}), carried) for artifact, carried in handing.parts.items()]
    return [(_task(giver, BUNDLE_ARTIFACT, prefix, names), handing.whole), *parts]


def _task(name: str, artifact: str, prefix: str, parts: Mapping[str, str]) -> Task:
    """A task that writes this artifact. parts: the tasks that it takes something from, by what it takes."""
    label = f"{prefix}{name}"
    component = Component(
        f"comp-{label}",
        {"executorLabel": f"exec-{label}"},
        artifacts=dict.fromkeys(parts, _DEFINITION),
        output_artifacts={artifact: _DEFINITION},
    )
    sources = {part: from_task(task, part, "Artifact") for part, task in parts.items()}
    return Task(name, component, artifacts=sources, options=_CACHED)


def from_giver(handing: list[tuple[Task, Carried]]) -> Source:
    """Where tasks beside the givers take it from. handing: what `bundle_tasks_of` gives."""
    return from_task(handing[0][0].name, BUNDLE_ARTIFACT, "Artifact")


FROM_AROUND: Source = MappingProxyType(from_component(BUNDLE_ARTIFACT, "Artifact"))
"""Where tasks of a pipeline within another take it from."""


def bundle_executor(carried: Carried, image: str) -> dict[str, Any]:
    """How such a task is executed: any image with Python does."""
    return {"container": {"args": list(carried.args), "command": list(carried.command), "image": image}}


def with_bundle(task: Task, source: Source) -> Task:
    """The same task, given what is handed on: by the task beside it, or through the graph around it."""
    component = replace(task.component, artifacts={**task.component.artifacts, BUNDLE_ARTIFACT: _DEFINITION})
    sources = {**task.artifacts, BUNDLE_ARTIFACT: source}
    return replace(task, component=component, artifacts=sources)
