"""What the tests of exported packages share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.kfp import oracle
from tests.kfp.environments import environment
from tests.kfp.outcome import Run
from tests.kfp.package import read_package
from tests.kfp.running import run_package

Runner = Callable[..., Run]


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """The folder of a `python3` that has the standard library only."""
    return environment(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def run(empty, tmp_path) -> Runner:
    """Run a package's text: `run(text, parameters, …)`; each call in a folder of its own."""
    calls: list[Path] = []

    def runner(text: str, parameters: dict[str, Any] | None = None, **how: Any) -> Run:
        folder = tmp_path / f"run-{len(calls)}"
        calls.append(folder)
        folder.mkdir()
        return run_package(read_package(text), how.pop("python", empty), folder, parameters, **how)

    return runner


@pytest.fixture(scope="session")
def compiled(tmp_path_factory):
    """Packages that KFP's compiler wrote, by name, and the folder in which their volumes are mounted."""
    oracle.require()
    root = tmp_path_factory.mktemp("mounts")
    texts = oracle.compile_into(tmp_path_factory.mktemp("dsl"), "dsl_pipelines", {"KALE_TEST_ROOT": str(root)})
    return texts, root
