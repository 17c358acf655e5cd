"""K501: cluster-only."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import AskedAt, Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, StepSettings, Target
from kale_converter.reading.metadata_facts import MetadataProblemKind

_PLAIN = StepSettings()
_OF_A_CLUSTER = (
    "image",
    "labels",
    "annotations",
    "requests",
    "profile",
    "node_selector",
    "pull_policy",
    "pull_secrets",
    "shared_memory",
    "security",
    "backoff",
)


class ClusterOnly(Rule):
    """A setting only matters on a cluster.

    What
    ----
    An image, label, annotation, secret or another setting of Kubernetes is asked for. On this machine steps run as
    processes, with this machine's Python and environment, and a failed step is tried again at once.

    Why
    ---
    The same notebook runs here and on a cluster, and there the setting counts. An environment variable that a
    secret or a config map fills there must be set here by you.

    What to do
    ----------
    Nothing. For a secret or a config map, set the environment variable before you run.
    """

    code = "K501"
    name = "cluster-only"
    severity = Severity.INFO
    targets = frozenset({Target.LOCAL})

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        for problem in facts.metadata_problems(MetadataProblemKind.CLUSTER_ONLY):
            yield self.finding(
                f"{problem.key} only counts on a cluster", "nothing to do for runs on this machine", problem.span
            )
        for at in facts.asked():
            named = ", ".join(
                name for name in _OF_A_CLUSTER if getattr(at.asked.settings, name) != getattr(_PLAIN, name)
            )
            if named:
                yield self.finding(
                    f"settings of a step that only count on a cluster: {named}{at.of}",
                    "nothing to do for runs on this machine",
                    at.span,
                )
            for filled in at.asked.settings.secrets:
                yield self._filled(f"secret {filled.secret}", filled.env, at)
            for given in at.asked.settings.config_maps:
                yield self._filled(f"config map {given.config_map}", given.env, at)

    def _filled(self, by: str, env: str, at: AskedAt) -> Diagnostic:
        return self.finding(
            f"the {by} only fills {env} on a cluster{at.of}",
            f"for runs on this machine, set the environment variable {env} yourself",
            at.span,
        )
