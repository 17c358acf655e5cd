"""A run as a table of its steps that is drawn anew as it goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, Self

from rich.console import Console, Group, JustifyMethod, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from kale_ext.cli.outputs import Lines, text_of
from kale_ext.cli.plain_view import blame
from kale_ext.cli.progress import Progress, StepProgress
from kale_ext.cli.terminal import Terminal
from kale_ext.cli.wording import ASCII_GLYPHS, COLOURS, GLYPHS, duration, plural, step_title

REFRESH = 8
"""Redraws a second."""
HINT = "Ctrl-C cancels the run."
_FRAME = 3
"""Lines that the table leaves free: the summary, and one above and below."""
_NAME = 36
"""Columns of a step's name that are always shown."""
_JUSTIFY: tuple[JustifyMethod, ...] = ("left", "left", "right", "left")
"""Name, state, duration, cell; the last output line takes what is left."""
_URGENCY = {"running": 0, "failed": 1, "interrupted": 2, "cancelled": 3, "waiting": 4, "skipped": 5, "succeeded": 6}


class LiveView:
    """Draws `progress` on the terminal until it is left; the last state stays on the screen.

    verbose: what the cells print scrolls by above the table, each line with its step.
    """

    def __init__(
        self,
        progress: Progress,
        terminal: Terminal,
        *,
        verbose: bool = False,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._progress = progress
        self._verbose = verbose
        self._clock = clock
        self._lines: dict[str, Lines] = {}
        self._note = ""
        self._final = False
        self._glyphs = GLYPHS if terminal.unicode else ASCII_GLYPHS
        self._console = Console(file=terminal.stdout, no_color=not terminal.colour, highlight=False, markup=False)
        self._live = Live(
            console=self._console,
            get_renderable=self._draw,
            refresh_per_second=REFRESH,
            redirect_stdout=False,
            redirect_stderr=False,
        )

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._final = True
        self._live.stop()

    def show(self, event: Mapping[str, Any]) -> None:
        """Tell of one event, which `progress` has taken in; the table follows by itself."""
        if event["event"] == "plan-changed":
            self._console.print(Text(self._progress.changes[-1], style="yellow"), soft_wrap=True)
        if not self._verbose or event["event"] not in ("output", "step-finished"):
            return
        lines = self._lines.setdefault(event["step"], Lines())
        if event["event"] == "step-finished":
            shown = lines.rest()
        elif event["output"].get("output_type") == "error":
            shown = []  # the error is told in full at the end
        else:
            shown = lines.feed(text_of(event["output"]))
        for line in shown:
            self._console.print(Text(f"{step_title(event['step'])} ", style="dim") + Text(line), soft_wrap=True)

    def note(self, text: str) -> None:
        """Say something that is no event, below the table."""
        self._note = text

    def _draw(self) -> RenderableType:
        now = self._clock()
        return draw(
            self._progress,
            now,
            glyphs=self._glyphs,
            height=None if self._final else self._console.height,
            note=None if self._final else self._note or HINT,
        )


def draw(
    progress: Progress,
    now: float,
    *,
    glyphs: Mapping[str, str] = GLYPHS,
    height: int | None = None,
    note: str | None = HINT,
) -> RenderableType:
    """The table of steps at the time `now`, at most `height` lines of it; the urgent ones are kept.

    note: what the summary below ends with, None for no summary.
    """
    rows = _visible(progress, None if height is None else max(1, height - _FRAME))
    cells_of_rows = [_row(step, now, glyphs) for step in rows]
    table = Table.grid(padding=(0, 2))
    for place, justify in enumerate(_JUSTIFY):
        room_needed = max((cells[place].cell_len for cells in cells_of_rows), default=0)
        table.add_column(no_wrap=True, justify=justify, min_width=min(_NAME, room_needed))
    table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
    for cells in cells_of_rows:
        table.add_row(*cells)
    parts: list[RenderableType] = [table]
    hidden = len(progress.steps) + _has_prologue(progress) - len(rows)
    if hidden:
        parts.append(Text(f"… and {plural(hidden, 'more step')}", style="dim", no_wrap=True))
    if note is not None:
        parts.append(_summary(progress, now, note))
    return Group(*parts)


def _has_prologue(progress: Progress) -> bool:
    return progress.prologue.status != "waiting"


def _visible(progress: Progress, room: int | None) -> list[StepProgress]:
    steps = [progress.prologue] if _has_prologue(progress) else []
    steps.extend(progress.steps.values())
    if room is None or len(steps) <= room:
        return steps
    urgent = sorted(range(len(steps)), key=lambda place: (*_urgency(steps[place]), place))
    return [steps[place] for place in sorted(urgent[: max(1, room - 1)])]


def _urgency(step: StepProgress) -> tuple[int, float]:
    """Of the steps that have ended the latest come first."""
    return _URGENCY[step.status], -(step.ended or 0.0)


def _row(step: StepProgress, now: float, glyphs: Mapping[str, str]) -> tuple[Text, ...]:
    colour = COLOURS[step.status]
    elapsed = step.elapsed(now)
    last = Text(blame(step.failure), style="red") if step.failure else Text(step.last_line, style="dim")
    return (
        Text(f"{glyphs[step.status]} {step_title(step.name)}", style=colour),
        Text(step.status, style=colour),
        Text("" if elapsed is None else duration(elapsed)),
        Text(f"cell {step.cell}" if step.cell and step.status == "running" else "", style="dim"),
        last,
    )


def _summary(progress: Progress, now: float, note: str) -> Text:
    text = f"{progress.done} of {plural(len(progress.steps), 'step')}"
    if progress.started is not None:
        text += f", {duration(max(0.0, now - progress.started))}"
    return Text(f"{text}. {note}", style="dim" if note == HINT else "bold", no_wrap=True)
