"""K509: metrics-in-one."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Division, Role, Severity
from kale_converter.reading.place import cell_span


class MetricsInOne(Rule):
    """Metrics are not recorded where the notebook is one step.

    What
    ----
    The notebook has a `pipeline-metrics` cell and is run as a single step. The cell runs, and its numbers are
    not recorded as metrics.

    Why
    ---
    Metrics are those of a step of metrics cells, and there is only one step.

    What to do
    ----------
    Divide the notebook by tags, cells or headings.
    """

    code = "K509"
    name = "metrics-in-one"
    severity = Severity.INFO

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        if facts.division is Division.ONE:
            for cell in facts.notebook.code_cells:
                if facts.tags[cell.id].role is Role.METRICS:
                    yield self.finding(
                        "metrics are not recorded where the whole notebook is one step",
                        "divide it by tags, cells or headings",
                        cell_span(cell),
                    )
