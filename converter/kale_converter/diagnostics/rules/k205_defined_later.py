"""K205: defined-later."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity


class DefinedLater(Rule):
    """A name is used before the cell that defines it.

    What
    ----
    A cell uses a name that only a later cell defines.

    Why
    ---
    A pipeline gives the values that running the notebook from top to bottom gives, and that stops here with a
    NameError.

    What to do
    ----------
    Move the cell that defines the name before this one.
    """

    code = "K205"
    name = "defined-later"
    severity = Severity.ERROR

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for found in facts.analysis.undefined_names:
            if found.later is None or found.hoisted or found.skipped is not None or not found.use.certain:
                continue
            here = found.later.index == found.use.span.cell
            place = "a later line of this cell" if here else f"cell {found.later.index}"
            yield self.finding(
                f"the name {found.use.name!r} is used here, but defined only by {place}",
                "move the definition before this line",
                found.use.span,
            )
