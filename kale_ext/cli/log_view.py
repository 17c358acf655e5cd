"""The outputs of a run as they come, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kale_ext.cli.outputs import Lines, text_of
from kale_ext.cli.terminal import Terminal
from kale_ext.cli.wording import step_title


class LogView:
    """Prints each line that the cells put out. step: only that one; None: all, and each line begins with its step."""

    def __init__(self, terminal: Terminal, step: str | None) -> None:
        self._terminal = terminal
        self._step = step
        self._lines: dict[str, Lines] = {}

    def show(self, event: Mapping[str, Any]) -> None:
        """Print what this event adds."""
        if event["event"] not in ("output", "step-finished") or self._step not in (None, event["step"]):
            return
        lines = self._lines.setdefault(event["step"], Lines())
        self._print(event["step"], lines.feed(text_of(event["output"])) if event["event"] == "output" else lines.rest())

    def close(self) -> None:
        """Print lines that were begun and not ended."""
        for step, lines in self._lines.items():
            self._print(step, lines.rest())

    def _print(self, step: str, lines: list[str]) -> None:
        for line in lines:
            self._terminal.out(line if self._step is not None else f"{step_title(step)} | {line}")
