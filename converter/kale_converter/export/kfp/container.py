"""The container of a step: image, command, environment, resources."""

from __future__ import annotations

from typing import Any

from kale_converter.export.errors import ExportError
from kale_converter.export.kfp.resources import resources
from kale_converter.export.surroundings import Image, Surroundings
from kale_converter.model import NotebookSettings, Step
from kale_converter.program.command import Carried


def chosen_image(step: Step, notebook: NotebookSettings, surroundings: Surroundings) -> Image:
    """The image of a step, and why: the step's own, the notebook's, else what the surroundings say."""
    if step.settings.image and step.settings.image != notebook.step_defaults.image:
        return Image(step.settings.image, "the step names it")
    if step.settings.image or notebook.image:
        return Image(step.settings.image or notebook.image, "the notebook names it")
    return surroundings.default_image


def executor(step: Step, image: Image, carried: Carried, surroundings: Surroundings) -> dict[str, Any]:
    """How the step's component is executed. Raises ExportError where KFP cannot say what the step asks for."""
    container: dict[str, Any] = {"args": list(carried.args), "command": list(carried.command)}
    if step.settings.env:
        container["env"] = [{"name": name, "value": _value(step, name, value)} for name, value in step.settings.env]
    container["image"] = image.reference
    if asked := resources(step, surroundings.profiles.get(step.settings.profile)):
        container["resources"] = asked
    return {"container": container}


def _value(step: Step, name: str, value: str) -> str:
    if "{{" in value:
        raise ExportError(
            "braces-in-env",
            f"step {step.name} sets {name} to a text with `{{{{`, which Kubeflow Pipelines would replace",
            "set it in a cell, or take it from a secret or config map",
        )
    return value.replace("$", "$$")  # Kubernetes reads `$(NAME)` as another variable, and `$$` as one `$`, anywhere
