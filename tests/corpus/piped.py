"""A run as a pipeline, through the services that the command and the server use."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kale_converter.analysis import Analyser
from kale_converter.model import Conversion, Division, Severity
from kale_converter.reading.division import divide
from kale_converter.reading.metadata import read_metadata
from kale_converter.reading.tags import read_all_tags
from kale_ext.engines.interface import RunId, RunState
from kale_ext.errors import NotConvertible
from kale_ext.services.conversion import convert_file
from kale_ext.services.runs import Runs
from tests.corpus.measures import Measures, measure

SECONDS = 1800
GLANCE = 0.1
"""Seconds between two looks at a run."""


@dataclass(frozen=True, slots=True)
class Piped:
    """The executed notebook (None where the notebook was refused) and the cells that diagnostics named beforehand.

    seconds: from the file to the end of the run. cut: it ran out of time and was cancelled.
    """

    notebook: Mapping[str, Any] | None
    named: frozenset[int]
    told: tuple[str, ...]
    state: RunState | None = None
    measures: Measures | None = None
    seconds: float = 0.0
    cut: bool = False


def run_as_pipeline(runs: Runs, file: Path, division: Division | None = None, seconds: float = SECONDS) -> Piped:
    """Convert and run the notebook file, and wait for the end, at most for so many seconds."""
    begun = time.monotonic()
    conversion, content = convert_file(file, division)
    findings = [finding for finding in conversion.diagnostics if finding.severity is not Severity.INFO]
    named = frozenset(cell for finding in findings if finding.span for cell in (finding.span.cell, *finding.cells))
    told = tuple(f"{finding.code} {finding.span or 'notebook'}: {finding.message}" for finding in findings)
    try:
        run_id = runs.start(file, content=content, conversion=conversion).id
    except NotConvertible:
        return Piped(None, named, told)
    cut = not _ended(runs, run_id, begun + seconds)
    took = time.monotonic() - begun
    state = runs.get(run_id)
    return Piped(runs.notebook(run_id), named, told, state, _measured(conversion, state), took, cut)


def _ended(runs: Runs, run_id: RunId, deadline: float) -> bool:
    """Wait for the end; at the deadline cancel, and say False."""
    while not runs.get(run_id).status.ended:
        if time.monotonic() > deadline:
            runs.cancel(run_id)
            return False
        time.sleep(GLANCE)
    return True


def _measured(conversion: Conversion, state: RunState) -> Measures | None:
    pipeline = conversion.pipeline
    if pipeline is None:
        return None
    notebook = conversion.notebook
    divided = divide(notebook, read_all_tags(notebook), pipeline.division, read_metadata(notebook).asked)
    return measure(pipeline, Analyser().analyse(divided).assumptions, state)
