"""K405: kept-together."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity


class KeptTogether(Rule):
    """Cells are one step, because a value cannot be handed from one to the other.

    What
    ----
    The notebook is divided by its cells or headings, and a cell uses an open file, a generator, a database connection
    or the like that an earlier one makes.

    Why
    ---
    Every step is a process of its own, and values are handed on by storing them. These cannot be stored, so these cells
    and those between them are one step, named after the first.

    What to do
    ----------
    Nothing, if that is fine. Otherwise hand on what the value stands for (the file's path, a list of what the generator
    gives), and open it again where it is used.
    """

    code = "K405"
    name = "kept-together"
    severity = Severity.INFO

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for block in facts.divided.blocks:
            reasons = [facts.together[cell.id] for cell in block.cells if cell.id in facts.together]
            if reasons:
                first, last = block.cells[0].index, block.cells[-1].index
                yield self.finding(
                    f"cells {first} to {last} are the one step {block.name}, because {reasons[0].what}, "
                    f"{reasons[0].name!r}, cannot be handed to another step",
                    "",
                    reasons[0].span,
                )
