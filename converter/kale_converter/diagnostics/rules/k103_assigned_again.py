"""K103: parameter-assigned-again."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.parameters import ParameterProblemKind


class AssignedAgain(Rule):
    """A parameter is assigned twice.

    What
    ----
    The `pipeline-parameters` cells assign the same name a literal more than once. The last one counts as the
    parameter's default, and is what a run with another value replaces.

    Why
    ---
    Lines between the two see the first value, whatever the run is given.

    What to do
    ----------
    Keep one of the assignments.
    """

    code = "K103"
    name = "parameter-assigned-again"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for problem in facts.of_parameters(ParameterProblemKind.AGAIN):
            yield self.finding(
                f"the parameter `{problem.name}` is assigned before; the last value counts",
                "keep one assignment",
                problem.span,
            )
