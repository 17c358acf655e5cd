"""K516: loop-items."""

from __future__ import annotations

import keyword
from collections.abc import Iterator

from kale_converter.diagnostics.earlier import known_before
from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, ParameterType, Severity, Target
from kale_converter.reading.lookalike import closest


class LoopItems(Rule):
    """A loop has no list to go over.

    What
    ----
    `foreach` names something that is no list: a name that is neither a pipeline parameter nor a variable of an
    earlier step, or a parameter of another type. Or its `variable` is a word that Python keeps for itself.

    Why
    ---
    The step runs once for each item, so the items must be known before it.

    What to do
    ----------
    Give the list itself, the name of a list parameter, or of a list that an earlier step makes.
    """

    code = "K516"
    name = "loop-items"
    severity = Severity.ERROR
    targets = frozenset({Target.KUBEFLOW, Target.ANY})

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        types = {parameter.name: parameter.type for parameter in facts.parameters}
        for step, span in facts.placed_steps():
            loop = step.settings.foreach
            if loop is None:
                continue
            if keyword.iskeyword(loop.variable):
                yield self.finding(
                    f"the loop of step {step.name} cannot bind {loop.variable}, a word of Python", "choose a name", span
                )
            known = known_before(step, facts)
            if not loop.source or known.anything:
                continue
            if loop.source in known.many:
                yield self.finding(
                    f"the loop of step {step.name} goes over {loop.source} of step {known.many[loop.source]}, which is "
                    "a loop and has many",
                    "make one list of them in a step between",
                    span,
                )
            elif loop.source not in known:
                near = closest(loop.source, known.names)
                yield self.finding(
                    f"the loop of step {step.name} goes over {loop.source}, which is neither a parameter nor a "
                    "variable of an earlier step",
                    f"did you mean `{near}`?" if near else "correct the name, or give the list itself",
                    span,
                )
            elif loop.source not in known.made and types[loop.source] not in (ParameterType.LIST, ParameterType.ANY):
                yield self.finding(
                    f"the loop of step {step.name} goes over the parameter {loop.source}, which is no list but of type "
                    f"{types[loop.source]}",
                    "name a parameter whose value is a list, or give the list itself",
                    span,
                )
