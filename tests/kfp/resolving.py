"""A task's inputs, as KFP's driver finds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.kfp.conditions import selected
from tests.kfp.outcome import Artifacts, Outcome, Status
from tests.kfp.package import Malformed
from tests.kfp.values import BadValue, checked, normal

Spec = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Parameters by name; None where an optional one has no value, and no default. Artifacts in lists."""

    parameters: Mapping[str, Any] = field(default_factory=dict)
    artifacts: Artifacts = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As the executor input has them; what is empty is left out."""
        found: dict[str, Any] = {}
        if self.parameters:
            found["parameterValues"] = dict(self.parameters)
        if self.artifacts:
            found["artifacts"] = {name: {"artifacts": listed} for name, listed in self.artifacts.items()}
        return found


@dataclass(frozen=True, slots=True)
class Scope:
    """A DAG that is running: what it was given, and how its tasks ended so far. name: of the pipeline job."""

    inputs: Inputs
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)


def producers(task: Spec) -> set[str]:
    """The tasks whose outputs a task takes: it waits for them, whether or not it says so."""
    inputs = task.get("inputs", {})
    found = {one.get("taskOutputParameter", {}).get("producerTask") for one in inputs.get("parameters", {}).values()}
    found |= {one.get("taskOutputArtifact", {}).get("producerTask") for one in inputs.get("artifacts", {}).values()}
    return found - {None}


def root_inputs(component: Spec, given: Mapping[str, Any]) -> Inputs:
    """What a pipeline begins with. given: the values of the run. Raises Malformed for one that nobody declared."""
    declared = component.get("inputDefinitions", {}).get("parameters", {})
    if unknown := sorted(given.keys() - declared.keys()):
        raise Malformed(f"no such pipeline parameters: {', '.join(unknown)}")
    values = {}
    for name, spec in declared.items():
        if name not in given and "defaultValue" not in spec and not spec.get("isOptional"):
            raise BadValue(f"pipeline parameter {name!r} has neither a value nor a default")
        values[name] = normal(given.get(name, spec.get("defaultValue")))
    return Inputs(values)


def resolved(task: Spec, component: Spec, scope: Scope) -> Inputs:
    """A task's inputs. Raises BadValue or Malformed where KFP's driver would fail."""
    declared = component.get("inputDefinitions", {})
    inputs = task.get("inputs", {})
    parameters: dict[str, Any] = _of_nested(component, inputs) if "dag" in component else {}
    for name, spec in inputs.get("parameters", {}).items():
        value = parameter(spec, scope, task)
        if value is None and declared.get("parameters", {}).get(name, {}).get("isOptional"):
            continue
        if value is None:
            raise BadValue(f"the resolved input parameter is null: {name}")
        parameters[name] = value
    artifacts = {name: artifact(name, spec, scope) for name, spec in inputs.get("artifacts", {}).items()}
    if missing := sorted(
        name
        for name, spec in declared.get("artifacts", {}).items()
        if name not in artifacts and not spec.get("isOptional")
    ):
        raise Malformed(f"no value for the input artifacts {', '.join(missing)}")
    return Inputs(parameters, artifacts)


def parameter(spec: Spec, scope: Scope, task: Spec) -> Any:
    """The value that an input parameter spec stands for; None where an optional pipeline input has none."""
    if "componentInputParameter" in spec:
        name = spec["componentInputParameter"]
        if name not in scope.inputs.parameters:
            raise BadValue(f"parent DAG does not have input parameter {name}")
        found = scope.inputs.parameters[name]
    elif "taskOutputParameter" in spec:
        wanted = spec["taskOutputParameter"]
        found = _output(scope, wanted["producerTask"]).parameters.get(wanted["outputParameterKey"])
        if found is None:
            raise BadValue(f"producer task {wanted['producerTask']} gave no {wanted['outputParameterKey']}")
    elif "runtimeValue" in spec:
        found = normal(spec["runtimeValue"]["constant"])
    elif "taskFinalStatus" in spec:
        producer = task["dependentTasks"][0]
        state = {Status.SUCCEEDED: "COMPLETE", Status.FAILED: "FAILED"}[scope.outcomes[producer].status]
        return {"state": state, "pipelineTaskName": producer, "pipelineJobResourceName": "run", "error": {}}
    else:
        raise Malformed(f"parameter spec not implemented yet: {sorted(spec)}")
    if "parameterExpressionSelector" in spec:
        return selected(spec["parameterExpressionSelector"], found)
    return found


def artifact(name: str, spec: Spec, scope: Scope) -> list[dict[str, Any]]:
    """The artifacts that an input artifact spec stands for."""
    if "componentInputArtifact" in spec:
        wanted = spec["componentInputArtifact"]
        if wanted not in scope.inputs.artifacts:
            raise Malformed(f"parent DAG does not have input artifact {wanted}")
        return scope.inputs.artifacts[wanted]
    chosen = spec["taskOutputArtifact"]
    found = _output(scope, chosen["producerTask"]).artifacts.get(chosen["outputArtifactKey"])
    if found is None:
        raise Malformed(
            f"cannot find output artifact {chosen['outputArtifactKey']} of {chosen['producerTask']} for {name}"
        )
    return found


def typed(component: Spec, inputs: Inputs, without: str = "") -> Inputs:
    """The inputs with the types that the component declares. without: a parameter that need not be there."""
    values = dict(inputs.parameters)
    for name, spec in component.get("inputDefinitions", {}).get("parameters", {}).items():
        if name == without or (name not in values and spec.get("isOptional")):
            continue
        if name not in values:
            default = " and its default is not used, because it is not optional" if "defaultValue" in spec else ""
            raise BadValue(f"no value provided for non-optional parameter {name!r}{default}")
        if values[name] is not None:
            values[name] = checked(values[name], spec["parameterType"], name)
    return Inputs(values, inputs.artifacts)


def outputs(component: Spec, outcomes: Mapping[str, Outcome]) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    """What a DAG hands out. What comes from a task that did not run is left out."""
    spec = component["dag"].get("outputs", {})
    parameters, artifacts = {}, {}
    for name, wanted in spec.get("parameters", {}).items():
        one = wanted.get("valueFromParameter")
        for choice in [one] if one else wanted["valueFromOneof"]["parameterSelectors"]:
            task = outcomes[choice["producerSubtask"]]
            if task.status is Status.SUCCEEDED and choice["outputParameterKey"] in task.parameters:
                parameters[name] = task.parameters[choice["outputParameterKey"]]
                break
    for name, wanted in spec.get("artifacts", {}).items():
        for choice in wanted["artifactSelectors"]:
            task = outcomes[choice["producerSubtask"]]
            if task.status is Status.SUCCEEDED and choice["outputArtifactKey"] in task.artifacts:
                artifacts[name] = task.artifacts[choice["outputArtifactKey"]]
                break
    return parameters, artifacts


def _of_nested(component: Spec, inputs: Spec) -> dict[str, Any]:
    """The defaults of a nested pipeline's parameters that the task says nothing of; None where there is no default."""
    declared = component.get("inputDefinitions", {}).get("parameters", {})
    return {
        name: normal(spec.get("defaultValue"))
        for name, spec in declared.items()
        if name not in inputs.get("parameters", {}) and spec.get("isOptional")
    }


def _output(scope: Scope, producer: str) -> Outcome:
    if producer not in scope.outcomes:
        raise Malformed(f"unknown producer task {producer!r} in DAG")
    return scope.outcomes[producer]
