"""Watching a run until it ends, and what Ctrl-C does meanwhile."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

from kale_ext.cli.data import as_json
from kale_ext.cli.exit_code import ExitCode
from kale_ext.cli.progress import Progress
from kale_ext.cli.terminal import Terminal
from kale_ext.engines.interface import RunId, RunState, Status
from kale_ext.errors import Conflict

if TYPE_CHECKING:
    from kale_ext.services.runs import Runs

CANCELLING = "Cancelling the run; Ctrl-C again leaves at once."


class View(Protocol):
    """What is shown while a run goes on."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> object: ...

    def show(self, event: Mapping[str, Any]) -> None:
        """Tell of one event."""

    def note(self, text: str) -> None:
        """Say something that is no event."""


class JsonView:
    """Prints each event as a line of JSON."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def show(self, event: Mapping[str, Any]) -> None:
        """Print it."""
        self._terminal.json(event, line=True)

    def note(self, text: str) -> None:
        """Say it on stderr."""
        self._terminal.say(text)


def view_of(progress: Progress, terminal: Terminal, *, json: bool, verbose: bool) -> View:
    """The view that fits the terminal and what was asked for."""
    if json:
        return JsonView(terminal)
    if terminal.live:
        from kale_ext.cli.live_view import LiveView

        return LiveView(progress, terminal, verbose=verbose)
    from kale_ext.cli.plain_view import PlainView

    return PlainView(progress, terminal, verbose=verbose)


def watch(
    runs: Runs,
    run_id: RunId,
    terminal: Terminal,
    pressed: Interrupts,
    *,
    after: int = 0,
    json: bool = False,
    verbose: bool = False,
) -> RunState:
    """Show the run until it ends; Ctrl-C cancels it. Gives its last state. after: events up to here are old news.

    Raises KeyboardInterrupt at the second Ctrl-C.
    """
    progress = Progress(step.name for step in runs.get(run_id).steps)
    for event in runs.events(run_id, 0, after) if after else ():
        progress.feed(event)
    with _terminable(), view_of(progress, terminal, json=json, verbose=verbose) as view:
        _follow(runs, run_id, progress, view, lambda: pressed.times > 0)
        if pressed.times:
            view.note(CANCELLING)
            _cancel(runs, run_id)
            _follow(runs, run_id, progress, view, lambda: pressed.times > 1)
        if pressed.times > 1:
            raise KeyboardInterrupt
        state = runs.get(run_id)
        progress.close(state.status)
    return state


def _follow(runs: Runs, run_id: RunId, progress: Progress, view: View, stop: Callable[[], bool]) -> None:
    for event in runs.follow(run_id, progress.last, stop):
        progress.feed(event)
        view.show(event)


def _cancel(runs: Runs, run_id: RunId) -> None:
    try:
        runs.cancel(run_id)
    except Conflict:
        return  # it has ended by itself meanwhile


def conclude(state: RunState, terminal: Terminal, *, json: bool, executed: bool = False) -> int:
    """Tell how the run ended, and give the exit code that says so. executed: the executed notebook is written."""
    if json:
        terminal.json({"run": as_json(state)}, line=True)
    else:
        from kale_ext.cli.state_text import ending_lines

        for line in ending_lines(state, terminal, time.time(), executed=executed):
            terminal.out(line)
    if state.status is Status.SUCCEEDED:
        return ExitCode.DONE
    return ExitCode.CANCELLED if state.status is Status.CANCELLED else ExitCode.FAILED


class Interrupts:
    """How often Ctrl-C was pressed since a run was asked for.

    The first one only counts: an exception out of a signal handler is lost where it happens to meet a callback of a
    weak reference or of an object that goes, and may leave the terminal half drawn. From the second one on nothing is
    worth waiting for, so it raises KeyboardInterrupt besides.
    """

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, _signal: int, _frame: FrameType | None) -> None:
        """Count one more: this is the handler of the signal."""
        self.times += 1
        if self.times > 1:
            raise KeyboardInterrupt


@contextmanager
def interrupts() -> Iterator[Interrupts]:
    """Count Ctrl-C from before a run is started, so that none finds it started and not yet watched."""
    pressed = Interrupts()
    former = signal.signal(signal.SIGINT, pressed)
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, former)


@contextmanager
def _terminable() -> Iterator[None]:
    """Leave the block in good order when this process is told to end, so that the terminal is put right again."""

    def leave(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    former = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)
