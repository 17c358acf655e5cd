"""What tags and metadata ask for: of one step, or of the whole notebook."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Division(StrEnum):
    """How a notebook is divided into steps.

    TAGS: by `step:` tags. CELLS: each code cell is a step. HEADINGS: the code under each Markdown heading is a step.
    ONE: the whole notebook is one step.
    """

    TAGS = "tags"
    CELLS = "cells"
    HEADINGS = "headings"
    ONE = "one"


class VolumeKind(StrEnum):
    """The kinds of volume of Kale's `volumes` metadata."""

    EXISTING = "pvc"
    NEW = "new_pvc"
    CLONE = "clone"
    SNAPSHOT = "snap"
    PV = "pv"


@dataclass(frozen=True, slots=True)
class EnvFromSecret:
    """An environment variable filled from a key of a Kubernetes secret (`secret:NAME:KEY:ENV`)."""

    env: str
    secret: str
    key: str


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume of `kubeflow_notebook.volumes`. size is in bytes, None where the volume exists already."""

    name: str
    kind: VolumeKind
    mount_point: str
    size: int | None = None
    annotations: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StepSettings:
    """What one step asks for, from its tags and its `kale` metadata; pairs are sorted by key.

    limits: (resource, Kubernetes quantity), as in ("nvidia.com/gpu", "2"). cache, report: None where nothing is said.
    retries: how many times more a failed step is tried. timeout: seconds of wall time, None for no limit.
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


@dataclass(frozen=True, slots=True)
class NotebookSettings:
    """What the notebook's metadata (`kubeflow_notebook`, `kale`) says of the pipeline as a whole."""

    name: str
    description: str = ""
    experiment: str = ""
    image: str = ""
    volumes: tuple[Volume, ...] = ()
    step_defaults: StepSettings = StepSettings()
