"""K503: cache-and-report."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, Target


class CacheAndReport(Rule):
    """Caching and reports are not there yet on this machine.

    What
    ----
    `cache:enabled` asks that an unchanged step is not run again, `report:enabled` that a step's outputs are
    made into a report. On this machine neither is done yet: every run runs every step, and outputs are in the
    executed notebook. Kubeflow Pipelines does both.

    Why
    ---
    What a tag asks for is not dropped without a word.

    What to do
    ----------
    Nothing; the results are the same. The executed notebook has all outputs.
    """

    code = "K503"
    name = "cache-and-report"
    severity = Severity.WARNING
    targets = frozenset({Target.LOCAL})

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for at in facts.asked():
            settings = at.asked.settings
            if settings.cache or (settings.cache is None and settings.cache_key):
                yield self.finding(
                    f"steps are not cached yet, so the step runs every time{at.of}", "nothing to do", at.span
                )
            if settings.report:
                yield self.finding(
                    f"reports of steps are not made yet{at.of}",
                    "see the executed notebook for the step's outputs",
                    at.span,
                )
