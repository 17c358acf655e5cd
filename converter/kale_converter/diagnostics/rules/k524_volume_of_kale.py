"""K524: volume-of-kale."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, Target


class VolumeOfKale(Rule):
    """Steps do without a volume of a kind that only Kale 1.x knew.

    What
    ----
    Kale's own metadata name a volume that is a clone, a snapshot or a PersistentVolume (`clone`, `snap`, `pv`).

    Why
    ---
    Such volumes needed a storage system of their own. Kale 2 mounts none of them, and neither does Kubeflow Pipelines
    v2: the steps see what their image has in that folder.

    What to do
    ----------
    Where the code needs what is on the volume, name a claim that is there (`pvc`) under `kale.volumes`, or a new one.
    """

    code = "K524"
    name = "volume-of-kale"
    severity = Severity.WARNING
    targets = frozenset({Target.KUBEFLOW})

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for mount in facts.mounts():
            if mount.volume is not None and mount.of_kale:
                yield self.finding(
                    f"the {mount.what} at {mount.mount_point} is of the kind `{mount.volume.kind}` of Kale 1.x, and "
                    "the steps do without it",
                    "where the code needs it, name a claim that is there (`pvc`) under `kale.volumes`",
                    mount.at.span,
                )
