"""Diagnostics as `kale` prints them: all of them, then a line that counts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from kale_converter.model import Diagnostic, Severity
from kale_ext.cli.terminal import Terminal
from kale_ext.cli.wording import plural

_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def rendered(diagnostic: Diagnostic, style: Callable[..., str]) -> str:
    """The diagnostic's text, the same as everywhere, with its severity and its mark in colour by `style`."""
    from kale_converter.diagnostics.text import render

    colour = _COLOURS[diagnostic.severity]
    first, *rest = render(diagnostic).split("\n")
    word = f"{diagnostic.severity} {diagnostic.code}:"
    lines = [first.replace(word, style(word, colour, "bold"), 1)]
    lines.extend(style(line, colour) if line.strip() and set(line) <= {" ", "\t", "^"} else line for line in rest)
    return "\n".join(lines)


def tally(diagnostics: Sequence[Diagnostic]) -> str:
    """How many there are of each severity: "2 errors, 1 warning"; "no findings" for none."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    said = [plural(counts[severity], noun) for severity, noun in _NOUNS.items() if counts[severity]]
    return ", ".join(said) or "no findings"


def say_findings(diagnostics: Sequence[Diagnostic], notebook: str, terminal: Terminal) -> None:
    """Print the findings and their count to stderr; nothing where there are none. notebook: its path, for the count."""
    if not diagnostics:
        return
    for diagnostic in diagnostics:
        terminal.say(rendered(diagnostic, terminal.error_style))
    terminal.say(f"{notebook}: {tally(diagnostics)}" if notebook else tally(diagnostics))
