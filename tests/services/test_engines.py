"""Engines found by entry points."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from kale_ext.services.engines import GROUP, installed_engines


def point(name: str, value: str) -> EntryPoint:
    return EntryPoint(name, value, GROUP)


def test_engines_are_found_by_name() -> None:
    """An entry point's engine is there under the engine's own name."""
    assert list(installed_engines([point("anything", "tests.engines.fake:FakeEngine")])) == ["local"]


def test_a_broken_engine_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    """An engine that cannot be loaded is a warning in the log, and the others are there."""
    engines = installed_engines(
        [point("moon", "no_such_module:Engine"), point("local", "tests.engines.fake:FakeEngine")]
    )
    assert list(engines) == ["local"]
    assert "The engine 'moon' (no_such_module:Engine) cannot be loaded: ModuleNotFoundError" in caplog.text
