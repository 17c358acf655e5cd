"""K506: volumes."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, Target


class Volumes(Rule):
    """A volume is not mounted on this machine.

    What
    ----
    A volume, or a secret or config map as files, is asked for. On this machine steps see this machine's files.

    Why
    ---
    Volumes are a cluster's. A step that writes below a volume's mount point writes to that folder of this
    machine, if it may.

    What to do
    ----------
    Nothing, unless the code uses the mount point: then make such a folder, or let the path be a parameter.
    """

    code = "K506"
    name = "volumes"
    severity = Severity.INFO
    targets = frozenset({Target.LOCAL})

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for mount in facts.mounts():
            yield self.finding(
                f"the {mount.what} at {mount.mount_point} is not mounted on this machine{mount.at.of}",
                "if the code uses that folder, make it here or let its path be a parameter",
                mount.at.span,
            )
