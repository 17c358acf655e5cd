"""K105: parameter-type-unknown."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.parameters import ParameterProblemKind


class UnknownType(Rule):
    """A parameter's annotation is none that a parameter can have.

    What
    ----
    Types of parameters are bool, int, float, str, list, dict, and each of them or None. The annotation is
    something else, so the type is that of the value.

    Why
    ---
    Values that are given for a run are checked against the type.

    What to do
    ----------
    Nothing, if the value's type is right. Otherwise write one of those types.
    """

    code = "K105"
    name = "parameter-type-unknown"
    severity = Severity.INFO

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for problem in facts.of_parameters(ParameterProblemKind.UNKNOWN_TYPE):
            yield self.finding(
                f"`{problem.name}` has the type of its value, because {problem.detail} is no type of parameters",
                "use bool, int, float, str, list or dict",
                problem.span,
            )
