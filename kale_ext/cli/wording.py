"""Numbers and states as people read them."""

from __future__ import annotations

import re
from collections.abc import Sequence

GLYPHS = {
    "waiting": "○",
    "running": "●",
    "succeeded": "✓",
    "failed": "✗",
    "cancelled": "■",
    "skipped": "↷",
    "interrupted": "!",
}
ASCII_GLYPHS = {
    "waiting": ".",
    "running": "*",
    "succeeded": "+",
    "failed": "x",
    "cancelled": "#",
    "skipped": "-",
    "interrupted": "!",
}
COLOURS = {
    "waiting": "dim",
    "running": "cyan",
    "succeeded": "green",
    "failed": "red",
    "cancelled": "yellow",
    "skipped": "dim",
    "interrupted": "yellow",
}
PROLOGUE = "(imports)"
"""How the step of imports, functions and parameters is called, which has no name."""

_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
_COLOUR = re.compile(r"\x1b\[[0-9;:]*m")
_COLOURED = re.compile(r"(\x1b\[[0-9;:]*m)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_AGE = re.compile(r"(\d+(?:\.\d+)?)\s*([smhdw])")
MINUTE, HOUR, DAY = 60, 3600, 86400
_SECONDS = {"s": 1, "m": MINUTE, "h": HOUR, "d": DAY, "w": 7 * DAY}
_BRIEF = 0.0995
"""Seconds below which milliseconds are said."""
_KIBI = 1024


def step_title(step: str) -> str:
    """The name of a step as it is shown."""
    return step or PROLOGUE


def duration(seconds: float) -> str:
    """A length of time: "5 ms", "1.2 s", "3 min 05 s", "2 h 07 min"."""
    if seconds < _BRIEF:
        return f"{max(0, round(seconds * 1000))} ms"
    if round(seconds, 1) < MINUTE:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < HOUR:
        return f"{whole // MINUTE} min {whole % MINUTE:02} s"
    return f"{whole // HOUR} h {whole % HOUR // MINUTE:02} min"


def age(seconds: float) -> str:
    """How long ago something was: "just now", "5 min ago", "3 h ago", "12 d ago"."""
    if seconds < MINUTE:
        return "just now"
    if seconds < HOUR:
        return f"{int(seconds // MINUTE)} min ago"
    if seconds < DAY:
        return f"{int(seconds // HOUR)} h ago"
    return f"{int(seconds // DAY)} d ago"


def parse_age(text: str) -> float:
    """Seconds of "90s", "15m", "12h", "7d" or "2w". Raises ValueError for anything else."""
    match = _AGE.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    return float(match[1]) * _SECONDS[match[2]]


def size(count: int) -> str:
    """A number of bytes in binary units: "812 B", "1.5 KiB", "3.2 GiB"."""
    value = float(count)
    for unit in ("B", "KiB", "MiB", "GiB"):
        if value < _KIBI:
            return f"{count} B" if unit == "B" else f"{value:.1f} {unit}"
        value /= _KIBI
    return f"{value:.1f} TiB"


def number(value: float) -> str:
    """A metric's value, short, and exact where it is short anyway."""
    return f"{value:.6g}"


def plural(count: int, noun: str) -> str:
    """A count with its noun: "1 step", "3 steps", "2 dependencies"."""
    if count == 1:
        return f"1 {noun}"
    return f"{count} {noun[:-1]}ies" if noun.endswith("cy") else f"{count} {noun}s"


def plain(text: str) -> str:
    """The text without colour and without control characters other than newline and tab."""
    return _CONTROL.sub("", _ESCAPE.sub("", text))


def coloured_only(text: str) -> str:
    """The text with its colours, and without any other escape sequence or control character."""
    kept = _ESCAPE.sub(lambda match: match[0] if _COLOUR.fullmatch(match[0]) else "", text)
    return "".join(part if _COLOUR.fullmatch(part) else _CONTROL.sub("", part) for part in _COLOURED.split(kept))


def columns(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset()) -> list[str]:
    """The rows with their cells padded to columns; those in `right` are flush right. No trailing blanks."""
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = []
        for place, cell in enumerate(row):
            blank = " " * (widths[place] - width(cell))
            cells.append(blank + cell if place in right else cell + blank)
        lines.append("  ".join(cells).rstrip())
    return lines


def width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(_ESCAPE.sub("", text))
    from rich.cells import cell_len

    return cell_len(_ESCAPE.sub("", text))
