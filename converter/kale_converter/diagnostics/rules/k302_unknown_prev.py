"""K302: unknown-prev."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity


class UnknownPrevRule(Rule):
    """A `prev:` tag names no step.

    What
    ----
    A cell has the tag `prev:NAME`, and no step has that name.

    Why
    ---
    The order that the tag asks for would be lost.

    What to do
    ----------
    Correct the name, or remove the tag: dependencies through variables are found without it.
    """

    code = "K302"
    name = "unknown-prev"
    severity = Severity.ERROR

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        names = [step.name for step in facts.analysis.steps]
        for unknown in facts.analysis.unknown_prevs:
            near = get_close_matches(unknown.name, names, 1)
            remedy = f"did you mean prev:{near[0]}?" if near else f"the steps are {', '.join(names)}"
            yield self.finding(f"prev:{unknown.name} names no step", remedy, unknown.span)
