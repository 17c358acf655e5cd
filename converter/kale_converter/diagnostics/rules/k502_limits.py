"""K502: limits."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, Target

_KEPT_HERE = frozenset({"cpu", "memory"})


class Limits(Rule):
    """A limit may not hold on this machine.

    What
    ----
    A `limit:` tag or setting asks for GPUs or for a resource other than CPU and memory. On this machine a step gets as
    many GPUs as it asks for, but no more than there are, and of other resources nothing is kept apart for it.

    Why
    ---
    The same notebook runs here and on a cluster, where such resources are shared out. The values do not depend on it.

    What to do
    ----------
    Nothing.
    """

    code = "K502"
    name = "limits"
    severity = Severity.INFO
    targets = frozenset({Target.LOCAL})

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for at in facts.asked():
            for resource, amount in at.asked.settings.limits:
                if resource not in _KEPT_HERE:
                    yield self.finding(
                        f"this machine may not have {amount} {resource}{at.of}",
                        "nothing to do; the step runs with what the machine has",
                        at.span,
                    )
