"""Volumes: folders of a cluster that steps see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class VolumeKind(StrEnum):
    """The kinds of volume, named as in Kale's `volumes` metadata where it knows them.

    EXISTING: a PersistentVolumeClaim (PVC) that is there. NEW: a PVC that the run makes. EPHEMERAL: a volume of the
    step's pod, gone with it. CLONE, SNAPSHOT, PV: kinds of Kale 1.x.
    """

    EXISTING = "pvc"
    NEW = "new_pvc"
    EPHEMERAL = "ephemeral"
    CLONE = "clone"
    SNAPSHOT = "snap"
    PV = "pv"


OF_KALE_1 = frozenset({VolumeKind.CLONE, VolumeKind.SNAPSHOT, VolumeKind.PV})
"""Kinds that no target mounts; rules tell of them."""


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume and where it is mounted. size is in bytes, None where the volume exists already.

    sub_path: the folder within the volume that is mounted, "" for all of it. storage_class: "" for the cluster's
    default. access_modes: as Kubernetes names them, () for ReadWriteOnce; both count for volumes that are made.
    """

    name: str
    kind: VolumeKind
    mount_point: str
    size: int | None = None
    annotations: tuple[tuple[str, str], ...] = ()
    sub_path: str = ""
    read_only: bool = False
    storage_class: str = ""
    access_modes: tuple[str, ...] = ()
