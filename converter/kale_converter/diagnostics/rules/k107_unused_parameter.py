"""K107: unused-parameter."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from kale_converter.analysis.source import Source
from kale_converter.diagnostics.code import nodes
from kale_converter.diagnostics.earlier import used_by_settings
from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.parameters import ParameterProblemKind


class UnusedParameter(Rule):
    """A parameter is not used.

    What
    ----
    No cell that runs uses the name of a parameter, neither in code nor in a text (`df.query("x > @rate")`) nor in a
    magic or shell line. Nothing is said where the notebook runs code that cannot be read: `%run`, `exec`, a star
    import.

    Why
    ---
    Runs with other values give the same result, and a sweep over it would only cost time.

    What to do
    ----------
    Use it where the value is now written out, or remove it.
    """

    code = "K107"
    name = "unused-parameter"
    severity = Severity.INFO

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        if facts.analysis.opaque or facts.analysis.syntax_problems:
            return
        if any(step.settings.notebook for step in facts.analysis.steps):
            return  # the other notebook is given those of its own parameters
        used = used_by_settings(facts)
        shared = {problem.detail for problem in facts.of_parameters(ParameterProblemKind.SHARED)}
        for parameter in facts.parameters:
            if parameter.name in used or parameter.name in shared:  # of `a = b = 1`: what sets `a` sets `b`
                continue
            word = re.compile(rf"\b{re.escape(parameter.name)}\b")
            named = (source for source in facts.code.sources if word.search(source.cell.source))
            if not any(_uses(source, parameter.name, word) for source in named):
                yield self.finding(
                    f"no cell uses the parameter `{parameter.name}`",
                    "use it where its value is written out, or remove it",
                    parameter.value_span,
                )


def _uses(source: Source, name: str, word: re.Pattern[str]) -> bool:
    """Whether a cell reads a name, or speaks of it in a text."""
    for node in nodes(source):
        match node:
            case ast.Name(id=used, ctx=ast.Load() | ast.Del()) if used == name:
                return True
            case ast.AugAssign(target=ast.Name(id=used)) if used == name:
                return True
            case ast.Constant(value=str(text)) if word.search(text):
                return True
            case ast.Global(names=names) if name in names:
                return True
    return False
