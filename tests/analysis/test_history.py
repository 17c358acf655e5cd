"""The kernel's history: every process has its own, and K310 tells where that shows."""

from __future__ import annotations

import pytest

from tests.analysis.pipeline import codes


@pytest.mark.parametrize(
    "line", ["%history -n 1-1", "%rerun -g x", "%recall 1", "%macro again 1", "%save -f it.py 1", "%lsmagic"]
)
def test_magics_of_the_history_are_told(line: str) -> None:
    assert ("K310", 2) in codes(f"# %% [step:a]\nx = 1\n# %% [step:b]\n{line}\n")
