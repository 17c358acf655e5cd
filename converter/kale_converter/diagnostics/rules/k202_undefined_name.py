"""K202: undefined-name."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity


class UndefinedNameRule(Rule):
    """A name is used that nothing defines.

    What
    ----
    A cell uses a name that no cell before it defines, and that is neither a built-in nor from a star import.

    Why
    ---
    Run from top to bottom in a fresh kernel the notebook stops here with a NameError. It may have worked in the kernel
    that it was written in, which still knew the name from a cell since changed or deleted.

    What to do
    ----------
    Define the name in an earlier cell, or correct its spelling. A cell that is meant to fail gets Jupyter's tag
    `raises-exception`.
    """

    code = "K202"
    name = "undefined-name"
    severity = Severity.ERROR

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for found in facts.analysis.undefined_names:
            use = found.use
            if use.certain and not use.deleted and found.skipped is None and found.later is None:
                yield self.finding(
                    f"the name {use.name!r} is not defined",
                    "define it in an earlier cell, or correct its spelling",
                    use.span,
                )
