"""K605: local-module."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from kale_converter.diagnostics.code import IMPORT, nodes
from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, Target


class LocalModule(Rule):
    """A module that stands beside the notebook is imported.

    What
    ----
    The notebook imports a `.py` file or a package of its own folder. Each module is told of once.

    Why
    ---
    On a cluster a step has only what its image holds, so the module's source travels in the pipeline file, where anyone
    who may read that file reads it. Data files and compiled modules beside it do not travel.

    What to do
    ----------
    Nothing. What is large, compiled or secret belongs into the image.
    """

    code = "K605"
    name = "local-module"
    severity = Severity.INFO
    targets = frozenset({Target.KUBEFLOW})

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        if not facts.local_modules:
            return
        told: set[str] = set()
        for source in facts.code.having(IMPORT):
            for node in nodes(source):
                for module in _modules(node):
                    if module in facts.local_modules and module not in told:
                        told.add(module)
                        yield self.finding(
                            f"{module} stands beside the notebook, and its source travels with the pipeline",
                            "nothing to do; put it into the image if it is large, compiled or secret",
                            source.span(node),
                        )


def _modules(node: ast.AST) -> list[str]:
    """The top-level modules that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name.partition(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        of = [node.module.partition(".")[0]] if node.module else [alias.name for alias in node.names]
        return of if node.module or node.level else []
    return []
