"""K515: condition-names."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.earlier import known_before
from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, Target
from kale_converter.reading.condition import ConditionError, read_condition
from kale_converter.reading.lookalike import closest


class ConditionNames(Rule):
    """A condition uses a name that is not known before the step.

    What
    ----
    `when` uses a name that is neither a pipeline parameter nor a variable of an earlier step, or one that a loop
    writes, which has a value for each of its items.

    Why
    ---
    The condition is asked before the step runs.

    What to do
    ----------
    Correct the name, or compute it in an earlier step.
    """

    code = "K515"
    name = "condition-names"
    severity = Severity.ERROR
    targets = frozenset({Target.KUBEFLOW, Target.ANY})

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for step, span in facts.placed_steps():
            try:
                names = read_condition(step.settings.when).names if step.settings.when else ()
            except ConditionError:
                continue
            if not names:
                continue
            known = known_before(step, facts)
            for name in names:
                if name in known.many:
                    yield self.finding(
                        f"the condition of step {step.name} uses {name} of step {known.many[name]}, which is a loop "
                        "and has many",
                        "make one of them in a step between",
                        span,
                    )
                if name not in known and not known.anything:
                    near = closest(name, known.names)
                    yield self.finding(
                        f"the condition of step {step.name} uses {name}, which is neither a parameter nor a variable "
                        "of an earlier step",
                        f"did you mean `{near}`?" if near else "correct the name, or compute it in an earlier step",
                        span,
                    )
