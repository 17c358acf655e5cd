"""K502: limits."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity


class Limits(Rule):
    """A limit does not hold on this machine.

    What
    ----
    A `limit:` tag or setting asks for CPU, memory, GPUs or another resource. On this machine a step runs with
    what the machine has.

    Why
    ---
    The limit counts on a cluster, where resources are shared out.

    What to do
    ----------
    Nothing.
    """

    code = "K502"
    name = "limits"
    severity = Severity.INFO

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for at in facts.asked():
            for resource, amount in at.asked.limits:
                of = f" ({at.where})" if at.where else ""
                yield self.finding(
                    f"the limit of {amount} {resource} does not hold on this machine{of}",
                    "nothing to do; the step runs with what the machine has",
                    at.span,
                )
