"""K519: resources."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, Target
from kale_converter.reading.quantity import quantity_value

_ALWAYS = frozenset({"cpu", "memory"})


class Resources(Rule):
    """Kubeflow Pipelines cannot give a step these resources.

    What
    ----
    A step asks for more than one resource besides CPU and memory; or it requests another amount of one than its
    limit.

    Why
    ---
    Kubeflow Pipelines gives a container CPU, memory and one kind of accelerator, by whatever name, and of that as
    much as its limit.

    What to do
    ----------
    Leave one of them, or divide the step.
    """

    code = "K519"
    name = "resources"
    severity = Severity.ERROR
    targets = frozenset({Target.KUBEFLOW})

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for step, span in facts.placed_steps():
            others = {n: amount for n, amount in step.settings.limits if n not in _ALWAYS and quantity_value(amount)}
            for name, amount in step.settings.requests:
                if name not in _ALWAYS and others.setdefault(name, amount) != amount:
                    yield self.finding(
                        f"step {step.name} requests {amount} of {name} and is limited to {others[name]}",
                        "give the limit only",
                        span,
                    )
            if len(others) > 1:
                yield self.finding(
                    f"step {step.name} asks for {', '.join(sorted(others))}, and Kubeflow Pipelines gives a step one "
                    "kind of resource besides cpu and memory",
                    "leave one of them, or divide the step",
                    span,
                )
