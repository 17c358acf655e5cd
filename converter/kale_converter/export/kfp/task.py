"""Tasks: components at work, and where what they take comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kale_converter.export.kfp.component import Component

Source = Mapping[str, Any]


def from_component(name: str, kind: str) -> dict[str, Any]:
    """An input that is one of the surrounding component's. kind: Parameter or Artifact."""
    return {f"componentInput{kind}": name}


def from_task(task: str, output: str, kind: str) -> dict[str, Any]:
    """An input that is an output of a task beside it. kind: Parameter or Artifact."""
    return {f"taskOutput{kind}": {f"output{kind}Key": output, "producerTask": task}}


def constant(value: Any) -> dict[str, Any]:
    """An input parameter that always has this JSON value."""
    return {"runtimeValue": {"constant": value}}


@dataclass(frozen=True, slots=True)
class Task:
    """A task in a graph. parameters, artifacts: the source of each input. after: tasks that it waits for.

    options: caching, retries, iteration and trigger, as the spec has them. handed: its outputs that others take.
    inner: all components below its own. claims: the volumes that the run makes and its container mounts, by the
    executor's label and the volume's name: the source of the claim's name. inner_claims: the same of all containers
    below, each as seen from its own graph.
    """

    name: str
    component: Component
    parameters: Mapping[str, Source] = field(default_factory=dict)
    artifacts: Mapping[str, Source] = field(default_factory=dict)
    after: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    handed: frozenset[str] = frozenset()
    inner: tuple[Component, ...] = ()
    claims: Mapping[tuple[str, str], Source] = field(default_factory=dict)
    inner_claims: Mapping[tuple[str, str], Source] = field(default_factory=dict)

    def spec(self) -> dict[str, Any]:
        """The task as the spec has it."""
        spec: dict[str, Any] = {**self.options, "componentRef": {"name": self.component.name}}
        if waits := sorted({*self.after, *self._producers()}):
            spec["dependentTasks"] = waits
        inputs = {
            kind: {name: dict(sources[name]) for name in sorted(sources)}
            for kind, sources in (("artifacts", self.artifacts), ("parameters", self.parameters))
            if sources
        }
        if inputs:
            spec["inputs"] = inputs
        spec["taskInfo"] = {"name": self.name}
        return dict(sorted(spec.items()))

    @property
    def components(self) -> tuple[Component, ...]:
        """Its component and all below."""
        return (self.component, *self.inner)

    @property
    def all_claims(self) -> dict[tuple[str, str], Source]:
        """Those of its container and of all below."""
        return {**self.inner_claims, **self.claims}

    def _producers(self) -> set[str]:
        sources = [*self.parameters.values(), *self.artifacts.values(), *self.claims.values()]
        kinds = ("taskOutputParameter", "taskOutputArtifact")
        return {source[kind]["producerTask"] for source in sources for kind in kinds if kind in source}


def graph(tasks: Iterable[Task]) -> dict[str, Any]:
    """The tasks of a graph, as the spec has them."""
    return {task.name: task.spec() for task in sorted(tasks, key=lambda task: task.name)}
