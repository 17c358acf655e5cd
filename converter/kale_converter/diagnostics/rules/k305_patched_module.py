"""K305: patched-module."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity


class PatchedModule(Rule):
    """A module or a setting of the process is changed.

    What
    ----
    A line sets an attribute of an imported module, or a setting that belongs to the process as a whole: the recursion
    limit, a logger, a decimal context kept in a variable.

    Why
    ---
    Every step is a process of its own, and begins with the module as it was imported: the change is seen by the later
    cells of this step only. Run in one kernel, all later cells see it.

    What to do
    ----------
    Put the line into an `imports` cell, which every step begins with.
    """

    code = "K305"
    name = "patched-module"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        first_cells = {facts.notebook.cell(cell).index for cell in facts.analysis.prologue.cells}
        for patch in facts.analysis.patches:
            if patch.span.cell not in first_cells:
                yield self.finding(
                    f"{patch.what} is changed in this step only",
                    "put the line into an imports cell, which every step begins with",
                    patch.span,
                )
