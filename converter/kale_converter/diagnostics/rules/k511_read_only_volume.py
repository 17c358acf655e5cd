"""K511: read-only-volume."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, Target


class ReadOnlyVolume(Rule):
    """Kubeflow Pipelines cannot mount a volume for reading only.

    What
    ----
    A volume is asked for with `read_only`.

    Why
    ---
    Kubeflow Pipelines has no way to say it, and a step that could write would be more than is asked for.

    What to do
    ----------
    Leave `read_only` out where the step writes nothing there. A volume whose claim has the access mode
    `ReadOnlyMany` is read-only by itself.
    """

    code = "K511"
    name = "read-only-volume"
    severity = Severity.ERROR
    targets = frozenset({Target.KUBEFLOW})

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for mount in facts.mounts():
            if mount.volume is not None and mount.volume.read_only:
                yield self.finding(
                    f"Kubeflow Pipelines cannot mount the {mount.what} at {mount.mount_point} read-only{mount.at.of}",
                    "leave `read_only` out, or use a claim whose access mode is `ReadOnlyMany`",
                    mount.at.span,
                )
