"""K507: not-yet."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.metadata_facts import MetadataProblemKind


class Refused(Rule):
    """The `kale` metadata ask for something that is not there yet.

    What
    ----
    `training`, `sweep` and `serving` are in the schema, and not honoured yet, here or on a cluster.

    Why
    ---
    Without them the pipeline would give something else than what is asked for.

    What to do
    ----------
    Remove the setting.
    """

    code = "K507"
    name = "not-yet"
    severity = Severity.ERROR

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for problem in facts.metadata_problems(MetadataProblemKind.REFUSED):
            yield self.finding(f"{problem.key} is not honoured yet", "remove it from the metadata", problem.span)
