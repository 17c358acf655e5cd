"""K102: shared-value."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.parameters import ParameterProblemKind


class SharedValue(Rule):
    """A name gets the value of a parameter.

    What
    ----
    Of `a = b = 1` in a `pipeline-parameters` cell, `a` is the parameter, and `b` always has the same value.

    Why
    ---
    There is only one value to set.

    What to do
    ----------
    Nothing, if that is what you want. To set both, write two assignments.
    """

    code = "K102"
    name = "shared-value"
    severity = Severity.INFO

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for problem in facts.of_parameters(ParameterProblemKind.SHARED):
            yield self.finding(
                f"`{problem.name}` has the value of the parameter `{problem.detail}` and is none of its own",
                "to set it by itself, give it an assignment of its own",
                problem.span,
            )
