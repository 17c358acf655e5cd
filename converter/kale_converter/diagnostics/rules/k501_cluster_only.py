"""K501: cluster-only."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity
from kale_converter.reading.metadata_facts import MetadataProblemKind


class ClusterOnly(Rule):
    """A setting only matters on a cluster.

    What
    ----
    An image, label, annotation, secret or setting of Kubernetes is asked for. On this machine steps run as
    processes, with this machine's Python and environment.

    Why
    ---
    The same notebook runs here and on a cluster, and there the setting counts. An environment variable that a
    secret fills there must be set here by you.

    What to do
    ----------
    Nothing. For a secret, set the environment variable before you run.
    """

    code = "K501"
    name = "cluster-only"
    severity = Severity.INFO

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for problem in facts.metadata_problems(MetadataProblemKind.CLUSTER_ONLY):
            yield self.finding(
                f"{problem.key} only counts on a cluster", "nothing to do for runs on this machine", problem.span
            )
        for at in facts.asked():
            of = f" ({at.where})" if at.where else ""
            kinds = (("image", at.asked.image), ("labels", at.asked.labels), ("annotations", at.asked.annotations))
            named = ", ".join(name for name, wanted in kinds if wanted)
            if named:
                yield self.finding(
                    f"settings of a step that only count on a cluster: {named}{of}",
                    "nothing to do for runs on this machine",
                    at.span,
                )
            for secret in at.asked.secrets:
                yield self.finding(
                    f"the secret {secret.secret} only fills {secret.env} on a cluster{of}",
                    f"for runs on this machine, set the environment variable {secret.env} yourself",
                    at.span,
                )
