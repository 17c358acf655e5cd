"""K010: lookalike-tag."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.tags import TagProblemKind


class LookalikeTag(Rule):
    """A tag looks like one of Kale's, and is none.

    What
    ----
    A tag is nearly a word of Kale's tag language, such as `stpe:load`, `step-load` or `import`. It does
    nothing.

    Why
    ---
    The cell is then not where it was meant to be.

    What to do
    ----------
    Correct the tag. If it belongs to another tool, switch this off with `kale.ignore` in the metadata.
    """

    code = "K010"
    name = "lookalike-tag"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for span, problem in facts.tag_problems(TagProblemKind.LOOKALIKE):
            yield self.finding(
                f"the tag `{problem.tag}` means nothing to Kale", f"did you mean `{problem.offer}`?", span
            )
