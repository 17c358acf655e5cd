"""A notebook's steps as a graph of tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kale_converter.export.kfp.bundle_task import BUNDLE_TASK, bundle_executor, bundle_task_of, with_bundle
from kale_converter.export.kfp.carrying import Cargo, load
from kale_converter.export.kfp.container import chosen_image, executor
from kale_converter.export.kfp.names import task_names
from kale_converter.export.kfp.ports import make_ports
from kale_converter.export.kfp.steps import step_task
from kale_converter.export.kfp.task import Task
from kale_converter.export.surroundings import Image, Surroundings
from kale_converter.model import Conversion, Pipeline
from kale_converter.program.step_bundle import make_step_bundle
from kale_converter.reading.names import unique

Executors = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Draft:
    """A graph, how its tasks are executed, by label, the image of each step and why, and what is carried."""

    tasks: tuple[Task, ...]
    executors: Executors
    images: Mapping[str, Image]
    cargo: Cargo


def draft(conversion: Conversion, pipeline: Pipeline, surroundings: Surroundings) -> Draft:
    """The graph of a notebook's steps. Raises ExportError where KFP cannot run it."""
    names = task_names(pipeline)
    images = {str(step.name): chosen_image(step, pipeline.settings, surroundings) for step in pipeline.steps}
    ports = make_ports(pipeline)
    bundles = {
        step: make_step_bundle(conversion, step, replace(ports.wirings[step], image=image.reference), surroundings)
        for step, image in images.items()
    }
    cargo = load(bundles)
    tasks = [step_task(step, pipeline, ports, names, names[step.name]) for step in pipeline.steps]
    executors = {
        f"exec-{names[step.name]}": executor(step, images[step.name], cargo.commands[step.name], surroundings)
        for step in pipeline.steps
    }
    if cargo.shared:
        giver = unique(BUNDLE_TASK, names.values())
        tasks = [bundle_task_of(giver, giver), *(with_bundle(task, giver) for task in tasks)]
        executors[f"exec-{giver}"] = bundle_executor(cargo.shared, surroundings.default_image.reference)
    return Draft(tuple(tasks), executors, images, cargo)
