"""K309: unused-step."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from kale_converter.analysis.source import Source
from kale_converter.diagnostics.earlier import used_by_settings
from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Division, Severity, Step
from kale_converter.reading.place import cell_span


class UnusedStep(Rule):
    """A step does nothing that anybody would notice.

    What
    ----
    The cells of a step are empty or only comments. Or they only bind names, by expressions without calls and by
    definitions, no other step uses any of these names, and nothing is shown or written.

    Why
    ---
    A run starts the step all the same, and what it makes is gone with it. Often its cells were meant for another step,
    or what used them has been removed.

    What to do
    ----------
    Remove the cells, give them the tag `skip`, or put definitions that every step needs under `functions`.
    """

    code = "K309"
    name = "unused-step"
    severity = Severity.INFO

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        if facts.division is Division.ONE or len(facts.analysis.steps) == 1:
            return
        waited_for = {edge.source for edge in facts.analysis.edges}
        used = used_by_settings(facts)
        for step in facts.analysis.steps:
            if (
                step.name in waited_for
                or step.metrics
                or step.settings.notebook
                or used.intersection(step.writes or ())
            ):
                continue
            sources = _sources(step, facts)
            if not all(source.problem is None and source.once(_only_binds) for source in sources):
                continue
            first = cell_span(facts.notebook.cell(step.cells[0]))
            if not any(source.body for source in sources):
                yield self.finding(f"the step {step.name} has nothing to run", "remove its cells or its tag", first)
            else:
                yield self.finding(
                    f"nothing uses what the step {step.name} makes, and it shows and writes nothing",
                    "remove its cells, give them the tag skip, or put definitions under functions",
                    first,
                )


def _sources(step: Step, facts: Facts) -> list[Source]:
    found = (facts.code.of(facts.notebook.cell(cell).index) for cell in step.cells)
    return [source for source in found if source is not None]


def _only_binds(source: Source) -> bool:
    return all(map(_is_binding, source.body))


def _is_binding(node: ast.stmt) -> bool:
    """Whether a statement binds names to what it defines or computes without a call, and does nothing else."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return not node.decorator_list
    if isinstance(node, ast.Assign):
        plain = all(isinstance(target, ast.Name | ast.Tuple) for target in node.targets)
        return plain and not _calls(node.value)
    return isinstance(node, ast.Pass | ast.Import | ast.ImportFrom)


def _calls(value: ast.expr) -> bool:
    return any(isinstance(node, ast.Call | ast.Await | ast.Yield | ast.NamedExpr) for node in ast.walk(value))
