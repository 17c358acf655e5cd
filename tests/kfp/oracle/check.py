"""check.py PACKAGE…: print, as JSON, what KFP finds wrong with each package file; {} where it takes all of them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml
from google.protobuf import json_format
from kfp import components
from kfp.kubernetes import kubernetes_executor_config_pb2
from kfp.pipeline_spec import pipeline_spec_pb2


def objections(file: Path) -> list[str]:
    text = file.read_text(encoding="utf-8")
    found = []
    for document in yaml.safe_load_all(text):
        if "root" in document:
            found += loss(document, pipeline_spec_pb2.PipelineSpec())
            deployment = document["deploymentSpec"]
            found += loss(deployment, pipeline_spec_pb2.PipelineDeploymentConfig())
        else:
            found += loss(document, pipeline_spec_pb2.PlatformSpec())
            executors = document["platforms"]["kubernetes"]["deploymentSpec"].get("executors", {})
            for config in executors.values():
                found += loss(config, kubernetes_executor_config_pb2.KubernetesExecutorConfig())
    try:
        components.load_component_from_text(text)
        components.load_component_from_file(str(file))
    except Exception as error:  # noqa: BLE001 - whatever KFP raises is what it has against the file
        found.append(f"load_component_from_file: {type(error).__name__}: {error}")
    return found


def loss(data: dict[str, Any], message: Any) -> list[str]:
    """What is lost where the official message reads the data and writes it again."""
    try:
        json_format.ParseDict(data, message)
    except json_format.ParseError as error:
        return [f"{type(message).__name__}: {error}"]
    return list(differences(data, json_format.MessageToDict(message), type(message).__name__))


def differences(one: Any, other: Any, where: str) -> list[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        found = [f"{where}.{key} is lost" for key in one.keys() - other.keys() if not empty(one[key])]
        found += [f"{where}.{key} appears" for key in other.keys() - one.keys()]
        return found + [
            w for key in one.keys() & other.keys() for w in differences(one[key], other[key], f"{where}.{key}")
        ]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [w for at, pair in enumerate(zip(one, other, strict=True)) for w in differences(*pair, f"{where}[{at}]")]
    same = one == other or str(one) == str(other) or (isinstance(one, float) and str(int(one)) == other)
    return [] if same else [f"{where}: {one!r} becomes {other!r}"]


def empty(value: Any) -> bool:
    """Whether proto3 writes nothing for it, so that nothing is lost."""
    return value in (None, False, 0, "", [], {})


found = {name: told for name in sys.argv[1:] if (told := objections(Path(name)))}
json.dump(found, sys.stdout, indent=1)
