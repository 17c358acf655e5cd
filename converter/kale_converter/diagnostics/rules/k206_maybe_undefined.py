"""K206: maybe-undefined."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity


class MaybeUndefined(Rule):
    """A name may not be defined where it is used.

    What
    ----
    A line that runs only under a condition, or when a function is called, uses a name that nothing defines before. Or a
    cell uses a name of an `imports`, `functions` or `pipeline-parameters` cell further down.

    Why
    ---
    If the line is reached, the step stops with a NameError. In the second case the pipeline works, because such cells
    run before all steps, but the notebook run from top to bottom does not.

    What to do
    ----------
    Define the name in an earlier cell, or move the cell that defines it up.
    """

    code = "K206"
    name = "maybe-undefined"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for found in facts.analysis.undefined_names:
            use = found.use
            if found.skipped is not None or (use.certain and not found.hoisted):
                continue
            if found.hoisted and found.later is not None:
                message = f"the name {use.name!r} is defined only by cell {found.later.index}, further down"
            elif use.deleted:
                message = f"the name {use.name!r} has been deleted, and may be used here"
            else:
                message = f"the name {use.name!r} may be used here, and nothing defines it before"
            yield self.finding(message, "define it in an earlier cell", use.span)
