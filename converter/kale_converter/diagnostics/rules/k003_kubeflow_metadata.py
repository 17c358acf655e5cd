"""K003: wrong-kubeflow-metadata."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.metadata_facts import MetadataProblemKind


class WrongKubeflowMetadata(Rule):
    """Something in Kale's notebook metadata is of the wrong kind.

    What
    ----
    A value under `kubeflow_notebook` in the notebook's metadata is not what Kale writes there, for example a
    text where a list belongs. It is left out.

    Why
    ---
    The setting may have been meant to do something, and it does nothing.

    What to do
    ----------
    Put the value right in the notebook's metadata, or remove it.
    """

    code = "K003"
    name = "wrong-kubeflow-metadata"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for problem in facts.metadata_problems(MetadataProblemKind.WRONG_OLD):
            yield self.finding(
                f"{problem.key} in the metadata is left out, because it should be {problem.detail}",
                "correct or remove it in the notebook's metadata",
            )
