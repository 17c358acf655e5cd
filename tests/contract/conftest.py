"""The engines that must pass this suite; an engine joins by a line in ENGINES."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kale_ext.engines.interface import Engine, RunId, RunState
from kale_ext.engines.local import LocalEngine
from kale_ext.errors import Conflict
from tests.engines.stories import Story

ENGINES: dict[str, Callable[[Path], Engine]] = {"local": lambda folder: LocalEngine(folder / "runs")}
PATIENCE_SECONDS = 60.0


@pytest.fixture(params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine without runs; runs that a test leaves under way are cancelled."""
    engine = ENGINES[request.param](tmp_path)
    yield engine
    for run in engine.runs():
        if not run.status.ended:
            try:
                engine.cancel(run.id)
            except Conflict:
                continue


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the notebook."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    return folder


def wait_for(engine: Engine, run_id: RunId, until: Callable[[RunState], bool] = lambda s: s.status.ended) -> RunState:
    """The state of the run once `until` holds of it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not until(state := engine.run(run_id)):
        assert time.monotonic() < deadline, f"waited in vain: {state}"
        time.sleep(0.01)
    return state


def run_story(engine: Engine, story: Story, folder: Path, **more: object) -> RunState:
    """Run it to its end."""
    return wait_for(engine, engine.start(story.request(folder, **more)))


def printed(engine: Engine, run_id: RunId) -> str:
    """What all steps have written to stdout, in the order of the log."""
    return "".join(
        event["output"]["text"]
        for event in engine.events(run_id)
        if event["event"] == "output" and event["output"].get("name") == "stdout"
    )
