"""What a step's container sees as folders: volumes, shared memory, secrets and config maps as files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kale_converter.export.errors import ExportError
from kale_converter.export.kfp.task import constant
from kale_converter.export.kfp.volumes import access_modes, size
from kale_converter.model import NotebookSettings, Step, StepSettings, Volume, VolumeKind
from kale_converter.reading.quantity import amount_of_bytes

SHARED_MEMORY = "kale-shared-memory"
"""What the volume behind /dev/shm is called in the pod."""
_MADE_OR_THERE = frozenset({VolumeKind.EXISTING, VolumeKind.NEW})


def mounts(step: Step, notebook: NotebookSettings, claims: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Volumes and shared memory. claims: see `executor_config`. Raises ExportError for what KFP cannot mount."""
    volumes = notebook.volumes_of(step.settings)
    for volume in volumes:
        _check(step, volume)
    made: dict[str, Any] = {
        "pvcMount": [_claim(volume, claims) for volume in volumes if volume.kind in _MADE_OR_THERE],
        "genericEphemeralVolume": [_ephemeral(volume) for volume in volumes if volume.kind is VolumeKind.EPHEMERAL],
    }
    if step.settings.shared_memory is not None:
        made["emptyDirMounts"] = [
            {
                "medium": "Memory",
                "mountPath": "/dev/shm",  # noqa: S108 - the folder of shared memory, by POSIX
                "sizeLimit": amount_of_bytes(step.settings.shared_memory),
                "volumeName": SHARED_MEMORY,
            }
        ]
    return made


def files(settings: StepSettings) -> dict[str, Any]:
    """Secrets and config maps as files."""
    return {
        "secretAsVolume": [
            {
                "mountPath": given.mount_point,
                "optional": given.optional,
                "secretName": given.secret,
                "secretNameParameter": constant(given.secret),
            }
            for given in settings.secret_files
        ],
        "configMapAsVolume": [
            {
                "configMapName": given.config_map,
                "configMapNameParameter": constant(given.config_map),
                "mountPath": given.mount_point,
                "optional": given.optional,
            }
            for given in settings.config_map_files
        ],
    }


def _claim(volume: Volume, claims: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {"mountPath": volume.mount_point}
    if volume.sub_path:
        made["subPath"] = volume.sub_path
    if volume.kind is VolumeKind.EXISTING:
        parameter: Mapping[str, Any] = constant(volume.name)
        made["constant"] = volume.name
    else:
        parameter = claims[volume.name]
        made |= parameter  # the older field has the names of the newer
    return dict(sorted({**made, "pvcNameParameter": dict(parameter)}.items()))


def _ephemeral(volume: Volume) -> dict[str, Any]:
    made: dict[str, Any] = {
        "accessModes": access_modes(volume),
        "mountPath": volume.mount_point,
        "size": size(volume),
        "volumeName": volume.name,
    }
    if volume.annotations:
        made["metadata"] = {"annotations": dict(volume.annotations)}
    made |= {"storageClassName": volume.storage_class} if volume.storage_class else {"defaultStorageClass": True}
    return dict(sorted(made.items()))


def _check(step: Step, volume: Volume) -> None:
    """Raise ExportError where KFP has no way to say what is asked for; diagnostics tell of it before."""
    if volume.kind not in {*_MADE_OR_THERE, VolumeKind.EPHEMERAL}:
        what = f"is of the kind {volume.kind}"
    elif volume.read_only:
        what = "is read-only"
    elif volume.kind is VolumeKind.EPHEMERAL and volume.sub_path:
        what = "is ephemeral and mounted in part"
    else:
        return
    raise ExportError(
        "no-such-mount",
        f"the volume {volume.name} of step {step.name} {what}, which Kubeflow Pipelines cannot mount",
        "mount it otherwise, or not at all",
    )
