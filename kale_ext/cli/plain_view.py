"""A run as plain lines, one for each event: for logs, pipes and terminals that cannot draw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from kale_ext.cli.outputs import Lines, text_of
from kale_ext.cli.progress import Progress
from kale_ext.cli.terminal import Terminal
from kale_ext.cli.wording import COLOURS, duration, number, plain, step_title
from kale_ext.engines.learnt_words import plan_change


class PlainView:
    """Prints what happens as it happens. verbose: also each cell's start and each line that the cells print."""

    def __init__(self, progress: Progress, terminal: Terminal, *, verbose: bool = False) -> None:
        self._progress = progress
        self._terminal = terminal
        self._verbose = verbose
        self._lines: dict[str, Lines] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for step in list(self._lines):
            self._print_rest(step)

    def show(self, event: Mapping[str, Any]) -> None:
        """Tell of one event, which `progress` has taken in."""
        match event["event"]:
            case "run-started":
                self._run_started(event)
            case "step-started":
                self._step_started(event)
            case "cell-started":
                self._cell_started(event)
            case "output":
                self._output(event)
            case "metric":
                self._line(event["step"], f"{event['name']} = {number(event['value'])}")
            case "step-finished":
                self._step_finished(event)
            case "plan-changed":
                self._terminal.out(self._terminal.style(plan_change(event), "yellow"))

    def note(self, text: str) -> None:
        """Say something that is no event."""
        self._terminal.say(text)

    def _line(self, step: str, text: str) -> None:
        self._terminal.out(f"{step_title(step)}: {text}")

    def _run_started(self, event: Mapping[str, Any]) -> None:
        if event.get("attempt", 1) > 1:
            self._terminal.out(f"resumed, attempt {event['attempt']}")

    def _step_started(self, event: Mapping[str, Any]) -> None:
        attempt = event.get("attempt", 1)
        self._line(event["step"], "started" if attempt == 1 else f"started, attempt {attempt}")

    def _cell_started(self, event: Mapping[str, Any]) -> None:
        if self._verbose:
            self._line(event["step"], f"cell {event['cell']}")

    def _output(self, event: Mapping[str, Any]) -> None:
        if not self._verbose or event["output"].get("output_type") == "error":
            return  # the error is told in full at the end
        lines = self._lines.setdefault(event["step"], Lines())
        for line in lines.feed(text_of(event["output"])):
            self._print_output(event["step"], line)

    def _step_finished(self, event: Mapping[str, Any]) -> None:
        self._print_rest(event["step"])
        status = event["status"]
        step = self._progress.step(event["step"])
        words = self._terminal.style(status, COLOURS[status])
        elapsed = step.elapsed(event["time"])
        if elapsed is not None:
            words += f" after {duration(elapsed)}"
        self._line(event["step"], words + (f": {blame(step.failure)}" if step.failure else ""))

    def _print_rest(self, step: str) -> None:
        lines = self._lines.pop(step, None)
        for line in lines.rest() if lines else ():
            self._print_output(step, line)

    def _print_output(self, step: str, line: str) -> None:
        self._terminal.out(f"{step_title(step)} | {line}")


def blame(failure: Mapping[str, Any]) -> str:
    """A failure in one line: the exception, and the cell and line."""
    message = plain(str(failure.get("message") or "")).strip().partition("\n")[0]
    name = failure.get("name") or "Failed"
    text = f"{name}: {message}" if message else str(name)
    return f"{text} ({place(failure)})" if failure.get("cell") else text


def place(failure: Mapping[str, Any]) -> str:
    """Where a failure is: "cell 5, line 2"."""
    line = failure.get("line")
    return f"cell {failure['cell']}" + (f", line {line}" if line else "")
