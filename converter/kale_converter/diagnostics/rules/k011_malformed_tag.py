"""K011: malformed-tag."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.tags import TagProblemKind


class MalformedTag(Rule):
    """A tag of Kale's lacks something or has something wrong.

    What
    ----
    A tag begins with a word of Kale's tag language and does not go on as that word needs, such as `limit:cpu`
    or `cache:maybe`.

    Why
    ---
    What it asks for cannot be known, and what a tag asks for is never dropped without a word.

    What to do
    ----------
    Write the tag in the form that the message shows, or remove it.
    """

    code = "K011"
    name = "malformed-tag"
    severity = Severity.ERROR

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for span, problem in facts.tag_problems(TagProblemKind.MALFORMED):
            yield self.finding(f"the tag `{problem.tag}` is not complete or not right", f"write {problem.offer}", span)
