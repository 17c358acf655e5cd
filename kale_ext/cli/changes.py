"""What has changed between two texts, in a few lines."""

from __future__ import annotations

from difflib import SequenceMatcher

_SHOWN = 8
"""Lines at most."""
_WIDTH = 100
_COMPARED = 400
"""Lines on either side that are compared one with another; comparing more takes long, and nobody reads it."""


def changes(old: str, new: str) -> list[str]:
    """The first lines that were removed (`-`) and added (`+`), shortened, under the place where they begin.

    A last line counts the rest. Empty where the texts are the same.
    """
    before, after = old.split("\n"), new.split("\n")
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    before, after = before[start : len(before) - end], after[start : len(after) - end]
    differing = _differing(before, after)
    told: list[str] = []
    place = -1
    for line, sign, text in differing[:_SHOWN]:
        told += [f"  line {start + line + 1}:"] if line != place else []
        told.append(f"  {sign} {_short(text)}")
        place = line
    more = len(differing) - _SHOWN
    return [*told, *([f"  and {more} more"] if more > 0 else [])]


def _differing(before: list[str], after: list[str]) -> list[tuple[int, str, str]]:
    """Where, `-` or `+`, and the line."""
    if len(before) > _COMPARED or len(after) > _COMPARED:
        return [*((0, "-", text) for text in before), *((0, "+", text) for text in after)]
    found: list[tuple[int, str, str]] = []
    for kind, first, last, new_first, new_last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            found += [(first, "-", text) for text in before[first:last]]
            found += [(first, "+", text) for text in after[new_first:new_last]]
    return found


def _alike(one: list[str], other: list[str]) -> int:
    """How many lines are the same at the beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _short(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"
