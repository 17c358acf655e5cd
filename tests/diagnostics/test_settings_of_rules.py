"""Findings that depend on the notebook's metadata: sweeps, volumes, and how severe the notebook wants them."""

from __future__ import annotations

import pytest

from kale_converter.model import Severity
from tests.diagnostics.findings import found, places

DRAW = "# %% [step:a]\nimport random\nprint(random.random())"
FILE = "# %% [step:a]\nwith open('notes.txt') as file:\n    print(file.read())"
PATHS = "# %% [step:a]\nif 1 > 2:\n    x = 1\nprint(x)"


def test_a_sweep_counts_on_the_same_numbers_everywhere() -> None:
    """Without one, nothing is said."""
    assert places(DRAW, "K404") == []
    assert places(DRAW, "K404", {"sweep": {"parameters": {}}}) == [(1, 2)]


def test_a_notebook_with_volumes_may_have_its_files_there() -> None:
    """So nothing is said of files beside it, and nothing of paths below its volumes."""
    volumes = [{"name": "data", "mount_point": "/home/ada/data"}]
    assert places(FILE, "K606") == [(1, 1)]
    assert places(FILE, "K606", {"volumes": volumes}) == []
    path = "# %% [step:a]\nx = '/home/ada/data/prices.csv'\nprint(x)"
    assert places(path, "K604") == [(1, 1)]
    assert places(path, "K604", {"volumes": volumes}) == []


@pytest.mark.parametrize("severity", Severity)
def test_a_notebook_sets_the_severity(severity: Severity) -> None:
    """Up and down."""
    assert [finding.severity for finding in found(PATHS, "K207", {"severity": {"K207": severity.value}})] == [severity]


def test_what_is_raised_to_an_error_can_still_be_switched_off_on_its_line() -> None:
    """As linters do."""
    text = PATHS + "  # kale: ignore[K207]"
    assert found(text, "K207", {"severity": {"K207": "error"}}) == []


def test_an_error_cannot_be_lowered() -> None:
    """What it is about cannot run. The attempt is told of."""
    text = "# %% [step:a]\nprint(nowhere)"
    kale = {"severity": {"K202": "info", "K999": "info"}}
    assert [finding.severity for finding in found(text, "K202", kale)] == [Severity.ERROR]
    assert [finding.message for finding in found(text, "K007", kale)] == [
        "`kale.severity` makes K202 info, and an error cannot be lowered",
        "`kale.severity` names K999, and there is no such diagnostic",
    ]


def test_a_severity_that_does_not_exist_is_told_of() -> None:
    """By the schema."""
    assert [finding.code for finding in found(PATHS, "K002", {"severity": {"K207": "off"}})] == ["K002"]
    assert [finding.severity for finding in found(PATHS, "K207", {"severity": {"K207": "off"}})] == [Severity.WARNING]
