"""What is told of settings depends on what the pipeline is for.

Each `settings/CODE.json` is a notebook: its `kale` metadata, the names of the administrator's profiles, and cells. The text
beside it has what each target is told.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kale_converter.convert import convert
from kale_converter.diagnostics.registry import RULES
from kale_converter.diagnostics.text import render
from kale_converter.model import Conversion, Severity, Target
from kale_converter.reading.notebook import parse_notebook

CASES = sorted((Path(__file__).parent / "settings").glob("K*.json"))
OF_TARGETS = {rule.code: rule.targets for rule in RULES}


def converted(case: dict[str, Any], target: Target) -> Conversion:
    cells = [
        {
            "cell_type": "code",
            "source": cell["source"],
            "metadata": {key: cell[key] for key in ("tags", "kale") if key in cell},
        }
        for cell in case["cells"]
    ]
    metadata = {"kale": case["kale"], "kubeflow_notebook": case.get("kubeflow_notebook", {})}
    notebook, _ = parse_notebook({"cells": cells, "metadata": metadata}, "n")
    return convert(notebook, target=target, profiles=frozenset(case["profiles"]))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_each_target_is_told_what_concerns_it(path: Path, golden: Callable[[Path, str], None]) -> None:
    """Errors stop it there, and what another target does not honour goes unsaid."""
    case = json.loads(path.read_text(encoding="utf-8"))
    parts = []
    for target in Target:
        found = converted(case, target).diagnostics
        parts.append(f"for {target}:\n" + "".join(f"    {line}\n" for f in found for line in render(f).split("\n")))
    golden(path.with_suffix(".expected"), "\n".join(parts))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_rule_speaks_for_its_targets_only(path: Path) -> None:
    """For each of them it has something to say here, and for no other."""
    case = json.loads(path.read_text(encoding="utf-8"))
    told = {t for t in Target if any(finding.code == path.stem for finding in converted(case, t).diagnostics)}
    assert told == OF_TARGETS[path.stem]


def test_looking_at_a_pipeline_tells_no_limits_of_targets() -> None:
    """What no target minds is no finding for `any`."""
    for path in CASES:
        case = json.loads(path.read_text(encoding="utf-8"))
        of = {t: {(f.code, f.message) for f in converted(case, t).diagnostics if f.code < "K6"} for t in Target}
        alone = {code for code, _ in of[Target.ANY] - of[Target.LOCAL] - of[Target.KUBEFLOW]}
        assert not alone


def test_a_file_that_travels_is_not_told_of() -> None:
    """For a cluster it is a warning where it does not."""
    notebook, _ = parse_notebook(
        {"cells": [{"cell_type": "code", "source": "open('a.csv').read()", "metadata": {}}]}, "n"
    )
    (found,) = [f for f in convert(notebook, target=Target.KUBEFLOW).diagnostics if f.code == "K606"]
    assert found.severity is Severity.WARNING
    carried = convert(notebook, target=Target.KUBEFLOW, carried=frozenset({"a.csv"}))
    assert "K606" not in {finding.code for finding in carried.diagnostics}
