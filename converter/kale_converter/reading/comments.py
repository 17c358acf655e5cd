"""The comments of a cell, by line."""

from __future__ import annotations

import io
import re
import tokenize

_FOR_TOOLS = re.compile(r"\s*(kale:|type:|noqa|pylint:|pyright:|mypy:|ruff:|fmt:|isort:|%%)", re.IGNORECASE)


def comments_by_line(source: str) -> dict[int, str]:
    """The text of each comment without its `#`, by line from 1; comments that speak to tools are left out.

    Where the source is no Python from some line on, the comments before that line.
    """
    found: dict[int, str] = {}
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                text = token.string.lstrip("#")
                if text.strip() and not _FOR_TOOLS.match(text):
                    found[token.start[0]] = text.strip()
    except (tokenize.TokenError, SyntaxError):
        pass
    return found


def description(source: str, comments: dict[int, str], first_line: int, last_line: int) -> str:
    """What the comments say of a statement: the one on its last line, else those on the lines just above it."""
    if last_line in comments:
        return comments[last_line]
    lines = source.split("\n")
    above: list[str] = []
    line = first_line - 1
    while line in comments and lines[line - 1].lstrip().startswith("#"):
        above.insert(0, comments[line])
        line -= 1
    return " ".join(above)
