"""A plain run: the cells top to bottom in one kernel, which knows nothing of Kale Ext."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

SECONDS_A_CELL = 600


@dataclass(frozen=True, slots=True)
class Plain:
    """The notebook with its outputs, and the first error, None where there was none."""

    notebook: Mapping[str, Any]
    error: str | None


def run_plainly(notebook: Mapping[str, Any], folder: Path) -> Plain:
    """Run every code cell but those tagged `skip`, in `folder`, up to the first that raises."""
    node = nbformat.reads(json.dumps(notebook), as_version=4)
    for cell in node.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            if "skip" in cell.metadata.get("tags", ()):
                cell.source = ""
    client = NotebookClient(
        node,
        timeout=SECONDS_A_CELL,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        coalesce_streams=True,
    )
    try:
        client.execute()
    except CellExecutionError as error:
        return Plain(node, f"{error.ename}: {error.evalue}")
    return Plain(node, None)
