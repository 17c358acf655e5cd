"""Where on a cluster a step's pod may run: node profiles, which an administrator gives names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Toleration:
    """A Kubernetes toleration. operator: Equal or Exists. seconds: of `tolerationSeconds`, None for ever."""

    key: str = ""
    operator: str = "Equal"
    value: str = ""
    effect: str = ""
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class NodeRequirement:
    """A requirement on a node's labels. operator: In, NotIn, Exists, DoesNotExist, Gt or Lt."""

    key: str
    operator: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeAffinity:
    """Requirements that a node must meet together; with a weight (1 to 100) it is a preference."""

    requirements: tuple[NodeRequirement, ...]
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class NodeProfile:
    """A kind of node by the name that an administrator gave it, and what a pod needs to run there."""

    name: str
    description: str = ""
    node_selector: tuple[tuple[str, str], ...] = ()
    tolerations: tuple[Toleration, ...] = ()
    affinity: tuple[NodeAffinity, ...] = ()
    limits: tuple[tuple[str, str], ...] = ()
    """Resources of a step on such a node that asks for none of that name itself."""
