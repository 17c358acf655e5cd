"""Tasks within a graph of their own: what KFP's compiler makes of a loop, a condition and an exit handler.

A group takes what its tasks take, and gives what others take of them, under the names of `channels`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kale_converter.export.kfp.channels import channel, surfaced
from kale_converter.export.kfp.component import Component, Definition
from kale_converter.export.kfp.task import Source, Task, from_component, graph
from kale_converter.reading.kfp_types import STRING


@dataclass(frozen=True, slots=True)
class Extra:
    """An input parameter of a group besides what its tasks take: what decides, or what is looped over.

    source: None for the item of a loop, which comes from no task.
    """

    name: str
    definition: Definition
    source: Source | None


def group(
    name: str,
    label: str,
    tasks: Iterable[Task],
    options: Mapping[str, Any],
    extras: Iterable[Extra] = (),
    *,
    collected: bool = False,
) -> Task:
    """A task that is the graph of these tasks. label: what its component is called after.

    collected: it is a loop, and what it gives are lists.
    """
    members = tuple(tasks)
    gate = _Gate({member.name for member in members})
    for extra in extras:
        gate.add(extra)
    inside = [gate.within(member) for member in members]
    gives = [(member, output) for member in members for output in sorted(member.handed)]
    component = Component(
        f"comp-{label}",
        {"dag": {**_selectors(gives), "tasks": graph(inside)}},
        gate.parameters,
        gate.artifacts,
        _surfaced(gives, "output_parameters", {}),
        _surfaced(gives, "output_artifacts", {"isArtifactList": True} if collected else {}),
    )
    return Task(
        name,
        component,
        gate.parameter_sources,
        gate.artifact_sources,
        tuple(sorted({waits for member in members for waits in member.after} - gate.members)),
        options,
        frozenset(surfaced(member.name, output) for member, output in gives),
        tuple(component for member in members for component in member.components),
        inner_claims={place: source for member in inside for place, source in member.all_claims.items()},
    )


@dataclass(slots=True)
class _Gate:
    """What passes into a group: its inputs, and where they come from."""

    members: set[str]
    parameters: dict[str, Definition] = field(default_factory=dict)
    parameter_sources: dict[str, Source] = field(default_factory=dict)
    artifacts: dict[str, Definition] = field(default_factory=dict)
    artifact_sources: dict[str, Source] = field(default_factory=dict)

    def add(self, extra: Extra) -> None:
        self.parameters[extra.name] = extra.definition
        if extra.source is not None:
            self.parameter_sources[extra.name] = extra.source

    def within(self, task: Task) -> Task:
        """The task as it stands within the group: what comes from outside, it takes from the group."""
        parameters = {
            name: self._parameter(source, task.component.parameters[name]) for name, source in task.parameters.items()
        }
        artifacts = {
            name: self._artifact(source, task.component.artifacts[name]) for name, source in task.artifacts.items()
        }
        claims = {place: self._parameter(source, {"parameterType": STRING}) for place, source in task.claims.items()}
        after = tuple(name for name in task.after if name in self.members)
        return replace(task, parameters=parameters, artifacts=artifacts, claims=claims, after=after)

    def _parameter(self, source: Source, definition: Definition) -> Source:
        if self._is_inside(source):
            return source
        name = channel(source)
        if name not in self.parameters:
            self.parameters[name] = {key: definition[key] for key in definition if key in _PASSED_ON}
            self.parameter_sources[name] = source
        return from_component(name, "Parameter")

    def _artifact(self, source: Source, definition: Definition) -> Source:
        if self._is_inside(source):
            return source
        name = channel(source)
        self.artifacts[name] = {key: definition[key] for key in definition if key != "description"}
        self.artifact_sources[name] = source
        return from_component(name, "Artifact")

    def _is_inside(self, source: Source) -> bool:
        taken = source.get("taskOutputParameter") or source.get("taskOutputArtifact") or {}
        return "runtimeValue" in source or taken.get("producerTask") in self.members


_PASSED_ON = frozenset({"parameterType", "isOptional"})


def _selectors(gives: list[tuple[Task, str]]) -> dict[str, Any]:
    """Which output of which task each output of the group is."""
    artifacts: dict[str, Any] = {}
    parameters: dict[str, Any] = {}
    for task, output in gives:
        name = surfaced(task.name, output)
        if output in task.component.output_artifacts:
            artifacts[name] = {"artifactSelectors": [{"outputArtifactKey": output, "producerSubtask": task.name}]}
        else:
            parameters[name] = {"valueFromParameter": {"outputParameterKey": output, "producerSubtask": task.name}}
    found = {"artifacts": artifacts, "parameters": parameters}
    outputs = {kind: selectors for kind, selectors in found.items() if selectors}
    return {"outputs": outputs} if outputs else {}


def _surfaced(gives: list[tuple[Task, str]], kind: str, more: Mapping[str, Any]) -> dict[str, Definition]:
    found: dict[str, Definition] = {}
    for task, output in gives:
        definitions: Mapping[str, Definition] = getattr(task.component, kind)
        if output in definitions:
            found[surfaced(task.name, output)] = {**definitions[output], **more}
    return found
