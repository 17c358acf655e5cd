"""How large a run becomes in the cluster: KFP makes an Argo workflow of a package, which is one Kubernetes object.

Its spec has each container and component once, as JSON within JSON; the spec of each task, twice; and what starts the
driver and the launcher of each task. Its status has, of each task that has run, what its driver was given and gave, the
command four times. Argo compresses the status, not the spec. `tests/kfp/workflow.py` has the whole object, to count.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LARGEST_RUN = 1024 * 1024
"""Bytes that Argo keeps of a workflow, compressed, unless the administrator lets it keep more or offload the status."""
_TASK = 1000
"""Bytes of the templates for a task, besides what the task says itself."""
_STATUS = 350
"""Bytes of a task's status, compressed, besides its command."""
_COPIES = 4
"""Of a container in the status."""
_AS_TEXT = 4 / 3
"""Compressed bytes are kept in base64."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes, as JSON. spec: of a pipeline spec, about. graph: of its largest graph. run: of the workflow, about."""

    spec: int
    graph: int
    run: int


def sizes(spec: Mapping[str, Any]) -> Sizes:
    """How large a pipeline spec is, and the workflow that is made of it when all its tasks have run."""
    executors = spec["deploymentSpec"]["executors"].values()
    commands = _dumped([executor.get("container", executor) for executor in executors])
    components = [spec["root"], *spec["components"].values()]
    graphs = [_dumped(component) for component in components if "dag" in component]
    others = _dumped([component for component in components if "dag" not in component])
    tasks = sum(len(component["dag"]["tasks"]) for component in components if "dag" in component)
    in_spec = _within_json(commands) + _within_json(others) + 2 * sum(map(_within_json, graphs))
    in_status = int(_COPIES * _AS_TEXT * len(zlib.compress(commands.encode(), 1)))
    return Sizes(
        len(commands) + len(others) + sum(map(len, graphs)),
        max(map(len, graphs)),
        in_spec + in_status + tasks * (_TASK + _STATUS),
    )


def _dumped(data: Any) -> str:
    return json.dumps(data, separators=(",", ":"))


def _within_json(text: str) -> int:
    """Bytes of a text as a JSON string."""
    return len(text) + text.count('"') + text.count("\\")
