"""K506: volumes."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.metadata_facts import MetadataProblemKind


class Volumes(Rule):
    """A volume is not mounted on this machine.

    What
    ----
    The notebook's metadata ask for a volume. On this machine steps see this machine's files.

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

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for problem in facts.metadata_problems(MetadataProblemKind.VOLUME):
            yield self.finding(
                f"the volume {problem.detail} is not mounted on this machine",
                "if the code uses that folder, make it here or let its path be a parameter",
            )
