"""K201: syntax-error."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.analysis.cells import ALLOWED_TO_FAIL
from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import CellId, Diagnostic, Severity


class SyntaxErrorRule(Rule):
    """A cell is not valid Python.

    What
    ----
    Python, after IPython has translated magics and shell lines, cannot parse the cell.

    Why
    ---
    Such a cell cannot run, and what it would read and write cannot be told.

    What to do
    ----------
    Correct the line that the message names. A cell that is not meant to run gets the tag `skip`. One that is meant to
    show the error has Jupyter's own tag `raises-exception`, and is left alone.
    """

    code = "K201"
    name = "syntax-error"
    severity = Severity.ERROR

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for problem in facts.analysis.syntax_problems:
            if ALLOWED_TO_FAIL in facts.notebook.cell(CellId(problem.span.cell_id)).tags:
                continue
            yield self.finding(
                f"not valid Python: {problem.message}",
                "correct the line, or give the cell the tag skip",
                problem.span,
            )
