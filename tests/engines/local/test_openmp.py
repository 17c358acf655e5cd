"""A prologue that has computed on several threads of OpenMP leaves steps that can."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kale_converter.model import StepSettings
from kale_ext.engines.interface import Status
from kale_ext.engines.local import LocalEngine
from tests.contract.conftest import run_story
from tests.engines.stories import Story

FITTING = """
import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor
X = np.arange(4000.0).reshape(-1, 2)
model = HistGradientBoostingRegressor(max_iter=3).fit(X, X[:, 0])
"""


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one processor has no threads to wait for")
def test_a_step_computes_on_threads_as_the_prologue_has(tmp_path: Path) -> None:
    """It does not wait for threads that only the process it was forked from has."""
    pytest.importorskip("sklearn")
    story = Story().prologue(FITTING).step("fit", "model.fit(X, X[:, 1])", settings=StepSettings(timeout=60))
    assert run_story(LocalEngine(tmp_path / "runs"), story, tmp_path).status is Status.SUCCEEDED
