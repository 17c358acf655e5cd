"""K504: sub-notebook."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, Target


class SubNotebook(Rule):
    """Another notebook is not run as a part of the pipeline on this machine.

    What
    ----
    A `notebook:NAME` tag or setting asks that another notebook runs as a part of this pipeline. Kubeflow Pipelines does
    that; runs on this machine do not yet.

    Why
    ---
    Without it the pipeline would lack a part.

    What to do
    ----------
    Run the other notebook by itself, copy its cells here, or run the pipeline on a cluster.
    """

    code = "K504"
    name = "sub-notebook"
    severity = Severity.ERROR
    targets = frozenset({Target.LOCAL})

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for at in facts.asked():
            name = at.asked.settings.notebook
            if name:
                yield self.finding(
                    f"the notebook {name} is not run as a part of this one on this machine{at.of}",
                    "run it by itself, copy its cells here, or run the pipeline on a cluster",
                    at.span,
                )
