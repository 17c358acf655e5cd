"""K303: split-step."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.place import cell_span


class SplitStep(Rule):
    """Cells run as a step of their own, to keep a value right.

    What
    ----
    Cells with the same `step:NAME` stand apart, and a value flows from the first of them through another step into a
    later one. Or a cell of imports, functions or parameters needs what a step before it makes.

    Why
    ---
    Running these cells together would give them other values than running the notebook from top to bottom. So the later
    cells are a step of their own.

    What to do
    ----------
    Nothing, if that is fine. Otherwise move the cells together, or give them a `step:` tag of their own.
    """

    code = "K303"
    name = "split-step"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for split in facts.analysis.splits:
            was = "imports, functions and parameters" if split.was == "prologue" else f"the step {split.was}"
            yield self.finding(
                f"cell {split.cell.index} runs as the step {split.name}, apart from {was}, because of {split.variable}",
                "move the cells together, or give them a step: tag of their own",
                cell_span(split.cell),
            )
