"""Where a step's pod may run: node labels, affinity and tolerations, the step's own and its node profile's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kale_converter.export.errors import ExportError
from kale_converter.model import NodeAffinity, NodeProfile, Step, Toleration
from kale_converter.reading.lookalike import closest


def placing(step: Step, profiles: Mapping[str, NodeProfile]) -> dict[str, Any]:
    """The parts of the step's configuration that place it. Raises ExportError where there is no such profile."""
    name = step.settings.profile
    profile = profiles.get(name, NodeProfile("")) if not name or name in profiles else _no_such(step, profiles)
    labels = {**dict(profile.node_selector), **dict(step.settings.node_selector)}
    return {
        "nodeSelector": {"labels": dict(sorted(labels.items()))} if labels else {},
        "tolerations": [_toleration(one) for one in profile.tolerations],
        "nodeAffinity": [_affinity(one) for one in profile.affinity],
    }


def _no_such(step: Step, profiles: Mapping[str, NodeProfile]) -> NodeProfile:
    name = step.settings.profile
    near = closest(name, profiles)
    there = ", ".join(sorted(profiles)) or "none"
    raise ExportError(
        "unknown-profile",
        f"step {step.name} asks for the node profile {name}, and there is none of that name",
        f"write `{near}`" if near else f"ask the administrator; there is: {there}",
    )


def _toleration(given: Toleration) -> dict[str, Any]:
    texts = {"effect": given.effect, "key": given.key, "operator": given.operator}
    made: dict[str, Any] = {name: text for name, text in texts.items() if text}
    if given.seconds is not None:
        made["tolerationSeconds"] = str(given.seconds)
    return made | ({"value": given.value} if given.value else {})


def _affinity(given: NodeAffinity) -> dict[str, Any]:
    """One term. Of terms without a weight a node must meet any one, as Kubernetes has it."""
    made: dict[str, Any] = {
        "matchExpressions": [
            {"key": need.key, "operator": need.operator, **({"values": list(need.values)} if need.values else {})}
            for need in given.requirements
        ]
    }
    return made if given.weight is None else made | {"weight": given.weight}
