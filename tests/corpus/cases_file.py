"""A folder with a `cases.json`: each notebook is compared by its RESULT lines."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kale_ext.engines.interface import Failure
from kale_ext.services.runs import Runs
from tests.cases.expectations import result_lines
from tests.corpus.piped import Piped, run_as_pipeline
from tests.corpus.verdict import Finding, Report


def case_report(runs: Runs, file: Path, expected: Mapping[str, Any]) -> Report:
    """Run the notebook by its tags. expected: its entry in `cases.json`."""
    with tempfile.TemporaryDirectory() as place:
        piped = run_as_pipeline(runs, Path(shutil.copy(file, place)))
    if expected["notebook_error"] is not None:
        if piped.named or any(failure.cell for failure in _failures(piped)):
            return Report(file.stem, "case", measures=piped.measures)
        return Report(file.stem, "case", (Finding(0, ("the plain run fails and nobody named the cell",), named=False),))
    lines = result_lines(piped.notebook) if piped.notebook else []
    wanted = [line for line in expected["expected"] if line.startswith("RESULT")]
    if lines == wanted:
        return Report(file.stem, "case", measures=piped.measures)
    return Report(file.stem, "case", (Finding(0, (f"{wanted} expected, {lines} came", *_why(piped)), named=False),))


def _why(piped: Piped) -> list[str]:
    return [*piped.told, *(f"cell {f.cell}, line {f.line}: {f.name}: {f.message}" for f in _failures(piped))]


def _failures(piped: Piped) -> list[Failure]:
    return [] if piped.state is None else [step.failure for step in piped.state.steps if step.failure]
