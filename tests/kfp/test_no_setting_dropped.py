"""Whatever is asked of a step is in the exported package, or the export is refused: no setting is dropped on the way."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from kale_converter.convert import convert
from kale_converter.export.errors import ExportError
from kale_converter.export.kfp import to_kfp
from kale_converter.export.surroundings import Surroundings
from kale_converter.model import NodeProfile, StepSettings, Target, VolumeKind
from kale_converter.program.bundle import make_program
from kale_converter.reading.notebook import parse_notebook
from kale_converter.reading.quantity import amount_of_bytes
from kale_converter.reading.settings_form import read_settings, write_settings
from tests.kfp.settings import FIELDS, step_settings

GPU = NodeProfile("gpu", node_selector=(("pool", "gpu"),))
PARAMETERS = "rows = 2\nflag = True"
HONOURED_HERE = {"limits", "retries", "timeout", "env"}
"""On this machine; of `limits`, CPU and memory."""
SAYS_NOTHING = {"cache": False, "report": False}
"""What needs no word on this machine: nothing is cached and no report is made anyway."""


@dataclass(frozen=True)
class Exported:
    """Where what is asked of the step `a` has to be. own: its own task. tasks: all of the package."""

    container: Mapping[str, Any]
    config: Mapping[str, Any]
    own: Mapping[str, Any]
    tasks: tuple[Mapping[str, Any], ...]
    bundle: Mapping[str, Any]

    def of_some_task(self, *keys: str) -> list[Any]:
        """What stands there in the tasks that have it."""
        found: list[Any] = list(self.tasks)
        for key in keys:
            found = [one[key] for one in found if key in one]
        return found


def named(items: Any, name: str) -> set[str]:
    return {one[name] for one in items}


def mounted(given: Exported, asked: StepSettings) -> bool:
    claims = {(one["mountPath"], one.get("subPath", "")): one for one in given.config.get("pvcMount", ())}
    own = {one["mountPath"]: one for one in given.config.get("genericEphemeralVolume", ())}
    for volume in asked.volumes:
        if volume.kind is VolumeKind.EPHEMERAL:
            made = own[volume.mount_point]
            same = (made["volumeName"], made["size"], made.get("storageClassName", "")) == (
                volume.name,
                amount_of_bytes(volume.size or 0),
                volume.storage_class,
            )
            if not same or made.get("metadata", {}).get("annotations", {}) != dict(volume.annotations):
                return False
        else:
            claim = claims[volume.mount_point, volume.sub_path]
            if volume.kind is VolumeKind.EXISTING and claim["constant"] != volume.name:
                return False
            if volume.kind is VolumeKind.NEW and not made_by_the_run(given, volume):
                return False
    return True


def made_by_the_run(given: Exported, volume: Any) -> bool:
    wanted = {"pvc_name_suffix": f"-{volume.name}", "size": amount_of_bytes(volume.size)}
    wanted |= {"storage_class_name": volume.storage_class} if volume.storage_class else {}
    wanted |= {"annotations": dict(volume.annotations)} if volume.annotations else {}
    return any(
        all(inputs.get(name) == {"runtimeValue": {"constant": value}} for name, value in wanted.items())
        for inputs in given.of_some_task("inputs", "parameters")
    )


def resources(given: Exported, amounts: tuple[tuple[str, str], ...], kind: str) -> bool:
    found = given.container.get("resources", {})
    plain = {"cpu": f"resourceCpu{kind}", "memory": f"resourceMemory{kind}"}
    for name, amount in amounts:
        if name in plain and found[plain[name]] != amount:
            return False
        if name not in plain and (found["accelerator"]["resourceType"], found["accelerator"]["resourceCount"]) != (
            name,
            amount,
        ):
            return False
    return True


FOUND: dict[str, Callable[[Exported, StepSettings], bool]] = {
    "limits": lambda e, s: resources(e, s.limits, "Limit"),
    "requests": lambda e, s: resources(e, s.requests, "Request"),
    "image": lambda e, s: e.container["image"] == s.image,
    "labels": lambda e, s: e.config["podMetadata"]["labels"] == dict(s.labels),
    "annotations": lambda e, s: e.config["podMetadata"]["annotations"] == dict(s.annotations),
    "secrets": lambda e, s: (
        [(o["secretName"], o["optional"], *o["keyToEnv"][0].values()) for o in e.config["secretAsEnv"]]
        == [(one.secret, one.optional, one.env, one.key) for one in s.secrets]
    ),
    "config_maps": lambda e, s: (
        [(o["configMapName"], o["optional"], *o["keyToEnv"][0].values()) for o in e.config["configMapAsEnv"]]
        == [(one.config_map, one.optional, one.key, one.env) for one in s.config_maps]
    ),
    "secret_files": lambda e, s: (
        [(o["secretName"], o["mountPath"], o["optional"]) for o in e.config["secretAsVolume"]]
        == [(one.secret, one.mount_point, one.optional) for one in s.secret_files]
    ),
    "config_map_files": lambda e, s: (
        [(o["configMapName"], o["mountPath"], o["optional"]) for o in e.config["configMapAsVolume"]]
        == [(one.config_map, one.mount_point, one.optional) for one in s.config_map_files]
    ),
    "volumes": mounted,
    "cache": lambda e, s: e.own["cachingOptions"].get("enableCache", False) is s.cache,
    "cache_key": lambda e, s: s.cache is False or e.own["cachingOptions"]["cacheKey"] == s.cache_key,
    "report": lambda e, s: bool(e.bundle["report"]) is s.report,
    "retries": lambda e, s: s.retries in e.of_some_task("retryPolicy", "maxRetryCount"),
    "backoff": lambda e, s: (
        not s.retries or f"{math.ceil(s.backoff.seconds)}s" in e.of_some_task("retryPolicy", "backoffDuration")
    ),
    "timeout": lambda e, s: e.config["activeDeadlineSeconds"] == str(math.ceil(s.timeout or 0)),
    "env": lambda e, s: [(one["name"], one["value"].replace("$$(", "$(")) for one in e.container["env"]] == list(s.env),
    "profile": lambda e, _: e.config["nodeSelector"]["labels"]["pool"] == "gpu",
    "node_selector": lambda e, s: e.config["nodeSelector"]["labels"].items() >= dict(s.node_selector).items(),
    "pull_policy": lambda e, s: e.config["imagePullPolicy"] == s.pull_policy,
    "pull_secrets": lambda e, s: named(e.config["imagePullSecret"], "secretName") == set(s.pull_secrets),
    "shared_memory": lambda e, s: e.config["emptyDirMounts"][0]["sizeLimit"] == amount_of_bytes(s.shared_memory or 0),
    "security": lambda e, s: (
        len(e.config["securityContext"])
        == sum(getattr(s.security, field.name) is not None for field in fields(s.security))
    ),
    "foreach": lambda e, s: (
        e.of_some_task("parameterIterator", "items", "raw")
        and (not s.foreach.parallelism or s.foreach.parallelism in e.of_some_task("iteratorPolicy", "parallelismLimit"))
    ),
    "when": lambda e, _: any("inputs.parameter_values" in c for c in e.of_some_task("triggerPolicy", "condition")),
    "exit_handler": lambda e, _: "ALL_UPSTREAM_TASKS_COMPLETED" in e.of_some_task("triggerPolicy", "strategy"),
    "notebook": lambda e, _: any(
        ref.endswith("other-step") or "--" in ref for ref in e.of_some_task("componentRef", "name")
    ),
}


def notebook(asked: StepSettings, source: str = "print(1)") -> Any:
    """Two steps: `first`, and `a` with these settings, whose cell is empty where it is another notebook."""
    cells = [
        ("pipeline-parameters", PARAMETERS),
        ("step:first", "print(rows, flag)"),
        ("step:a", "" if asked.notebook else source),
    ]
    content = {
        "cells": [{"cell_type": "code", "source": source, "metadata": {"tags": [tag]}} for tag, source in cells],
        "metadata": {"kale": json.loads(json.dumps({"steps": {"a": write_settings(asked)}}))},
    }
    return parse_notebook(content, "n")[0]


def tasks(spec: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for component in (spec["root"], *spec["components"].values()):
        yield from component.get("dag", {}).get("tasks", {}).values()


def exported(asked: StepSettings) -> Exported | None:
    """None where it is refused."""
    conversion = convert(notebook(asked), target=Target.KUBEFLOW, profiles=frozenset({"gpu"}))
    if not conversion.ok:
        return None
    other, _ = parse_notebook(
        {"cells": [{"cell_type": "code", "source": "print(2)", "metadata": {"tags": ["step:other"]}}], "metadata": {}},
        "o",
    )
    around = Surroundings(profiles={"gpu": GPU}, notebooks={"other.ipynb": convert(other, target=Target.KUBEFLOW)})
    try:
        package = to_kfp(conversion, around)
    except ExportError:
        return None
    spec, platform = package.pipeline_spec, package.platform_spec
    executors = spec["deploymentSpec"]["executors"]
    container = executors.get("exec-a", {}).get("container", {})
    configs = platform.get("platforms", {}).get("kubernetes", {}).get("deploymentSpec", {}).get("executors", {})
    bundle = next((json.loads(text) for text in container.get("args", ()) if "kale/step" in text), {"report": None})
    made = tuple(tasks(spec))
    own = next(task for task in made if task["componentRef"]["name"] == "comp-a")
    return Exported(container, configs.get("exec-a", {}), own, made, bundle)


def said(asked: StepSettings) -> list[str]:
    return [field.name for field in fields(asked) if getattr(asked, field.name) != getattr(StepSettings(), field.name)]


def test_every_setting_is_tried():
    """A new field of the model is a new line here."""
    names = {field.name for field in fields(StepSettings)}
    assert set(FIELDS) == names
    assert set(FOUND) == names


@settings(max_examples=150, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(step_settings())
def test_settings_come_back_from_metadata(asked):
    """What is written says the same when it is read, through JSON."""
    assert read_settings(json.loads(json.dumps(write_settings(asked)))).settings == asked


@settings(max_examples=150, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(step_settings())
def test_what_is_asked_is_in_the_package_or_refused(asked):
    """Whatever is asked together."""
    made = exported(asked)
    if made is not None:
        assert [name for name in said(asked) if not FOUND[name](made, asked)] == []


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_no_setting_is_always_refused(name):
    """Each can be had, so the test above looks at each."""
    seen = []

    @settings(max_examples=60, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(FIELDS[name])
    def look(value):
        asked = read_settings(write_settings(StepSettings(**{name: value}))).settings
        if name in said(asked) and not seen and (made := exported(asked)) is not None:
            seen.append(FOUND[name](made, asked))

    look()
    assert seen == [True]


@pytest.mark.parametrize("name", sorted(set(FIELDS) - HONOURED_HERE))
def test_this_machine_tells_what_it_does_not_honour(name):
    """Of each setting, with a finding of its own."""

    @settings(max_examples=5, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(FIELDS[name])
    def look(value):
        asked = read_settings(write_settings(StepSettings(**{name: value}))).settings
        plain = {
            (d.code, d.message) for d in convert(notebook(StepSettings(notebook=asked.notebook and "x"))).diagnostics
        }
        found = {(d.code, d.message) for d in convert(notebook(asked)).diagnostics}
        if name in said(asked) and SAYS_NOTHING.get(name) != getattr(asked, name):
            assert any(code.startswith("K5") for code, _ in found - plain), asked

    look()


def test_what_this_machine_honours_is_in_the_program():
    """As it is asked for."""
    asked = StepSettings(limits=(("cpu", "2"),), retries=2, timeout=5.0, env=(("A", "1"),))
    conversion = convert(notebook(asked))
    assert conversion.pipeline is not None
    step = make_program(conversion.notebook, conversion.pipeline, {})["steps"][-1]
    assert {name: step[name] for name in HONOURED_HERE} == {
        "limits": {"cpu": "2"},
        "retries": 2,
        "timeout": 5.0,
        "env": {"A": "1"},
    }
