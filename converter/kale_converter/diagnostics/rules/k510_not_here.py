"""K510: not-here."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, Target


class NotHere(Rule):
    """A loop, a condition or an exit handler does not run on this machine.

    What
    ----
    `foreach`, `when` or `exit_handler` is asked of a step. Kubeflow Pipelines does that; runs on this machine do not
    yet.

    Why
    ---
    Without it the pipeline would give something else than what is asked for.

    What to do
    ----------
    Run the pipeline on a cluster, or write the loop or the condition into the cells.
    """

    code = "K510"
    name = "not-here"
    severity = Severity.ERROR
    targets = frozenset({Target.LOCAL})

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for at in facts.asked():
            for name in ("foreach", "when", "exit_handler"):
                if getattr(at.asked.settings, name):
                    yield self.finding(
                        f"`{name}` is not honoured on this machine{at.of}",
                        "run the pipeline on a cluster, or write it into the cells",
                        at.span,
                    )
