"""How large a run becomes in the cluster: KFP makes an Argo workflow of a package, which is one Kubernetes object.

Its spec has each container and component once, as JSON within JSON; the spec of each task, twice; and what starts the
driver and the launcher of each task. Its status has, of each task that has run, what its driver was given and gave, the
command four times. Argo compresses the status, not the spec. `tests/kfp/workflow.py` has the whole object, to count.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
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


def workflow_size(spec: Mapping[str, Any]) -> int:
    """About how many bytes the workflow of a pipeline spec has when all its tasks have run."""
    executors = spec["deploymentSpec"]["executors"].values()
    components = [spec["root"], *spec["components"].values()]
    tasks = [task for component in components for task in component.get("dag", {}).get("tasks", {}).values()]
    commands = _dumped([executor.get("container", executor) for executor in executors])
    size = sum(_within_json(text) for text in (commands, _dumped(components), _dumped(tasks)))
    status = int(_COPIES * _AS_TEXT * len(zlib.compress(commands.encode(), 1)))
    return size + status + len(tasks) * (_TASK + _STATUS)


def _dumped(data: Any) -> str:
    return json.dumps(data, separators=(",", ":"))


def _within_json(text: str) -> int:
    """Bytes of a text as a JSON string."""
    return len(text) + text.count('"') + text.count("\\")
