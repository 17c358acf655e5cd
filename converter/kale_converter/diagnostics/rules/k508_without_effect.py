"""K508: without-effect."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.metadata_facts import MetadataProblemKind


class WithoutEffect(Rule):
    """A setting of Kale's own workings has no meaning here.

    What
    ----
    `marshal_path`, `marshal_volume` and `abs_working_dir` say where Kale keeps values between steps and where
    it works. Kale Ext keeps values in the run's own folder, and runs steps in the notebook's folder.

    Why
    ---
    The setting does nothing.

    What to do
    ----------
    Nothing, or remove the key.
    """

    code = "K508"
    name = "without-effect"
    severity = Severity.INFO

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for problem in facts.metadata_problems(MetadataProblemKind.WITHOUT_EFFECT):
            yield self.finding(f"{problem.key} has no meaning here", "nothing to do; remove the key to silence this")
