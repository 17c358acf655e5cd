"""K018: settings-of-no-step."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.lookalike import closest


class SettingsOfNoStep(Rule):
    """The metadata have settings of a step that does not exist.

    What
    ----
    `kale.steps` in the notebook's metadata names a step that the notebook, divided as it is, does not have.

    Why
    ---
    The settings do nothing. The step may have been renamed.

    What to do
    ----------
    Correct the name, or remove the settings.
    """

    code = "K018"
    name = "settings-of-no-step"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        names = [str(block.name) for block in facts.divided.blocks]
        for name in sorted(facts.metadata.asked.steps):
            if name not in names:
                near = closest(name, names)
                meant = f", did you mean `{near}`?" if near else ""
                yield self.finding(
                    f"`kale.steps` has settings of `{name}`, and there is no such step", f"correct the name{meant}"
                )
