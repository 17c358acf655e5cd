"""Indenting code without changing the texts in it."""

from __future__ import annotations

import io
import tokenize

_STRING_BEGINS = {getattr(tokenize, name) for name in ("FSTRING_START", "TSTRING_START") if hasattr(tokenize, name)}
_STRING_ENDS = {getattr(tokenize, name) for name in ("FSTRING_END", "TSTRING_END") if hasattr(tokenize, name)}


def indented(code: str, by: str = "    ") -> str:
    """The code one level deeper; lines that begin within a string keep their text. "pass" where there is no code."""
    within = _lines_within_strings(code)
    lines = [
        line if number in within or not line.strip() else by + line for number, line in enumerate(code.split("\n"), 1)
    ]
    is_code = any(line.strip() and not line.lstrip().startswith("#") for line in code.split("\n"))
    return "\n".join(lines if is_code else [*lines, f"{by}pass"])


def _lines_within_strings(code: str) -> set[int]:
    """The lines, from 1, that begin within a string."""
    within: set[int] = set()
    open_strings: list[int] = []
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.STRING:
            within.update(range(token.start[0] + 1, token.end[0] + 1))
        elif token.type in _STRING_BEGINS:
            open_strings.append(token.start[0])
        elif token.type in _STRING_ENDS:
            within.update(range(open_strings.pop() + 1, token.end[0] + 1))
    return within
