"""Variables handed over as an artifact, without a run."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kale_converter.program.runtime.artifact import load_whole, save
from kale_converter.program.runtime.rebuilding import begin_session


@pytest.fixture
def session() -> Any:
    """What pickling asks of a session, with no prologue."""
    made = SimpleNamespace(
        namespace={},
        known_classes=set(),
        classes_without_names=set(),
        inherited_name=lambda _: None,
        name_while_loading=lambda *_: None,
        asks_for_base=False,
        asks_for_nan=True,
        asks_for_attributes=True,
    )
    begin_session(made)  # type: ignore[arg-type]
    return made


@pytest.fixture
def hand_over(session: Any, tmp_path: Path) -> Any:
    """Store the variables as one group and load them; twice, as a group goes through several steps."""

    def handed(**values: Any) -> SimpleNamespace:
        for _ in range(2):
            digest, _ = save(values, tmp_path, session)
            values = load_whole(tmp_path / digest, owning=session.asks_for_base).values
        return SimpleNamespace(**values)

    return handed
