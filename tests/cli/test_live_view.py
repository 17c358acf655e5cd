"""The table of steps."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from kale_ext.cli.live_view import LiveView, draw
from kale_ext.cli.progress import Progress
from kale_ext.cli.terminal import Terminal
from tests.cli.story import BEGIN, MIXED_STEPS, mixed


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture
def progress() -> Progress:
    progress = Progress(MIXED_STEPS)
    for event in mixed().events:
        progress.feed(event)
    return progress


def text(progress: Progress, *, width: int = 80, **options: object) -> list[str]:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    console.print(draw(progress, BEGIN + 20, **options))  # type: ignore[arg-type]
    return [line.rstrip() for line in console.file.getvalue().splitlines()]  # type: ignore[attr-defined]


def test_a_row_for_each_step(progress: Progress) -> None:
    """State, duration, the cell that runs, and the last line or the failure; below it a summary."""
    assert text(progress, width=100) == [
        "✓ (imports)  succeeded  2.5 s",
        "✓ load       succeeded  2.5 s          20 %",
        "✗ train      failed     2.5 s          ZeroDivisionError: division by zero (cell 5, line 2)",
        "↷ report     skipped",
        "● plot       running    6.0 s  cell 9  drawing…",
        "○ last       waiting",
        "1 of 5 steps, 19.0 s. Ctrl-C cancels the run.",
    ]


def test_the_last_state_has_no_summary(progress: Progress) -> None:
    """What stays on the screen is the table alone."""
    assert len(text(progress, note=None)) == 6


def test_a_low_window_keeps_what_is_urgent(progress: Progress) -> None:
    """What runs and what failed is shown before what waits or is done, in pipeline order."""
    lines = text(progress, height=6)
    assert [line.split()[1] for line in lines[:2]] == ["train", "plot"]
    assert lines[2] == "… and 4 more steps"
    assert len(text(progress, height=1)) <= 3


def test_a_narrow_window_cuts_the_last_column(progress: Progress) -> None:
    """No line is longer than the window."""
    assert max(len(line) for line in text(progress, width=40)) <= 40


def test_leaving_puts_the_terminal_right(progress: Progress) -> None:
    """The cursor is hidden while the table is drawn and shown again afterwards, also when something is raised."""
    screen = Screen()
    terminal = Terminal(screen, io.StringIO(), {"TERM": "xterm"})
    with pytest.raises(KeyboardInterrupt), LiveView(progress, terminal, clock=lambda: BEGIN + 20):
        raise KeyboardInterrupt
    drawn = screen.getvalue()
    assert "\x1b[?25l" in drawn
    assert drawn.rindex("\x1b[?25h") > drawn.rindex("\x1b[?25l")
    assert "plot" in drawn


def test_no_colour_on_a_terminal(progress: Progress) -> None:
    """NO_COLOR leaves the table and takes its colours."""
    screen = Screen()
    with LiveView(progress, Terminal(screen, io.StringIO(), {"TERM": "xterm", "NO_COLOR": "1"})):
        pass
    assert "\x1b[31m" not in screen.getvalue()
    assert "\x1b[32m" not in screen.getvalue()


def test_verbose_lines_scroll_by(progress: Progress) -> None:
    """What cells print is on the screen above the table, with its step."""
    screen = Screen()
    with LiveView(progress, Terminal(screen, io.StringIO(), {"TERM": "xterm", "NO_COLOR": "1"}), verbose=True) as view:
        for event in mixed().events:
            view.show(event)
    assert "reading" in screen.getvalue()
