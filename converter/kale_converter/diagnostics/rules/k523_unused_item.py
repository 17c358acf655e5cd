"""K523: unused-item."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, Span, Step, Target


class UnusedItem(Rule):
    """A loop's step does the same in each round.

    What
    ----
    The cells of a step with `foreach` assign the loop's variable themselves before they use it.

    Why
    ---
    The item is bound before the step's first cell, so the cell's own value takes its place in every round.

    What to do
    ----------
    Give the variable its value for the notebook in an earlier step, or among the parameters.
    """

    code = "K523"
    name = "unused-item"
    severity = Severity.WARNING
    targets = frozenset({Target.KUBEFLOW, Target.ANY})

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for step, _ in facts.placed_steps():
            if step.settings.foreach is None:
                continue
            found = _first(step, step.settings.foreach.variable, facts)
            if found is not None:
                yield self.finding(
                    f"step {step.name} assigns {step.settings.foreach.variable} itself, so that it is the same in "
                    "every round of the loop",
                    "assign it in an earlier step or among the parameters; the loop binds it before this cell",
                    found,
                )


def _first(step: Step, name: str, facts: Facts) -> Span | None:
    """Where the first statement that mentions the name assigns it, whatever it was; None where it uses it."""
    for cell in step.cells:
        source = facts.code.of(facts.notebook.cell(cell).index)
        for statement in source.body if source else ():
            names = [node for node in ast.walk(statement) if isinstance(node, ast.Name) and node.id == name]
            if not names:
                continue
            simple = isinstance(statement, ast.Assign | ast.AnnAssign)
            if source is None or not simple or any(isinstance(node.ctx, ast.Load) for node in names):
                return None
            return source.span(names[0])
    return None
