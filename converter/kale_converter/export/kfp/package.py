"""A KFP package: the pipeline spec, and the platform spec where there is one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kale_converter.export.kfp.workflow import LARGEST_RUN, sizes
from kale_converter.export.kfp.yaml_text import to_yaml
from kale_converter.export.surroundings import Image

LARGEST_GRAPH = 120 * 1024
"""Bytes of a graph's spec: until KFP 2.15 it is one argument of the graph's driver, and Linux takes none of 128 KiB."""
LARGEST_OBJECT = 1536 * 1024
"""Bytes of a Kubernetes object: etcd takes no larger request."""


@dataclass(frozen=True, slots=True)
class BundleRecord:
    """What the package carries for the steps. steps: bytes of each step's bundle. size: bytes of all, as carried.

    in_artifact: it travels once, in an artifact of the run's first task, and not in each step's command.
    notes: how it travels and why, where it does not all stand in the steps' commands.
    """

    steps: Mapping[str, int] = field(default_factory=dict)
    size: int = 0
    in_artifact: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """What Kubeflow Pipelines v2 runs, as plain data. platform_spec: {} where there is none.

    images: the image of each step and why it is the one, in the order of the steps.
    """

    pipeline_spec: Mapping[str, Any]
    platform_spec: Mapping[str, Any]
    images: tuple[tuple[str, Image], ...]
    bundle: BundleRecord

    @property
    def size(self) -> int:
        """Bytes of the pipeline spec, as JSON."""
        return len(json.dumps(self.pipeline_spec))

    @property
    def notes(self) -> tuple[str, ...]:
        """What is large and how it travels, and what may keep a cluster from running it, in a sentence each."""
        found = list(self.bundle.notes)
        size = sizes(self.pipeline_spec)
        if size.graph > LARGEST_GRAPH:
            found.append(
                f"the graph of steps has {size.graph // 1000} kB; Kubeflow Pipelines before 2.16 takes "
                f"{LARGEST_GRAPH // 1000} kB"
            )
        if size.run > LARGEST_RUN:
            found.append(
                f"in the cluster a run of it becomes about {size.run // 1000} kB, and Argo keeps {LARGEST_RUN // 1000} "
                "kB of a run unless its administrator lets it offload the status of nodes; fewer steps, or files on a "
                "volume, make it smaller"
            )
        if size.spec > LARGEST_OBJECT:
            most = LARGEST_OBJECT // 1000
            found.append(f"the package has {size.spec // 1000} kB; a Kubernetes object holds {most} kB")
        return tuple(found)

    def text(self) -> str:
        """The package as a file: YAML, the platform spec as a second document."""
        documents = [self.pipeline_spec, *([self.platform_spec] if self.platform_spec else [])]
        return _heading(self.pipeline_spec) + "---\n".join(to_yaml(document) for document in documents)


def _heading(spec: Mapping[str, Any]) -> str:
    """What KFP's compiler writes first, where its loader looks for the description of a pipeline."""
    info = spec["pipelineInfo"]
    lines = ["# PIPELINE DEFINITION", f"# Name: {info['name']}"]
    if info.get("description"):
        first, *more = str(info["description"]).splitlines()
        lines += [f"# Description: {first}", *(f"#              {line}" for line in more)]
    return "".join(f"{line}\n" for line in lines)
