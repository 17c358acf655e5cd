"""K607: stored-by-magic."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.magics import magics
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, Target


class StoredByMagic(Rule):
    """`%store` keeps variables where a cluster's steps cannot share them.

    What
    ----
    A cell uses `%store`, and the pipeline is for a cluster. Told of once.

    Why
    ---
    `%store` writes into IPython's folder of whoever runs the notebook. Steps on this machine share it; on a cluster
    each container has one of its own, which is empty, so that `%store -r` finds nothing.

    What to do
    ----------
    Remove it: variables reach the steps that use them without it. What comes from another notebook, read from a file.
    """

    code = "K607"
    name = "stored-by-magic"
    severity = Severity.WARNING
    targets = frozenset({Target.KUBEFLOW})

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for magic in magics(facts.code):
            if magic.name == "store" and not magic.is_help:
                yield self.finding(
                    "%store keeps variables in IPython's folder, and each container of a cluster has one of its own",
                    "remove it: variables reach the steps that use them without it",
                    magic.span,
                )
                return
