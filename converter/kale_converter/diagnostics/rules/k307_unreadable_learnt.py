"""K307: unreadable-learnt."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity


class UnreadableLearnt(Rule):
    """What runs have shown about this notebook cannot be read.

    What
    ----
    The notebook's file in `.kale/learnt`, beside the notebook, is damaged, too large, or of another version.

    Why
    ---
    The notebook is converted as if no run had shown anything. A run finds it out again, and runs again what has to.

    What to do
    ----------
    Delete the file, or bring it back from version control.
    """

    code = "K307"
    name = "unreadable-learnt"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        if facts.learnt_problem:
            yield self.finding(
                f"what runs have shown about this notebook cannot be read: {facts.learnt_problem}",
                "delete the file, or bring it back from version control",
            )
