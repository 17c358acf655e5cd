"""K606: local-file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, Target

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
    Nothing for runs on this machine. For a cluster, where it is a warning, let the file travel with the pipeline when
    it is small (`kale compile --with FILE`), put it on a volume, or read it from an object store.
    """

    code = "K606"
    name = "local-file"
    severity = Severity.INFO

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        if facts.metadata.settings.volumes:
            return
        severity = Severity.WARNING if facts.target is Target.KUBEFLOW else self.severity
        told = set(facts.carried)
        for file in facts.analysis.outside:
            if not _ABSOLUTE.match(file.what) and file.what not in told:
                told.add(file.what)
                found = self.finding(
                    f"the file {file.what} stands beside the notebook, and a step on a cluster would not have it",
                    "for a cluster, let it travel with `kale compile --with`, put it on a volume, or read it from an "
                    "object store",
                    file.span,
                )
                yield replace(found, severity=severity)
