"""A compiled package: the YAML file that `kfp.compiler` or `kale compile` writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

STUBS = ("argostub/createpvc", "argostub/deletepvc")
"""Images of tasks for which KFP starts no container: its driver does what they say."""


class Malformed(Exception):
    """The package is not what KFP's API server or driver takes."""


@dataclass(frozen=True, slots=True)
class PipelinePackage:
    """The pipeline spec, and the platform spec ({} where there is none), as plain data."""

    pipeline: Mapping[str, Any]
    platform: Mapping[str, Any]

    @property
    def root(self) -> Mapping[str, Any]:
        """The component that is the pipeline."""
        return self.pipeline["root"]

    def component(self, task: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a task runs."""
        name = task["componentRef"]["name"]
        try:
            return self.pipeline["components"][name]
        except KeyError:
            raise Malformed(f"component spec for {name!r} not found") from None

    def container(self, label: str) -> Mapping[str, Any]:
        """The container of an executor."""
        try:
            return self.pipeline["deploymentSpec"]["executors"][label]["container"]
        except KeyError:
            raise Malformed(f"executor with label {label!r} not found") from None

    def kubernetes(self, label: str) -> Mapping[str, Any]:
        """What the platform spec asks of Kubernetes for an executor."""
        platform = self.platform.get("platforms", {}).get("kubernetes", {})
        return platform.get("deploymentSpec", {}).get("executors", {}).get(label, {})


def read_package(text: str) -> PipelinePackage:
    """Raises Malformed where the text holds anything but a pipeline spec and at most one platform spec."""
    documents = [document for document in yaml.safe_load_all(text) if document is not None]
    pipelines = [document for document in documents if "root" in document]
    platforms = [document for document in documents if "platforms" in document]
    if len(pipelines) != 1 or len(platforms) > 1 or len(documents) != len(pipelines) + len(platforms):
        raise Malformed("a package is one pipeline spec and at most one platform spec")
    return PipelinePackage(pipelines[0], platforms[0] if platforms else {})
