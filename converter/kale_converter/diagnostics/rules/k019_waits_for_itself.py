"""K019: waits-for-itself."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Division, Severity
from kale_converter.reading.place import cell_span


class WaitsForItself(Rule):
    """A step is to wait for itself.

    What
    ----
    A `prev:` tag names the step that its own cell belongs to. It does not count.

    Why
    ---
    Another step was probably meant, and its order is not declared now.

    What to do
    ----------
    Correct the name, or remove the tag.
    """

    code = "K019"
    name = "waits-for-itself"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        if facts.division is not Division.TAGS:
            return
        for block in facts.divided.blocks:
            for cell in block.cells:
                if block.name in facts.tags[cell.id].prev:
                    yield self.finding(
                        f"the tag `prev:{block.name}` does not count, because the cell belongs to that step",
                        "name another step, or remove the tag",
                        cell_span(cell),
                    )
