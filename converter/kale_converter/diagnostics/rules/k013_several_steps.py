"""K013: several-steps."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.tags import TagProblemKind


class SeveralSteps(Rule):
    """A cell has tags of several steps.

    What
    ----
    A cell has more than one `step:` tag, with different names.

    Why
    ---
    A cell belongs to one step.

    What to do
    ----------
    Keep one of the tags. Where two steps need the same code, put it into a `functions` cell.
    """

    code = "K013"
    name = "several-steps"
    severity = Severity.ERROR

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for span, problem in facts.tag_problems(TagProblemKind.SEVERAL):
            yield self.finding(
                f"the cell has the tag `{problem.tag}` and belongs to the step `{problem.kept}` already",
                "keep one `step:` tag on the cell",
                span,
            )
