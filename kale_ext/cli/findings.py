"""Diagnostics as `kale` prints them: all of them, then a line that counts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kale_converter.model import Diagnostic, Severity
from kale_ext.cli.terminal import Terminal
from kale_ext.cli.wording import plural

_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def rendered(diagnostics: Sequence[Diagnostic], notebook: str, *, colour: bool) -> list[str]:
    """Each diagnostic as text, with the notebook's path before it."""
    from kale_converter.diagnostics.text import render

    return [render(diagnostic, path=notebook, colour=colour) for diagnostic in diagnostics]


def tally(diagnostics: Sequence[Diagnostic]) -> str:
    """How many there are of each severity: "2 errors, 1 warning"; "no findings" for none."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    return (
        ", ".join(plural(counts[severity], noun) for severity, noun in _NOUNS.items() if counts[severity])
        or "no findings"
    )


def say_findings(diagnostics: Sequence[Diagnostic], notebook: str, terminal: Terminal) -> None:
    """Print the findings and their count to stderr; nothing where there are none."""
    if not diagnostics:
        return
    for text in rendered(diagnostics, notebook, colour=terminal.error_colour):
        terminal.say(text)
    terminal.say(tally(diagnostics))
