"""K606: local-file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity

_ABSOLUTE = re.compile(r"[/~\\]|[A-Za-z]:")


class LocalFile(Rule):
    """A file is read that stands beside the notebook.

    What
    ----
    A cell reads a file by a path that is written out and relative to the notebook, and no cell before it writes that
    file. Each file is told of once; none is where the notebook asks for volumes.

    Why
    ---
    On this machine steps run in the notebook's folder and find it. On a cluster a step has only what its image and its
    volumes hold.

    What to do
    ----------
    Nothing for runs on this machine. For a cluster, put the file on a volume, or read it from an address.
    """

    code = "K606"
    name = "local-file"
    severity = Severity.INFO

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        if facts.metadata.settings.volumes:
            return
        told: set[str] = set()
        for file in facts.analysis.outside:
            if not _ABSOLUTE.match(file.what) and file.what not in told:
                told.add(file.what)
                yield self.finding(
                    f"the file {file.what} stands beside the notebook, and a step on a cluster would not have it",
                    "for a cluster, put it on a volume or read it from an address",
                    file.span,
                )
