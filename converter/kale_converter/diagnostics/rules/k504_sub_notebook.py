"""K504: sub-notebook."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.place import cell_span


class SubNotebook(Rule):
    """Another notebook as a part of the pipeline is not there yet.

    What
    ----
    A `notebook:NAME` tag asks that another notebook runs as a part of this pipeline.

    Why
    ---
    It is not honoured yet, and without it the pipeline would lack a part.

    What to do
    ----------
    Remove the tag, and run the other notebook by itself or copy its cells here.
    """

    code = "K504"
    name = "sub-notebook"
    severity = Severity.ERROR

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for cell in facts.notebook.code_cells:
            name = facts.tags[cell.id].notebook
            if name is not None:
                yield self.finding(
                    f"the tag `notebook:{name}` is not honoured yet, so a part of the pipeline would be missing",
                    "remove the tag, and run the other notebook by itself or copy its cells here",
                    cell_span(cell),
                )
