"""K203: name-of-skipped-cell."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity


class NameOfSkippedCell(Rule):
    """A name is used that only a skipped cell defines.

    What
    ----
    A cell uses a name that is defined by a cell with the tag `skip`, and by no other cell before it.

    Why
    ---
    Skipped cells do not run, so that the name does not exist in the pipeline.

    What to do
    ----------
    Remove the tag `skip` from the cell that defines the name, or move the definition into a cell that runs.
    """

    code = "K203"
    name = "name-of-skipped-cell"
    severity = Severity.ERROR

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for found in facts.analysis.undefined_names:
            if found.skipped is not None and not found.use.deleted:
                yield self.finding(
                    f"the name {found.use.name!r} is defined only by cell {found.skipped.index}, which is skipped",
                    f"remove the tag skip from cell {found.skipped.index}, or define the name in a cell that runs",
                    found.use.span,
                )
