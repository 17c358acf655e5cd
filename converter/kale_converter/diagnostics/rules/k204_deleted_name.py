"""K204: deleted-name."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity


class DeletedName(Rule):
    """A name is used after it was deleted.

    What
    ----
    A cell uses a name that `del` has removed before.

    Why
    ---
    Run from top to bottom the notebook stops here with a NameError.

    What to do
    ----------
    Remove the `del`, or define the name again before it is used.
    """

    code = "K204"
    name = "deleted-name"
    severity = Severity.ERROR

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for found in facts.analysis.undefined_names:
            if found.use.deleted and found.use.certain:
                yield self.finding(
                    f"the name {found.use.name!r} has been deleted",
                    "remove the del, or define the name again before this line",
                    found.use.span,
                )
