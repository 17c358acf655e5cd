"""What runs within KFP's own environment (`scripts/oracle` makes it), and how tests reach it.

`dsl_pipelines.py`, `twins.py`, `compile.py`, `check.py` and `everything.py` import kfp, which the tests' own environment does not have.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
PYTHON = HERE.parents[2] / ".venv-peers/kfp/bin/python"


def require() -> None:
    """Skip the test, saying so, where KFP's environment is not there; in continuous integration that is a failure."""
    if not PYTHON.exists():
        if os.environ.get("CI"):
            pytest.fail("KFP's environment is missing: run scripts/oracle")
        pytest.skip("needs KFP's own compiler: run scripts/oracle")


def compile_into(folder: Path, module: str, env: Mapping[str, str] | None = None) -> dict[str, str]:
    """Compile the pipelines of a module beside this file; package texts by the name of the pipeline."""
    _run("compile.py", module, str(folder), env=env)
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.yaml"))}


def objections(packages: Iterable[Path]) -> dict[str, list[str]]:
    """What KFP's own messages and validation find wrong with package files, by path; only those with objections."""
    told = _run("check.py", *map(str, packages))
    found: dict[str, list[str]] = json.loads(told)
    return found


def everything() -> dict[str, Any]:
    """What kfp.kubernetes writes for the task of `everything.py`."""
    written: dict[str, Any] = json.loads(_run("everything.py"))
    return written


def _run(script: str, *arguments: str, env: Mapping[str, str] | None = None) -> str:
    place = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **(env or {})}
    done = subprocess.run(
        [PYTHON, HERE / script, *arguments], env=place, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def comparable(value: Any) -> Any:
    """Plain data with sorted keys, so that two of them can be read side by side."""
    if isinstance(value, Mapping):
        return {key: comparable(value[key]) for key in sorted(value)}
    return [comparable(one) for one in value] if isinstance(value, list) else value
