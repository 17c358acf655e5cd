"""K401: unstorable-value."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity


class UnstorableValue(Rule):
    """A value that another step needs cannot be handed over.

    What
    ----
    A step uses a variable of another step that is an open file, a generator, a lock, a connection or the like.

    Why
    ---
    Every step is a process of its own, and values are handed on by storing them. These cannot be stored.

    What to do
    ----------
    Put the cell that makes the value and the cells that use it into the same step. Or hand on what it stands for: the
    file's path, a list of what the generator gives.
    """

    code = "K401"
    name = "unstorable-value"
    severity = Severity.ERROR

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for found in facts.analysis.unstorable:
            yield self.finding(
                f"the step {found.reader} needs {found.name!r}, and {found.what} cannot be handed to another step",
                "make and use it in the same step, or hand on what it stands for: a path, a list",
                found.span,
            )
