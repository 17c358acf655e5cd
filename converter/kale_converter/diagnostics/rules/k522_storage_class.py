"""K522: storage-class."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, Target, VolumeKind


class StorageClass(Rule):
    """A new volume names no storage class.

    What
    ----
    A volume is to be made by the run, and says nothing of its storage class.

    Why
    ---
    Kubeflow Pipelines up to 2.17 then asks for the class `standard`, whatever the cluster's own is, and where there
    is none of that name the volume is never made.

    What to do
    ----------
    Name the storage class: `kubectl get storageclass` lists them.
    """

    code = "K522"
    name = "storage-class"
    severity = Severity.WARNING
    targets = frozenset({Target.KUBEFLOW})

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for mount in facts.mounts():
            if mount.volume is not None and mount.volume.kind is VolumeKind.NEW and not mount.volume.storage_class:
                yield self.finding(
                    f"the {mount.what} names no storage class, so Kubeflow Pipelines asks for `standard`{mount.at.of}",
                    "name one with `storage_class`",
                    mount.at.span,
                )
