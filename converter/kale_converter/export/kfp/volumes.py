"""The claims (PVCs) that a run makes for its steps, each by a CreatePVC task of KFP's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from kale_converter.export.errors import ExportError
from kale_converter.export.kfp.names import task_names
from kale_converter.model import Pipeline, StepName, Volume, VolumeKind
from kale_converter.reading.names import unique
from kale_converter.reading.quantity import amount_of_bytes

CREATE_IMAGE = "argostub/createpvc"
"""What KFP's driver takes for the order to make a claim itself; nothing of that name is ever fetched."""
NAME_OUTPUT = "name"
"""CreatePVC's output parameter, a STRING: the name of the claim."""
CREATE_INPUTS: Mapping[str, str] = MappingProxyType(
    {
        "access_modes": "LIST",
        "annotations": "STRUCT",
        "pvc_name_suffix": "STRING",
        "size": "STRING",
        "storage_class_name": "STRING",
    }
)
"""CreatePVC's inputs and their types; all but the access modes and the size are optional, and none has a default.

Without `storage_class_name` KFP up to 2.17 takes the class `standard` and later ones the cluster's default
(kubeflow/pipelines issue 11396); "" would mean a volume that is there already.
"""
_ONE_WRITER = ("ReadWriteOnce",)


@dataclass(frozen=True, slots=True)
class CreatedVolume:
    """A claim that the run makes.

    task: the name of its CreatePVC task, which is not to be cached. inputs: the task's parameters, all constant.
    steps: those that mount it, in the pipeline's order.
    """

    volume: Volume
    task: str
    inputs: Mapping[str, Any]
    steps: tuple[StepName, ...]


def created_volumes(pipeline: Pipeline) -> tuple[CreatedVolume, ...]:
    """The claims that a run of the pipeline makes, sorted by the volume's name; steps that name the same share it.

    Raises ExportError where two steps want unlike volumes of one name, or where one has no size.
    """
    wanted: dict[str, Volume] = {}
    steps: dict[str, list[StepName]] = {}
    for step in pipeline.steps:
        for volume in pipeline.settings.volumes_of(step.settings):
            if volume.kind is VolumeKind.NEW:
                first = wanted.setdefault(volume.name, volume)
                if create_inputs(volume) != create_inputs(first):
                    raise ExportError(
                        "unlike-volumes",
                        f"step {step.name} asks for another new volume {volume.name} than step {steps[volume.name][0]}",
                        "give it the same size, storage class, access modes and annotations, or another name",
                    )
                steps.setdefault(volume.name, []).append(step.name)
    taken = set(task_names(pipeline).values())
    made = []
    for name in sorted(wanted):
        task = unique(f"create-{_label(name)}", taken)
        taken.add(task)
        made.append(CreatedVolume(wanted[name], task, create_inputs(wanted[name]), tuple(dict.fromkeys(steps[name]))))
    return tuple(made)


def create_inputs(volume: Volume) -> Mapping[str, Any]:
    """What CreatePVC is given for this volume. Raises ExportError where it has no size."""
    given: dict[str, Any] = {"access_modes": access_modes(volume)}
    if volume.annotations:
        given["annotations"] = dict(volume.annotations)
    given["pvc_name_suffix"] = f"-{volume.name}"
    given["size"] = size(volume)
    if volume.storage_class:
        given["storage_class_name"] = volume.storage_class
    return MappingProxyType(given)


def access_modes(volume: Volume) -> list[str]:
    """As Kubernetes names them."""
    return list(volume.access_modes or _ONE_WRITER)


def size(volume: Volume) -> str:
    """The size of a volume that is made, as a quantity. Raises ExportError where it has none."""
    if not volume.size:
        raise ExportError("no-size", f"the volume {volume.name} is to be made and has no size", "give it a `size`")
    return amount_of_bytes(volume.size)


def _label(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "volume"
