"""A plain run: the cells top to bottom in one kernel, which knows nothing of Kale Ext."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

SECONDS = 600
_HASTEN = """
import time
def faster(read):
    begun = read()
    return lambda: begun + 1000 * (read() - begun)
for name in ("time", "perf_counter", "process_time", "thread_time"):
    for name in (name, f"{name}_ns"):
        setattr(time, name, faster(getattr(time, name)))
"""
_HASTY = f"--IPKernelApp.exec_lines=exec({_HASTEN!r}, {{}})"


@dataclass(frozen=True, slots=True)
class Plain:
    """The notebook with its outputs, the first error, None where there was none, and the seconds it took.

    cut: it ran out of time or its kernel died, so that its outputs say nothing.
    """

    notebook: Mapping[str, Any]
    error: str | None
    seconds: float = 0.0
    cut: bool = False


def run_plainly(notebook: Mapping[str, Any], folder: Path, seconds: float = SECONDS, *, hasty: bool = False) -> Plain:
    """Run every code cell but those tagged `skip`, in `folder`, up to the first that raises, for so many seconds.

    hasty: the clocks that the cells read go a thousand times as fast, so that what shows a time differs, however
    short.
    """
    node = nbformat.reads(json.dumps(notebook), as_version=4)
    for cell in node.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            if "skip" in cell.metadata.get("tags", ()):
                cell.source = ""
    begun = time.monotonic()
    client = NotebookClient(
        node,
        timeout_func=lambda _cell: max(1, int(begun + seconds - time.monotonic())),
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        coalesce_streams=True,
        extra_arguments=[_HASTY] if hasty else [],
    )
    error, cut = None, False
    try:
        client.execute(stderr=subprocess.DEVNULL)  # where the kernel talks of itself
    except CellExecutionError as raised:
        error = f"{raised.ename}: {raised.evalue}"
    except CellTimeoutError:
        error, cut = f"more than {seconds:.0f} seconds", True
    except DeadKernelError:
        error, cut = "the kernel died", True
    return Plain(node, error, time.monotonic() - begun, cut)
