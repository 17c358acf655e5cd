"""What a cell was seen to do, in words; the same in the terminal, in logs and in messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_WORDS = {
    "binds": "binds {0}",
    "changes": "changes {0}",
    "deletes": "deletes {0}",
    "reads": "reads {0}",
    "shares": "leaves {0} with an object that they share",
    "reads-file": "reads the file {0}",
    "writes-file": "writes the file {0}",
    "unstorable": "leaves {0} such that it cannot be handed to another step",
}
_FEW = 5


def in_words(kind: str, name: str) -> str:
    """As in "changes df"."""
    return _WORDS.get(kind, kind + " {0}").format(" and ".join(name.split()) if kind == "shares" else name)


def plan_change(event: Mapping[str, Any]) -> str:
    """A `plan-changed` event in a sentence: "cell 5, line 2, also changes df, which …; steps c and d run again"."""
    seen = [
        f"cell {effect['cell']}{_line(effect)} also {in_words(effect['kind'], effect['name'])}"
        for effect in event["effects"]
    ]
    again = event["again"]
    text = f"{_listed(seen)}, which the analysis did not see"
    if not again:
        return text
    return f"{text}; step {again[0]} runs again" if len(again) == 1 else f"{text}; steps {_listed(again)} run again"


def _line(effect: Mapping[str, Any]) -> str:
    return f", line {effect['line']}," if effect["line"] else ""


def _listed(items: Sequence[str]) -> str:
    if len(items) > _FEW:
        return f"{', '.join(items[:_FEW])} and {len(items) - _FEW} more"
    return " and ".join(part for part in (", ".join(items[:-1]), items[-1]) if part)
