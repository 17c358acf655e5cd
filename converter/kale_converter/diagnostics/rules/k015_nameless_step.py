"""K015: nameless-step."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.tags import TagProblemKind


class NamelessStep(Rule):
    """A `step:` or `prev:` tag has no name.

    What
    ----
    A tag is only `step:`, `block:` or `prev:`. Kale's panel leaves such tags behind. It does not count, so the
    cell belongs to the step before it.

    Why
    ---
    A step may have been meant to begin here.

    What to do
    ----------
    Give the step a name, or remove the tag.
    """

    code = "K015"
    name = "nameless-step"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for span, problem in facts.tag_problems(TagProblemKind.EMPTY):
            yield self.finding(
                f"the tag `{problem.tag}` names no step and does not count", "add the name, or remove it", span
            )
