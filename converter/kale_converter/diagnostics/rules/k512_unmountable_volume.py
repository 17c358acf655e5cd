"""K512: unmountable-volume."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import OF_KALE_1, Diagnostic, Severity, Target, Volume, VolumeKind


class UnmountableVolume(Rule):
    """A volume is asked for that Kubeflow Pipelines cannot make or mount.

    What
    ----
    A volume of the `kale` metadata is a clone, a snapshot or a PersistentVolume (`clone`, `snap`, `pv`; those of Kale's
    own metadata are K524's); or it is to be made
    and has no size; or a part of an ephemeral volume is to be mounted (`sub_path`), which is empty when the step
    begins.

    Why
    ---
    Kubeflow Pipelines v2 mounts claims (PVC) that are there, makes claims, and gives a step ephemeral volumes.

    What to do
    ----------
    Name a claim that is there (`pvc`), one to be made (`new_pvc`) or an ephemeral volume (`ephemeral`) with a
    `size`. Whoever administers the cluster can make a claim from a snapshot or a PersistentVolume.
    """

    code = "K512"
    name = "unmountable-volume"
    severity = Severity.ERROR
    targets = frozenset({Target.KUBEFLOW})

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for mount in facts.mounts():
            wrong = None if mount.volume is None or mount.of_kale else _wrong(mount.volume)
            if wrong is not None:
                what, remedy = wrong
                message = f"the {mount.what} at {mount.mount_point} {what}{mount.at.of}"
                yield self.finding(message, remedy, mount.at.span)


def _wrong(volume: Volume) -> tuple[str, str] | None:
    """What is wrong and what to do."""
    if volume.kind in OF_KALE_1:
        return (
            f"is of the kind `{volume.kind}`, which Kubeflow Pipelines cannot mount",
            "name a claim that is there (`pvc`), one to be made (`new_pvc`) or an `ephemeral` volume",
        )
    if volume.kind is VolumeKind.EXISTING:
        return None
    if not volume.size:
        return "is to be made and has no size", 'give it one, such as `"size": "10Gi"`'
    if volume.kind is VolumeKind.EPHEMERAL and volume.sub_path:
        return "is ephemeral, and Kubeflow Pipelines cannot mount a part of it", "leave `sub_path` out"
    return None
