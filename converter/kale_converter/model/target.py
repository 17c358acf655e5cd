"""What a pipeline is converted for."""

from __future__ import annotations

from enum import StrEnum


class Target(StrEnum):
    """What a pipeline is converted for; rules tell what the target does not honour.

    LOCAL: a run on this machine. KUBEFLOW: Kubeflow Pipelines v2. ANY: to be looked at, so no target's limits are told.
    """

    LOCAL = "local"
    KUBEFLOW = "kubeflow"
    ANY = "any"
