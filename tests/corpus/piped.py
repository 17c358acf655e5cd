"""A run as a pipeline, through the services that the command and the server use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kale_converter.model import Division, Severity
from kale_ext.engines.interface import RunId, RunState
from kale_ext.errors import NotConvertible
from kale_ext.services.conversion import convert_file
from kale_ext.services.runs import Runs


@dataclass(frozen=True, slots=True)
class Piped:
    """The executed notebook (None where the notebook was refused) and the cells that diagnostics named beforehand."""

    notebook: Mapping[str, Any] | None
    named: frozenset[int]
    told: tuple[str, ...]
    state: RunState | None = None


def run_as_pipeline(runs: Runs, file: Path, division: Division | None = None) -> Piped:
    """Convert and run the notebook file, and wait for the end."""
    conversion, _ = convert_file(file, division)
    findings = [finding for finding in conversion.diagnostics if finding.severity is not Severity.INFO]
    named = frozenset(finding.span.cell for finding in findings if finding.span)
    told = tuple(f"{finding.code} {finding.span or 'notebook'}: {finding.message}" for finding in findings)
    try:
        run_id: RunId = runs.start(file, division=division).id
    except NotConvertible:
        return Piped(None, named, told)
    for _ in runs.follow(run_id):
        pass
    return Piped(runs.notebook(run_id), named, told, runs.get(run_id))
