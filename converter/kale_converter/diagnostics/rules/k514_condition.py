"""K514: condition."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, Target
from kale_converter.reading.condition import ConditionError, read_condition


class ConditionRule(Rule):
    """A condition cannot be asked before a step runs.

    What
    ----
    `when` is not an expression of Python, or it has more than names, values, comparisons, `in`, `and`, `or` and
    `not`.

    Why
    ---
    The cluster asks the condition before it starts the step, without Python.

    What to do
    ----------
    Compute the rest in an earlier step, and let the condition use the result.
    """

    code = "K514"
    name = "condition"
    severity = Severity.ERROR
    targets = frozenset({Target.KUBEFLOW, Target.ANY})

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for at in facts.asked():
            if at.asked.settings.when:
                try:
                    read_condition(at.asked.settings.when)
                except ConditionError as problem:
                    yield self.finding(f"the condition {problem.message}{at.of}", problem.remedy, at.span)
