"""Notebooks, exported and run by the executor; what their cells put out, put together again."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kale_converter.export.errors import ExportError
from kale_converter.export.kfp import Package, to_kfp
from kale_converter.export.surroundings import PLAIN_IMAGE
from kale_converter.model import Conversion, Division, Target
from kale_ext.services.conversion import convert_file
from kale_ext.services.exports import surroundings_of
from tests.kfp.outcome import Run, Status
from tests.kfp.package import read_package
from tests.kfp.running import run_package

LARGEST_FILE = 100_000
"""Bytes of a data file that travels with the steps."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A notebook and its package; refused: why there is none."""

    conversion: Conversion
    content: Mapping[str, Any]
    package: Package | None
    refused: str = ""

    @property
    def named(self) -> frozenset[int]:
        """The cells that diagnostics name."""
        return frozenset(finding.span.cell for finding in self.conversion.diagnostics if finding.span)

    def run(self, python: Path, folder: Path, parameters: Mapping[str, Any] | None = None, **how: Any) -> Run:
        """Run the package as KFP would."""
        assert self.package is not None, self.refused
        return run_package(read_package(self.package.text()), python, folder, parameters, **how)


def export(file: Path, division: Division | None = None) -> Exported:
    """Export a notebook file with what lies beside it, data files too where they are small."""
    conversion, content = convert_file(file, division, target=Target.KUBEFLOW)
    if not conversion.ok:
        told = "; ".join(f"{finding.code} {finding.message}" for finding in conversion.diagnostics)
        return Exported(conversion, content, None, told)
    beside = [
        path for path in sorted(file.parent.rglob("*")) if path.is_file() and path.suffix not in {".ipynb", ".py"}
    ]
    small = [path for path in beside if path.stat().st_size <= LARGEST_FILE]
    try:
        around = surroundings_of(file, conversion, files=small)
        return Exported(conversion, content, to_kfp(conversion, replace(around, default_image=PLAIN_IMAGE)))
    except ExportError as error:
        return Exported(conversion, content, None, f"{error.code}: {error.message}")


def executed(exported: Exported, run: Run) -> dict[str, Any]:
    """The notebook with what its cells put out, each in the step that it is in; the prologue's from the first step."""
    notebook: dict[str, Any] = copy.deepcopy(dict(exported.content))
    by_id = {cell.id: cell.index for cell in exported.conversion.notebook.cells}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    seen: set[str] = set()
    for step in _steps(run):
        for cell in step["cells"]:
            if cell["id"] in by_id and cell["id"] not in seen:
                seen.add(cell["id"])
                notebook["cells"][by_id[cell["id"]] - 1]["outputs"] = cell["outputs"]
    return notebook


def _steps(run: Run) -> list[dict[str, Any]]:
    """The executed notebooks of the steps, in the order in which they ended."""
    found = []
    for task in run.tasks:
        if "notebook" not in task.executor_input.get("outputs", {}).get("artifacts", {}):
            continue
        if task.status is Status.SUCCEEDED:
            file = run.file(task.path, "notebook")
        else:
            file = Path(task.executor_input["outputs"]["artifacts"]["notebook"]["artifacts"][0]["customPath"])
        if file.exists():
            found.append(json.loads(file.read_text(encoding="utf-8")))
    return found
