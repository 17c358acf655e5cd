"""K104: parameter-type-mismatch."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.parameters import ParameterProblemKind


class TypeMismatch(Rule):
    """A parameter's value is not of the type that its annotation names.

    What
    ----
    For example `epochs: int = 'ten'`. The parameter has the type of its value.

    Why
    ---
    Values that are given for a run are checked against the type, and it should be the right one.

    What to do
    ----------
    Correct the annotation or the value.
    """

    code = "K104"
    name = "parameter-type-mismatch"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for problem in facts.of_parameters(ParameterProblemKind.MISMATCH):
            yield self.finding(
                f"`{problem.name}` is annotated as {problem.detail}, and its value is of another type, which counts",
                "correct the annotation or the value",
                problem.span,
            )
