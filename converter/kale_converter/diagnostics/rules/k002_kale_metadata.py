"""K002: wrong-kale-metadata."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.metadata_facts import MetadataProblemKind


class WrongKaleMetadata(Rule):
    """Something under `kale` in the metadata is not as its schema says.

    What
    ----
    The `kale` metadata of the notebook or of a cell hold a key that does not exist or a value of the wrong
    kind. The schema is `kale.schema.json`.

    Why
    ---
    What the metadata ask for is honoured or refused, never dropped: a misspelt setting would otherwise be
    missing without a word.

    What to do
    ----------
    Put right what the message names, in the panel or in the metadata editor of JupyterLab.
    """

    code = "K002"
    name = "wrong-kale-metadata"
    severity = Severity.ERROR

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for problem in facts.metadata_problems(MetadataProblemKind.WRONG):
            yield self.finding(
                f"{problem.key} in the metadata is not right: {problem.detail}",
                "correct or remove it in the notebook's metadata",
                problem.span,
            )
