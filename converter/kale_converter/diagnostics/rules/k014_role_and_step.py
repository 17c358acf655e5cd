"""K014: role-and-step."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.tags import TagProblemKind


class RoleAndStep(Rule):
    """A cell has a role and belongs to a step, or has two roles.

    What
    ----
    A cell has one of the tags `imports`, `functions`, `pipeline-parameters`, `pipeline-metrics` and `skip`
    beside a `step:` tag or another of them. As in Kale, the role counts and the step does not; of two roles,
    the first.

    Why
    ---
    Somebody who reads only the other tag takes the cell for something else.

    What to do
    ----------
    Keep the tag that is meant.
    """

    code = "K014"
    name = "role-and-step"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for span, problem in facts.tag_problems(TagProblemKind.ROLE):
            yield self.finding(
                f"the tag `{problem.tag}` does not count, because the cell has the tag `{problem.kept}`",
                "keep the one that is meant",
                span,
            )
