"""A run as plain lines."""

from __future__ import annotations

from kale_ext.cli.plain_view import PlainView
from kale_ext.cli.progress import Progress
from kale_ext.cli.terminal import Terminal
from tests.cli.story import MIXED_STEPS, mixed


def shown(terminal: Terminal, *, verbose: bool = False) -> str:
    progress = Progress(MIXED_STEPS)
    with PlainView(progress, terminal, verbose=verbose) as view:
        for event in mixed().events:
            progress.feed(event)
            view.show(event)
    return terminal.stdout.getvalue()  # type: ignore[attr-defined]


def test_one_line_an_event(terminal: Terminal) -> None:
    """Starts, metrics and ends are told, each on its line, without colour."""
    assert shown(terminal) == (
        "(imports): started\n"
        "(imports): succeeded after 2.5 s\n"
        "load: started\n"
        "load: rows = 891\n"
        "load: succeeded after 2.5 s\n"
        "train: started\n"
        "train: failed after 2.5 s: ZeroDivisionError: division by zero (cell 5, line 2)\n"
        "report: skipped\n"
        "plot: started\n"
    )


def test_verbose_adds_what_cells_print(terminal: Terminal) -> None:
    """Lines of output have their step before them, and a line without an end comes with its step's end."""
    lines = shown(terminal, verbose=True).splitlines()
    assert lines[3:9] == [
        "load: started",
        "load: cell 3",
        "load | reading",
        "load: rows = 891",
        "load | 20 %",
        "load: succeeded after 2.5 s",
    ]
    assert lines[-1] == "plot | drawing…"
