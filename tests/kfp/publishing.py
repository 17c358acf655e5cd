"""What KFP's launcher collects after the user's process, uploads and publishes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from tests.kfp.outcome import Outcome, Status
from tests.kfp.store import Store
from tests.kfp.uris import local_path
from tests.kfp.values import BadValue, from_text, normal

Spec = Mapping[str, Any]
OUTPUT_KEYS = {"parameters", "artifacts", "parameterValues"}
ARTIFACT_KEYS = {"name", "type", "uri", "properties", "customProperties", "metadata", "customPath"}


def published(component: Spec, executor_input: Spec, store: Store) -> Outcome:
    """What other tasks see of a task whose process ended well. Raises BadValue where the launcher fails."""
    outputs = executor_input["outputs"]
    told = _executor_output(Path(outputs["outputFile"]))
    parameters = normal(told.get("parameterValues", {}))
    kinds = component.get("outputDefinitions", {}).get("parameters", {})
    for name, spec in outputs.get("parameters", {}).items():
        if name not in parameters:
            parameters[name] = _from_file(name, Path(spec["outputFile"]), kinds[name]["parameterType"])
    artifacts = {}
    for name, listed in outputs.get("artifacts", {}).items():
        said = told.get("artifacts", {}).get(name, {}).get("artifacts", [{}])
        artifacts[name] = [_uploaded(one, said[0] if said else {}, store) for one in listed["artifacts"]]
    return Outcome(Status.SUCCEEDED, parameters, artifacts)


def _executor_output(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    try:
        told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"), parse_constant=_no_number)
    except ValueError as error:
        raise BadValue(f"failed to unmarshal ExecutorOutput: {error}") from error
    unknown = told.keys() - OUTPUT_KEYS
    for listed in told.get("artifacts", {}).values():
        for one in listed["artifacts"]:
            unknown |= one.keys() - ARTIFACT_KEYS
    if unknown:
        raise BadValue(f"failed to unmarshal ExecutorOutput: unknown field {sorted(unknown)}")
    return told


def _from_file(name: str, file: Path, kind: str) -> Any:
    try:
        return from_text(file.read_text(encoding="utf-8"), kind)
    except FileNotFoundError:
        raise BadValue(f"failed to read output parameter name={name!r} type={kind!r} path={str(file)!r}") from None


def _uploaded(artifact: Spec, said: Spec, store: Store) -> dict[str, Any]:
    """The artifact as ML Metadata keeps it; its name there is a number."""
    source = local_path({**artifact, **({"customPath": said["customPath"]} if said.get("customPath") else {})})
    uri = said.get("uri") or artifact["uri"]
    store.upload(uri, source)
    metadata = {**artifact.get("metadata", {}), **said.get("metadata", {})}
    kept = {key: _kept(key, value) for key, value in normal(metadata).items()}
    found = {"name": str(abs(hash(uri)) % 10**6), "type": artifact["type"], "uri": uri}
    return {**found, "metadata": kept} if kept else found


def _kept(key: str, value: Any) -> Any:
    if value is None:
        raise BadValue(f"unable to produce MLMD artifact: unsupported value type of {key}: null")
    return int(value) if isinstance(value, bool) else value


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON")
