"""The Argo workflow that KFP makes of a package, spec and status, when all its container tasks have run: to be counted.

After KFP's `argocompiler` and the driver's pod spec patches, and Argo's packer, which compresses the status of a
workflow of more than 1 MiB. `python -m tests.kfp.workflow PACKAGE…` prints sizes.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Spec = Mapping[str, Any]
RUN = "pipeline-x7k2p"
UUID = "3b241101-e2bb-4255-8caf-4136c566a962"


@dataclass(slots=True)
class Workflow:
    """A workflow on its way. parameters: components and containers, by hash. nodes: of the status."""

    spec: Spec
    parameters: dict[str, str] = field(default_factory=dict)
    templates: list[Spec] = field(default_factory=list)
    nodes: dict[str, Spec] = field(default_factory=dict)

    def add(self, name: str, component: Spec) -> None:
        """Add the template of a graph, and all below it."""
        self.parameters[f"components-{name}"] = dumped(component)
        tasks: list[Spec] = []
        for task, spec in component["dag"]["tasks"].items():
            label = spec["componentRef"]["name"]
            other = self.spec["components"][label]
            if "dag" in other:
                self.add(label, other)
                tasks += self._started(task, spec, label)
            else:
                container = self.spec["deploymentSpec"]["executors"][other["executorLabel"]]["container"]
                known = hashlib.sha256(dumped(container).encode()).hexdigest()
                self.parameters |= {f"components-{known}": dumped(other), f"implementations-{known}": dumped(container)}
                tasks += self._started(task, spec, known)
                self._ran(task, spec, other, container)
        self.templates.append({"name": name, "dag": {"tasks": tasks}, "inputs": given(**{"parent-dag-id": ""})})

    def _started(self, task: str, spec: Spec, known: str) -> list[Spec]:
        """The driver and what it decides on, as tasks of a template."""
        of_driver = f"{{{{tasks.{task}-driver.outputs.parameters"
        driver = given(
            component=f"{{{{workflow.parameters.components-{known}}}}}",
            task=dumped(spec),
            container=f"{{{{workflow.parameters.implementations-{known}}}}}",
            **{"task-name": task, "parent-dag-id": "{{inputs.parameters.parent-dag-id}}"},
        )
        patch = given(**{"pod-spec-patch": f"{of_driver}.pod-spec-patch}}", "cached-decision": f"{of_driver}.cached}}"})
        waits = " && ".join(f"{other}.Succeeded" for other in spec.get("dependentTasks", ()))
        return [
            {"name": f"{task}-driver", "template": "system-container-driver", "arguments": driver, "depends": waits},
            {"name": task, "template": "system-container-executor", "arguments": patch, "depends": f"{task}-driver.x"},
        ]

    def _ran(self, task: str, spec: Spec, component: Spec, container: Spec) -> None:
        """The nodes of a container task: its driver, and the executor's graph and pod."""
        whole = dumped({"containers": [_patched(task, component, container)]})
        done = {"phase": "Succeeded", "progress": "1/1", "startedAt": "2026-11-22T10:41:00Z", "type": "Pod"}
        done |= {"finishedAt": "2026-11-22T10:41:30Z", "templateScope": f"local/{RUN}", "boundaryID": f"{RUN}-12345678"}
        done |= {"hostNodeName": "node-1", "resourcesDuration": {"cpu": 1, "memory": 10}}
        driver = given(component=dumped(component), task=dumped(spec), container=dumped(container))
        gave = given(**{"pod-spec-patch": whole, "cached-decision": "false", "condition": "true"})
        patch = given(**{"pod-spec-patch": whole})
        for name, kind, inputs, outputs in (
            (f"{task}-driver", "system-container-driver", driver, gave),
            (task, "system-container-executor", patch, {}),
            (f"{task}.executor", "system-container-impl", patch, {"exitCode": "0"}),
        ):
            number = f"{RUN}-{len(self.nodes) * 7919 % 10**10}"
            about = {"id": number, "name": f"{RUN}.root.{name}", "displayName": name, "templateName": kind}
            self.nodes[number] = {**done, **about, "inputs": inputs, "outputs": outputs, "children": [number[::-1]]}

    @property
    def sizes(self) -> tuple[int, int]:
        """Bytes of the spec, and of the status as Argo compresses it."""
        spec = {"arguments": given(**self.parameters), "templates": self.templates}
        return len(dumped(spec)), len(base64.b64encode(gzip.compress(dumped(self.nodes).encode(), 6, mtime=0)))


def workflow(spec: Spec) -> Workflow:
    """The workflow of a pipeline spec."""
    made = Workflow(spec)
    made.add("root", spec["root"])
    return made


def given(**values: str) -> dict[str, Any]:
    """Parameters, as Argo writes them."""
    return {"parameters": [{"name": name, "value": value} for name, value in values.items()]}


def dumped(data: Any) -> str:
    """JSON as Go writes it."""
    return json.dumps(data, separators=(",", ":"))


def _patched(task: str, component: Spec, container: Spec) -> Spec:
    """The pod's container: KFP's launcher with what it is to do, and with what it is to start."""
    kinds = ((component.get("inputDefinitions", {}), "inputs"), (component.get("outputDefinitions", {}), "outputs"))
    uri = f"minio://mlpipeline/v2/artifacts/{RUN}/{UUID}/{task}"
    executor = {
        kind: {
            "artifacts": {
                name: {
                    "artifacts": [{"type": about["artifactType"], "uri": f"{uri}/{name}", "metadata": {"name": name}}]
                }
                for name, about in definitions.get("artifacts", {}).items()
            },
            "parameterValues": dict.fromkeys(definitions.get("parameters", {}), 1),
        }
        for definitions, kind in kinds
    }
    launcher = ["/kfp-launcher/launch", "--run_id", UUID, "--executor_input", dumped(executor), "--component_spec"]
    launcher += [dumped(component), "--pod_name", "$(KFP_POD_NAME)", "--pod_uid", "$(KFP_POD_UID)", "--"]
    return {**container, "name": "main", "command": [*launcher, *container["command"]]}


def main(files: list[str]) -> None:
    """Print the sizes for packages."""
    from kale_converter.export.kfp.workflow import sizes

    for file in files:
        spec = next(iter(yaml.safe_load_all(Path(file).read_text(encoding="utf-8"))))
        of_spec, of_status = workflow(spec).sizes
        print(
            f"{file}: {len(dumped(spec)):,} bytes; in the cluster {of_spec + of_status:,}, of which status "
            f"{of_status:,}; estimated {sizes(spec).run:,}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
