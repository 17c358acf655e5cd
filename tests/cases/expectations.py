"""What a plain run of each case prints: computed in a real kernel, kept in `expected.json`."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.cases.collection import Case
from tests.corpus.plain import run_plainly

FILE = Path(__file__).with_name("expected.json")


def result_lines(notebook: Mapping[str, Any]) -> list[str]:
    """The lines that begin with RESULT among the printed text of all cells, in the order of the cells."""
    printed = (
        "".join(output["text"])
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
        for output in cell["outputs"]
        if output["output_type"] == "stream" and output["name"] == "stdout"
    )
    return [line for text in printed for line in text.splitlines() if line.startswith("RESULT")]


def kept() -> dict[str, dict[str, Any]]:
    """`expected.json`: per case name, the fingerprint of its text and the lines."""
    found: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def computed(cases: Iterable[Case], workers: int = 2) -> dict[str, dict[str, Any]]:
    """The same, computed now: each case in a kernel and a folder of its own."""
    with ThreadPoolExecutor(workers) as pool:
        return dict(pool.map(_expect, [case for case in cases if not case.mistake]))


def _expect(case: Case) -> tuple[str, dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        plain = run_plainly(case.notebook(), Path(folder))
    assert plain.error is None, f"{case.name}: the plain run fails: {plain.error}"
    lines = result_lines(plain.notebook)
    assert lines, f"{case.name}: prints no RESULT"
    return case.name, {"case": case.fingerprint, "expected": lines}
