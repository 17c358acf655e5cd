"""Tasks that make a volume's claim before the steps that mount it, and remove it after them.

KFP's driver does that itself, without a container, where it sees the images of its own CreatePVC and DeletePVC.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from kale_converter.export.kfp.channels import Places
from kale_converter.export.kfp.component import Component
from kale_converter.export.kfp.task import Source, Task, constant, from_task
from kale_converter.export.kfp.volumes import CREATE_IMAGE, CREATE_INPUTS, NAME_OUTPUT, CreatedVolume
from kale_converter.reading.kfp_types import STRING

DELETE_IMAGE = "argostub/deletepvc"
_NEEDED = frozenset({"access_modes", "size"})
_NAME = "pvc_name"


def claim_source(created: CreatedVolume) -> Source:
    """Where a task beside the one that makes the claim has its name from."""
    return from_task(created.task, NAME_OUTPUT, "Parameter")


def create_task(created: CreatedVolume, prefix: str) -> Task:
    """The task that makes a claim, for this run alone. prefix: of its component's label."""
    inputs = {
        name: {"parameterType": kind} if name in _NEEDED else {"isOptional": True, "parameterType": kind}
        for name, kind in CREATE_INPUTS.items()
    }
    component = Component(
        f"comp-{prefix}{created.task}",
        {"executorLabel": f"exec-{prefix}{created.task}"},
        inputs,
        output_parameters={NAME_OUTPUT: {"parameterType": STRING}},
    )
    given = {name: constant(value) for name, value in created.inputs.items()}
    return Task(created.task, component, given, options={"cachingOptions": {}})


def delete_task(created: CreatedVolume, name: str, places: Places, prefix: str) -> Task:
    """The task that removes it once all steps that mount it have succeeded; a failed run keeps it, to be looked at."""
    label = f"{prefix}{name}"
    component = Component(f"comp-{label}", {"executorLabel": f"exec-{label}"}, {_NAME: {"parameterType": STRING}})
    after = tuple(places[step].outer for step in created.steps)
    return Task(name, component, {_NAME: claim_source(created)}, after=after, options={"cachingOptions": {}})


CREATE_EXECUTOR: Mapping[str, Any] = MappingProxyType({"container": {"image": CREATE_IMAGE}})
DELETE_EXECUTOR: Mapping[str, Any] = MappingProxyType({"container": {"image": DELETE_IMAGE}})
