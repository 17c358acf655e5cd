"""K016: tag-on-text."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.tags import TagProblemKind


class TagOnText(Rule):
    """A cell that is not code has a tag of Kale's.

    What
    ----
    A Markdown or raw cell has a tag such as `step:load`. It does not count.

    Why
    ---
    Only code cells run. The tag may have been meant for the cell below.

    What to do
    ----------
    Move the tag to the code cell, or remove it.
    """

    code = "K016"
    name = "tag-on-text"
    severity = Severity.INFO

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for span, problem in facts.tag_problems(TagProblemKind.NOT_CODE):
            yield self.finding(
                f"the tag `{problem.tag}` does not count, because the cell is not code", "move it to a code cell", span
            )
