"""The `kale` command in this process, on an engine in memory."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from kale_ext.cli.main import main
from kale_ext.cli.terminal import Terminal
from kale_ext.services.runs import Runs
from tests.engines.fake import FakeEngine


@dataclass
class Said:
    """What a command said: its exit code and the text of both streams."""

    code: int
    out: str
    err: str


@dataclass
class Kale:
    """Calls `kale`. happenings: what happens at each wait of a command that follows a run."""

    engine: FakeEngine
    happenings: list[Callable[[], None]] = field(default_factory=list)
    environ: dict[str, str] = field(default_factory=dict)

    def __call__(self, *argv: str) -> Said:
        out, err = io.StringIO(), io.StringIO()
        code = main(argv, Terminal(out, err, self.environ), self._runs)
        return Said(code, out.getvalue(), err.getvalue())

    def _runs(self) -> Runs:
        return Runs({"local": self.engine}, pause=self._pause)

    def _pause(self, _seconds: float) -> None:
        assert self.happenings, "the command waits for something that never happens"
        self.happenings.pop(0)()


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def kale(engine: FakeEngine) -> Kale:
    return Kale(engine)


@pytest.fixture
def terminal() -> Terminal:
    """No screen, no colour."""
    return Terminal(io.StringIO(), io.StringIO(), {})
