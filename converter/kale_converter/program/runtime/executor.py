"""KFP's executor: what a container is given in the executor input, and what it owes in the executor output."""

import json
from pathlib import Path
from typing import Any, Dict, List

from .refusal import Refusal

_LOCAL = {"gs://": "/gcs/", "minio://": "/minio/", "s3://": "/s3/", "oci://": "/oci/"}
_WORKSPACE = "/kfp-workspace/.artifacts"
FILES = "files:"
"""The name of the artifact that holds the files of a step's working folder."""


class Executor:
    """The executor input, read. Raises Refusal where it is not what KFP gives.

    `parameters` are the input parameters by name. What is said to `value` and `describe` is written by `finish`.
    """

    def __init__(self, text: str) -> None:
        try:
            given = json.loads(text)
        except ValueError as error:
            raise Refusal(f"the executor input is no JSON ({error})", _KFP) from error
        top = _dict({"executor input": given}, "executor input")
        inputs, outputs = _dict(top, "inputs"), _dict(top, "outputs")
        self.parameters: Dict[str, Any] = _dict(inputs, "parameterValues")
        self._inputs = {name: _artifacts(name, value) for name, value in _dict(inputs, "artifacts").items()}
        self._outputs = {name: _artifacts(name, value) for name, value in _dict(outputs, "artifacts").items()}
        self._files = _dict(outputs, "parameters")
        self._file = outputs.get("outputFile")
        if self._file is not None and not isinstance(self._file, str):
            raise Refusal("the executor input's outputFile is no text", _KFP)
        self._values: Dict[str, Any] = {}
        self._metadata: Dict[str, Dict[str, Any]] = {}

    def inputs(self, name: str) -> List[Path]:
        """Where the input artifacts of this name are: one, or one for each item of a loop."""
        return [local_path(artifact) for artifact in self._inputs.get(name, [])]

    def output(self, name: str) -> Path:
        """Where the output artifact of this name must be written; its folder is made."""
        artifacts = self._outputs.get(name)
        if not artifacts:
            raise Refusal(f"the executor input names no output artifact {name!r}", _KFP)
        path = local_path(artifacts[0])
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Refusal(f"the folder {path.parent} cannot be made ({error.strerror})", _WRITABLE) from error
        return path

    def value(self, name: str, value: Any) -> None:
        """An output parameter has this JSON value. Its own file is written at once."""
        self._values[name] = value
        place = _dict(self._files, name).get("outputFile")
        if isinstance(place, str):
            text = value if isinstance(value, str) else json.dumps(value, allow_nan=False)
            write(Path(place), text.encode("utf-8", "replace"))

    def describe(self, name: str, metadata: Dict[str, Any]) -> None:
        """An output artifact has these metadata, JSON without null."""
        self._metadata.setdefault(name, {}).update(metadata)

    def finish(self) -> None:
        """Write the executor output."""
        if self._file is None:
            return
        artifacts: Dict[str, Any] = {}
        for name, metadata in sorted(self._metadata.items()):
            artifact = dict(self._outputs[name][0])
            kept = {key: artifact[key] for key in ("name", "uri", "type") if key in artifact}
            artifacts[name] = {"artifacts": [{**kept, "metadata": {**_dict(artifact, "metadata"), **metadata}}]}
        output = {"parameterValues": self._values, "artifacts": artifacts}
        write(Path(self._file), json.dumps(output, allow_nan=False).encode())


_KFP = "the step must be started by Kubeflow Pipelines, which fills this in"
_WRITABLE = "the container must be able to write there: see the security context of the step, or of the namespace"


def local_path(artifact: Dict[str, Any]) -> Path:
    """Where the launcher puts an artifact, or looks for it."""
    uri = str(artifact.get("uri") or "")
    path = str(artifact.get("customPath") or artifact.get("custom_path") or uri)
    for scheme, folder in _LOCAL.items():
        if path.startswith(scheme):
            rest = path[len(scheme) :]
            path = folder + (rest.replace("/", "_") if scheme == "oci://" else rest)
    metadata = artifact.get("metadata")
    if isinstance(metadata, dict) and metadata.get("_kfp_workspace") is True:
        path = f"{_WORKSPACE}/{path.lstrip('/')}"
    if "://" in path or not path:
        raise Refusal(
            f"the artifact {artifact.get('name') or ''} has an address that no path stands for: {uri!r}", _KFP
        )
    return Path(path)


def write(path: Path, data: bytes) -> None:
    """Write a file, wholly or not at all. Raises Refusal."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        raise Refusal(f"{path} cannot be written ({error.strerror or error})", _WRITABLE) from error


def _dict(holder: Dict[str, Any], name: str) -> Dict[str, Any]:
    value = holder.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Refusal(f"{name!r} in the executor input is no object but {type(value).__name__}", _KFP)
    return value


def _artifacts(name: str, value: Any) -> List[Dict[str, Any]]:
    found = _dict({name: value}, name).get("artifacts") or []
    if not isinstance(found, list) or not all(isinstance(artifact, dict) for artifact in found):
        raise Refusal(f"the artifacts of {name!r} in the executor input are no list of objects", _KFP)
    return found
