"""K505: unsupported."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.metadata_facts import MetadataProblemKind


class Unsupported(Rule):
    """Kale's notebook metadata ask for something that is not there yet.

    What
    ----
    A key under `kubeflow_notebook` asks for a sweep with Katib, snapshots of volumes or a time limit of the
    whole pipeline.

    Why
    ---
    The pipeline runs without it, and gives the same values.

    What to do
    ----------
    Nothing, or remove the key.
    """

    code = "K505"
    name = "unsupported"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for problem in facts.metadata_problems(MetadataProblemKind.UNSUPPORTED):
            detail = f" ({problem.detail})" if problem.detail else ""
            yield self.finding(
                f"{problem.key}{detail} is not honoured yet",
                "the pipeline runs without it; remove the key to silence this",
            )
