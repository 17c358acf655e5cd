"""What a conversion must know of the place where a notebook stands and of what is installed there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from kale_converter.model import Notebook
from kale_ext.engines.installed import kept_states
from kale_ext.engines.local_modules import modules_beside, stateful_modules

if TYPE_CHECKING:
    from kale_converter.analysis.package_state import KeptStates


class Surroundings(TypedDict):
    """Arguments of `kale_converter.convert.convert`, which tells their meaning."""

    local_modules: frozenset[str]
    stateful_modules: frozenset[str]
    kept: KeptStates


def surroundings(notebook: Notebook, path: Path | None) -> Surroundings:
    """What stands around a notebook. path: its file; None where it has none, and so nothing beside it."""
    beside = frozenset() if path is None else modules_beside(path)
    return {
        "local_modules": beside,
        "stateful_modules": frozenset() if path is None else stateful_modules(path.parent, notebook, beside),
        "kept": kept_states(notebook, beside),
    }
