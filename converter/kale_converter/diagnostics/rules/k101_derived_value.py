"""K101: derived-value."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.parameters import ParameterProblemKind


class DerivedValue(Rule):
    """A value in a parameters cell is computed, so it is no parameter.

    What
    ----
    A `pipeline-parameters` cell assigns something that is not a literal: a call, an f-string, a tuple, a set,
    an expression. The value is there in every step, and cannot be set for a run.

    Why
    ---
    A literal can be replaced by another value; what code computes follows from the code. Literals are texts,
    numbers, True, False, None, lists, and dicts with texts as keys.

    What to do
    ----------
    Nothing, if that is what you want. To make it a parameter, write a literal, for instance a list in place of
    a tuple.
    """

    code = "K101"
    name = "derived-value"
    severity = Severity.INFO

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for problem in facts.of_parameters(ParameterProblemKind.DERIVED):
            yield self.finding(
                f"`{problem.name}` is computed, so it is no parameter",
                "to set it for a run, assign it a literal",
                problem.span,
            )
