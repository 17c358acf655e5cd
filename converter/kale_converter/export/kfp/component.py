"""Components: what a task takes, gives, and is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Definition = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Component:
    """The inputs and outputs of a component by name, as the spec defines them; body: `executorLabel` or `dag`."""

    name: str
    body: Mapping[str, Any]
    parameters: Mapping[str, Definition] = field(default_factory=dict)
    artifacts: Mapping[str, Definition] = field(default_factory=dict)
    output_parameters: Mapping[str, Definition] = field(default_factory=dict)
    output_artifacts: Mapping[str, Definition] = field(default_factory=dict)

    def spec(self) -> dict[str, Any]:
        """The component as the spec has it."""
        inputs = _named(artifacts=self.artifacts, parameters=self.parameters)
        outputs = _named(artifacts=self.output_artifacts, parameters=self.output_parameters)
        spec = dict(self.body)
        if inputs:
            spec["inputDefinitions"] = inputs
        if outputs:
            spec["outputDefinitions"] = outputs
        return spec


def _named(**kinds: Mapping[str, Definition]) -> dict[str, Any]:
    return {kind: {name: dict(found[name]) for name in sorted(found)} for kind, found in kinds.items() if found}
