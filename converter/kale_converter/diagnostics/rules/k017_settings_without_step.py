"""K017: settings-without-step."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.asked import NOTHING
from kale_converter.reading.place import cell_span


class SettingsWithoutStep(Rule):
    """A cell that belongs to no step has settings of a step.

    What
    ----
    A cell of imports, functions or parameters has a tag such as `limit:…`, `image:…` or `prev:…`. Those are
    about steps, and the cell belongs to none, because every step begins with it.

    Why
    ---
    What the tag asks for does not happen.

    What to do
    ----------
    Move the tag to a cell of the step, or write it into `kale.defaults` in the notebook's metadata for all
    steps.
    """

    code = "K017"
    name = "settings-without-step"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for cell in facts.divided.prologue:
            said = facts.tags[cell.id]
            if said.prev or not said.asked.nothing or not facts.metadata.asked.cells.get(cell.id, NOTHING).nothing:
                yield self.finding(
                    "the cell has settings or a `prev:` of a step and belongs to no step, so they do not count",
                    "move them to a cell of a step, or into `kale.defaults` in the notebook's metadata",
                    cell_span(cell),
                )
