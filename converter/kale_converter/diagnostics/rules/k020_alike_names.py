"""K020: step-names-alike."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.names import kubernetes_name, unique
from kale_converter.reading.place import cell_span


class AlikeNames(Rule):
    """Two steps have the same name on a cluster.

    What
    ----
    Names in Kubernetes are made of lower-case letters, digits and `-`. On a cluster, capitals of a step's name become
    small and `_` becomes `-`: `Load_Data` is `load-data` there. Two steps of this notebook come to the same name, or a
    name has no letter or digit at all.

    Why
    ---
    Logs, pods and files could not be told apart, on a cluster and in folders that do not know capitals from small
    letters.

    What to do
    ----------
    Rename one of them; the message offers a name.
    """

    code = "K020"
    name = "step-names-alike"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        taken = {kubernetes_name(block.name) for block in facts.divided.blocks}
        first: dict[str, str] = {}
        for block in facts.divided.blocks:
            short = kubernetes_name(block.name)
            if not short:
                message = f"the name of the step {block.name} has no letter or digit, so it has none on a cluster"
            elif short in first:
                message = f"the steps {first[short]} and {block.name} are both {short} on a cluster"
            else:
                first[short] = block.name
                continue
            offer = unique(short or "step", taken)
            yield self.finding(message, f"rename it, for instance to {offer}", cell_span(block.cells[0]))
            taken.add(offer)
