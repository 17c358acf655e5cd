"""Running a package: DAGs, loops, conditions and exit handlers, as KFP has them done by Argo."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from tests.kfp.cluster import Cluster, Unschedulable
from tests.kfp.conditions import BadCondition, holds
from tests.kfp.limits import TooLarge, fits
from tests.kfp.outcome import Outcome, Run, Status, TaskRun
from tests.kfp.package import STUBS, Malformed, PipelinePackage
from tests.kfp.pod import Pod
from tests.kfp.resolving import Inputs, Scope, outputs, parameter, producers, resolved, root_inputs, typed
from tests.kfp.store import Store
from tests.kfp.values import BadValue

Spec = Mapping[str, Any]
AT_ONCE = 4
"""Iterations of a loop without a limit of its own."""
LAST = "ALL_UPSTREAM_TASKS_COMPLETED"
REFUSALS = (BadValue, BadCondition, Malformed, TooLarge, Unschedulable)
"""With these KFP's driver or launcher fails a task; its process was not started, or what it left is not taken."""


def run_package(
    package: PipelinePackage,
    python: Path,
    folder: Path,
    parameters: Mapping[str, Any] | None = None,
    cluster: Cluster | None = None,
    *,
    real_paths: bool = False,
) -> Run:
    """Run it to its end.

    python: the folder that has the `python3` of every image. folder: for the run, empty. parameters: of the run.
    real_paths: let containers see this machine's `/`, so that artifacts lie in `/minio/…` as they do in a pod; needs the
    right to write there.
    """
    running = _Running(
        package, python, folder, Store(folder / "store"), cluster or Cluster(folder / "claims"), real_paths
    )
    fits("root driver", component=package.root)
    inputs = root_inputs(package.root, parameters or {})
    outcome = running.dag(package.root, inputs, "")
    return Run(outcome, tuple(running.tasks), running.store)


@dataclass(slots=True)
class _Running:
    package: PipelinePackage
    python: Path
    folder: Path
    store: Store
    cluster: Cluster
    real_paths: bool
    tasks: list[TaskRun] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def dag(self, component: Spec, inputs: Inputs, path: str) -> Outcome:
        specs = component["dag"]["tasks"]
        if all(_exit(task) for task in specs.values()):
            raise Malformed(f"DAG {path or 'root'} must contain one or more non-exit tasks")
        outcomes: dict[str, Outcome] = {}
        for name in _in_order(specs):
            task = specs[name]
            ended = {outcomes[other].status for other in _awaited(task)}
            may_run = Status.OMITTED not in ended if _exit(task) else ended <= {Status.SUCCEEDED}
            if may_run:
                outcomes[name] = self.task(task, Scope(inputs, outcomes), f"{path}{name}")
            else:
                outcomes[name] = self._note(f"{path}{name}", Outcome(Status.OMITTED))
        failed = any(outcome.status is Status.FAILED for outcome in outcomes.values())
        return Outcome(Status.FAILED if failed else Status.SUCCEEDED, *outputs(component, outcomes))

    def task(self, task: Spec, scope: Scope, path: str) -> Outcome:
        try:
            component = self.package.component(task)
            fits("driver", component=component, task=task)
            iterator = task.get("parameterIterator")
            item = iterator["itemInput"] if iterator else ""
            inputs = typed(component, resolved(task, component, scope), item)
            if not self._wanted(task, inputs):
                return self._note(path, Outcome(Status.SKIPPED))
            if iterator:
                return self._loop(task, component, inputs, path)
            return self._one(task, component, inputs, scope, path)
        except REFUSALS as refusal:
            return self._note(path, Outcome(Status.FAILED, message=f"{type(refusal).__name__}: {refusal}"))

    def _one(self, task: Spec, component: Spec, inputs: Inputs, scope: Scope, path: str) -> Outcome:
        if "dag" in component:
            return self.dag(component, inputs, f"{path}/")
        label = component["executorLabel"]
        container, kubernetes = self.package.container(label), self.package.kubernetes(label)
        fits("driver", container=container, kubernetes_config=kubernetes)
        if container["image"] in STUBS:
            return self._note(path, self._claim(container["image"], inputs))
        number = next(self.numbers)
        run = Pod(
            path=path,
            component=component,
            container=container,
            kubernetes=kubernetes,
            inputs=replace(inputs, parameters={k: v for k, v in inputs.parameters.items() if v is not None}),
            claims=self._claims(kubernetes, task, scope),
            uris=f"minio://mlpipeline/v2/artifacts/{self.package.pipeline['pipelineInfo']['name']}/run/{path}/{number}",
            python=self.python,
            store=self.store,
            cluster=self.cluster,
            root=Path("/") if self.real_paths else self.folder / "pods" / str(number),
        ).run(1 + task.get("retryPolicy", {}).get("maxRetryCount", 0))
        self.tasks.append(run)
        return run.outcome

    def _loop(self, task: Spec, component: Spec, inputs: Inputs, path: str) -> Outcome:
        iterator = task["parameterIterator"]
        given = iterator["items"].get("inputParameter", "")
        items = inputs.parameters[given] if given else json.loads(iterator["items"]["raw"])
        if isinstance(items, str):
            items = json.loads(items)
        if not isinstance(items, list):
            raise BadValue(f"iterating on item input {iterator['itemInput']!r} failed: no list: {items!r}")
        rest = {name: value for name, value in inputs.parameters.items() if name != given}

        def iteration(number: int) -> Outcome:
            place = f"{path}[{number}]"
            try:
                one = replace(inputs, parameters={**rest, iterator["itemInput"]: items[number]})
                one = typed(component, one, given)
                return self._one(task, component, one, Scope(one), place)
            except REFUSALS as refusal:
                return self._note(place, Outcome(Status.FAILED, message=f"{type(refusal).__name__}: {refusal}"))

        with ThreadPoolExecutor(task.get("iteratorPolicy", {}).get("parallelismLimit") or AT_ONCE) as pool:
            done = list(pool.map(iteration, range(len(items))))
        return _collected(done)

    def _wanted(self, task: Spec, inputs: Inputs) -> bool:
        condition = task.get("triggerPolicy", {}).get("condition", "")
        return not condition or holds(condition, inputs.as_json())

    def _claims(self, kubernetes: Spec, task: Spec, scope: Scope) -> dict[str, str]:
        """The name of the claim for each path that a pod mounts one at."""
        return {
            mount["mountPath"]: str(parameter(mount["pvcNameParameter"], scope, task))
            for mount in kubernetes.get("pvcMount", ())
        }

    def _claim(self, image: str, inputs: Inputs) -> Outcome:
        given = inputs.parameters
        if image.endswith("deletepvc"):
            self.cluster.claim(given["pvc_name"]).rename(self.cluster.claims / f".deleted-{given['pvc_name']}")
            return Outcome(Status.SUCCEEDED)
        name = given.get("pvc_name") or f"run{given['pvc_name_suffix']}"
        (self.cluster.claims / name).mkdir(parents=True)
        return Outcome(Status.SUCCEEDED, {"name": name})

    def _note(self, path: str, outcome: Outcome) -> Outcome:
        self.tasks.append(TaskRun(path, outcome))
        return outcome


def _collected(done: list[Outcome]) -> Outcome:
    """A loop's outcome: what every iteration gave, in lists. From no iteration comes nothing, not even empty lists."""
    status = Status.FAILED if any(one.status is Status.FAILED for one in done) else Status.SUCCEEDED
    if not done:
        return Outcome(status)
    names = set.intersection(*(set(one.parameters) for one in done))
    kinds = set.intersection(*(set(one.artifacts) for one in done))
    return Outcome(
        status,
        {name: [one.parameters[name] for one in done] for name in sorted(names)},
        {kind: [artifact for one in done for artifact in one.artifacts[kind]] for kind in sorted(kinds)},
    )


def _exit(task: Spec) -> bool:
    return task.get("triggerPolicy", {}).get("strategy") == LAST


def _awaited(task: Spec) -> set[str]:
    return {*task.get("dependentTasks", ()), *producers(task)}


def _in_order(tasks: Mapping[str, Spec]) -> list[str]:
    """The tasks so that each comes after those it waits for; an exit task last, since all else has ended by then."""
    graph = {name: sorted(_awaited(task)) for name, task in sorted(tasks.items())}
    if unknown := sorted({other for awaited in graph.values() for other in awaited} - tasks.keys()):
        raise Malformed(f"unknown producer task {', '.join(unknown)} in DAG")
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise Malformed(f"tasks wait for each other: {error.args[1]}") from error
    return sorted(order, key=lambda name: _exit(tasks[name]))
