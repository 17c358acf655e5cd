"""K012: step-name."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.names import is_step_name, unique
from kale_converter.reading.tags import TagProblemKind


class StepNameRule(Rule):
    """A step's name cannot be one.

    What
    ----
    The name after `step:`, `block:` or `prev:` has characters that a step's name cannot have. A name begins
    with a letter or `_` and has letters, digits, `_` and `-`, 63 at most.

    Why
    ---
    Steps become files, processes, containers and labels, and those allow no other names.

    What to do
    ----------
    Rename the step; the message offers a name. Rename it in every `prev:` tag too.
    """

    code = "K012"
    name = "step-name"
    severity = Severity.ERROR

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        problems = list(facts.tag_problems(TagProblemKind.NAME))
        tags = (tag for cell in facts.notebook.code_cells for tag in cell.tags) if problems else ()
        taken = {name for name in (tag.partition(":")[2] for tag in tags) if is_step_name(name)}
        offers: dict[str, str] = {}
        for span, problem in problems:
            word, _, name = problem.tag.partition(":")
            if name not in offers:
                offers[name] = unique(problem.offer, taken)
                taken.add(offers[name])
            yield self.finding(
                f"`{name}` cannot be the name of a step",
                f"change the tag, for instance to `{word}:{offers[name]}`",
                span,
            )
