"""A KFP package: the pipeline spec, and the platform spec where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kale_converter.export.kfp.yaml_text import to_yaml
from kale_converter.export.surroundings import Image


@dataclass(frozen=True, slots=True)
class BundleRecord:
    """What the package carries for the steps. steps: bytes of each step's bundle. size: bytes of all, as carried.

    in_artifact: it travels once, in an artifact of the run's first task, and not in each step's command.
    """

    steps: Mapping[str, int] = field(default_factory=dict)
    size: int = 0
    in_artifact: bool = False


@dataclass(frozen=True, slots=True)
class Package:
    """What Kubeflow Pipelines v2 runs, as plain data. platform_spec: {} where there is none.

    images: the image of each step and why it is the one, in the order of the steps.
    """

    pipeline_spec: Mapping[str, Any]
    platform_spec: Mapping[str, Any]
    images: tuple[tuple[str, Image], ...]
    bundle: BundleRecord

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
