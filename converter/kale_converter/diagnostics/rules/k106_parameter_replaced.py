"""K106: parameter-replaced."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity


class ParameterReplaced(Rule):
    """A parameter gets another value in a later cell.

    What
    ----
    A cell after the `pipeline-parameters` cells assigns a literal to the name of a parameter, at its top level.

        rate = 0.1      # pipeline-parameters
        rate = 0.01     # a later cell

    A new value that is computed, from the old one (`rate = rate / 2`) or otherwise, is not told of.

    Why
    ---
    From that line on the value that a run is given does not count any more. Mostly such a line has been left over from
    trying something.

    What to do
    ----------
    Remove the line, put the value into the `pipeline-parameters` cell, or use another name.
    """

    code = "K106"
    name = "parameter-replaced"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        names = {parameter.name for parameter in facts.parameters}
        if not names:
            return
        parameters = {cell.index for cell in facts.divided.parameters}
        for source in facts.code.sources:
            if source.cell.index in parameters or source.cell.index < min(parameters):
                continue
            for node in source.body:
                for name in sorted(names & _replaced(node)):
                    yield self.finding(
                        f"the parameter `{name}` gets another value here, whatever a run is given",
                        "remove the line, or use another name",
                        source.span(node),
                    )


def _replaced(node: ast.stmt) -> set[str]:
    """The names that a statement assigns a literal."""
    match node:
        case ast.Assign(targets=targets, value=value) if _is_literal(value):
            return {target.id for target in targets if isinstance(target, ast.Name)}
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if _is_literal(value):
            return {name}
    return set()


def _is_literal(value: ast.expr) -> bool:
    try:
        ast.literal_eval(value)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True
