"""K304: unreadable-code."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity


class UnreadableCode(Rule):
    """What a line does cannot be told before it runs.

    What
    ----
    The line runs code that is not in the notebook's text: `exec` or `eval` of a computed text, `%run`, or access to all
    variables at once through `globals()` or a frame (`f_globals`, `f_locals`).

    Why
    ---
    It may read and write any variable. To be on the safe side all variables pass through its step, and what comes after
    waits for it.

    What to do
    ----------
    Nothing, if the pipeline is quick enough. Otherwise write the code out, or import it from a module.
    """

    code = "K304"
    name = "unreadable-code"
    severity = Severity.INFO

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for opaque in facts.analysis.opaque:
            yield self.finding(
                f"{opaque.what} may read and change any variable, so all of them pass through this step",
                "write the code out, or import it from a module",
                opaque.span,
            )
