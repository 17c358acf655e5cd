"""K006: nothing-to-run."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity


class NothingToRun(Rule):
    """The notebook has no step.

    What
    ----
    No code cell is left for a step: the notebook has no code cells, or all of them are skipped, import, or
    define functions and parameters.

    Why
    ---
    A run of it would do nothing.

    What to do
    ----------
    Write a cell, or tag one with `step:NAME`.
    """

    code = "K006"
    name = "nothing-to-run"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        if facts.notebook.language == "python" and not facts.divided.blocks:
            yield self.finding(
                "the notebook has no step, so a run would do nothing", "tag a code cell with `step:NAME`, or write one"
            )
