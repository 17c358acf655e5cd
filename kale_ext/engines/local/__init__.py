"""Runs on this machine: a process of its own for each run, a folder that holds all of it (`docs/run-directory.md`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kale_ext.engines.local.engine import LocalEngine

__all__ = ["LocalEngine"]


def __getattr__(name: str) -> Any:
    # Imported when asked for: the runner's process starts in tens of milliseconds because it never asks.
    if name == "LocalEngine":
        from kale_ext.engines.local.engine import LocalEngine

        return LocalEngine
    raise AttributeError(name)
