"""What tags and metadata ask for: of one step, or of the whole notebook."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kale_converter.model.flow import Backoff, Foreach
from kale_converter.model.volume import OF_KALE_1, Volume


class Division(StrEnum):
    """How a notebook is divided into steps.

    TAGS: by `step:` tags. CELLS: each code cell is a step. HEADINGS: the code under each Markdown heading is a step.
    ONE: the whole notebook is one step.
    """

    TAGS = "tags"
    CELLS = "cells"
    HEADINGS = "headings"
    ONE = "one"


@dataclass(frozen=True, slots=True)
class EnvFromSecret:
    """An environment variable filled from a key of a Kubernetes secret (`secret:NAME:KEY:ENV`)."""

    env: str
    secret: str
    key: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class EnvFromConfigMap:
    """An environment variable filled from a key of a Kubernetes config map."""

    env: str
    config_map: str
    key: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class SecretFiles:
    """A Kubernetes secret whose keys are files in a folder."""

    secret: str
    mount_point: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class ConfigMapFiles:
    """A Kubernetes config map whose keys are files in a folder."""

    config_map: str
    mount_point: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class SecurityContext:
    """As whom a step's container runs; None where the image or the cluster decides."""

    run_as_user: int | None = None
    run_as_group: int | None = None
    run_as_non_root: bool | None = None


@dataclass(frozen=True, slots=True)
class StepSettings:
    """What one step asks for, from its tags and its `kale` metadata; pairs are sorted by key.

    limits, requests: (resource, Kubernetes quantity), as in ("nvidia.com/gpu", "2"). cache, report: None where nothing
    is said. cache_key: what the cache compares instead of the step's code and inputs, "" for these. retries: how many
    times more a failed step is tried. timeout: seconds of wall time, None for no limit. profile: the name of a
    NodeProfile. pull_policy: Always, IfNotPresent or Never. pull_secrets: names of Kubernetes secrets.
    shared_memory: the size of /dev/shm in bytes, None for the cluster's own. when: a Python condition on parameters and
    variables, "" where the step always runs. exit_handler: whether the step runs at the end, however the run went.
    """

    limits: tuple[tuple[str, str], ...] = ()
    image: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    annotations: tuple[tuple[str, str], ...] = ()
    secrets: tuple[EnvFromSecret, ...] = ()
    cache: bool | None = None
    report: bool | None = None
    retries: int = 0
    timeout: float | None = None
    requests: tuple[tuple[str, str], ...] = ()
    env: tuple[tuple[str, str], ...] = ()
    config_maps: tuple[EnvFromConfigMap, ...] = ()
    secret_files: tuple[SecretFiles, ...] = ()
    config_map_files: tuple[ConfigMapFiles, ...] = ()
    volumes: tuple[Volume, ...] = ()
    profile: str = ""
    node_selector: tuple[tuple[str, str], ...] = ()
    pull_policy: str = ""
    pull_secrets: tuple[str, ...] = ()
    shared_memory: int | None = None
    security: SecurityContext = SecurityContext()
    backoff: Backoff | None = None
    cache_key: str = ""
    foreach: Foreach | None = None
    when: str = ""
    exit_handler: bool = False
    notebook: str = ""
    """Another notebook, by its path beside this one, whose pipeline the step runs (`notebook:NAME`)."""


@dataclass(frozen=True, slots=True)
class NotebookSettings:
    """What the notebook's metadata (`kubeflow_notebook`, `kale`) says of the pipeline as a whole."""

    name: str
    description: str = ""
    experiment: str = ""
    image: str = ""
    volumes: tuple[Volume, ...] = ()
    step_defaults: StepSettings = StepSettings()

    def volumes_of(self, step: StepSettings) -> tuple[Volume, ...]:
        """The volumes that a step mounts, sorted by folder: the notebook's, but where the step mounts something itself.

        A step that is another notebook mounts none, and nobody mounts those of kinds that only Kale 1.x knew.
        """
        if step.notebook:
            return ()
        taken = {volume.mount_point for volume in step.volumes}
        taken.update(secret.mount_point for secret in step.secret_files)
        taken.update(config_map.mount_point for config_map in step.config_map_files)
        mounted = (volume for volume in self.volumes if volume.kind not in OF_KALE_1)
        shared = (volume for volume in mounted if volume.mount_point not in taken)
        return tuple(sorted((*shared, *step.volumes), key=lambda volume: volume.mount_point))
