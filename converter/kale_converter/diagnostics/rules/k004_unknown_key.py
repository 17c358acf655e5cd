"""K004: unknown-metadata-key."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.metadata_facts import MetadataProblemKind


class UnknownKey(Rule):
    """Kale's notebook metadata hold a key that Kale does not know.

    What
    ----
    A key under `kubeflow_notebook` in the notebook's metadata belongs to no version of Kale.

    Why
    ---
    It is probably misspelt, and what it asks for does not happen.

    What to do
    ----------
    Correct the key, or remove it.
    """

    code = "K004"
    name = "unknown-metadata-key"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for problem in facts.metadata_problems(MetadataProblemKind.UNKNOWN):
            near = f", did you mean `{problem.detail}`?" if problem.detail else ""
            yield self.finding(f"there is no metadata key {problem.key}", f"correct or remove it{near}")
