"""Code that parses but does not compile: `return` in a cell, a keyword given twice, a star that nothing takes.

Python finds these only after it has parsed, when it compiles, which costs as much again. Most cells have none of the
words and signs that such a mistake takes, so that parsing them is enough.
"""

from __future__ import annotations

import ast
import re

_LONGEST = 1500
"""Characters of a text that surely is nested less deeply than the compiler can go."""
_TELLING = frozenset({
    "def", "class", "lambda", "return", "yield", "await", "async", "global", "nonlocal", "break", "continue", "except",
    "with", "match", "case", "type", "__debug__", "__future__",
})  # fmt: skip
_DEEP = " " * 19
"""The indent of a block that is nested as deeply as blocks may be."""
_WORD = re.compile(r"\w+")
_STAR = re.compile(r"(?:^|[^\w)\]}\"'.\s*]|\b(?:for|in))\s*\*(?!\*)", re.MULTILINE)
"""A star that is no operator."""
_PARTED = re.compile(r"#[^\n]*\n\s*=")
"""A comment between a name and what it is given."""
_GIVEN = re.compile(r"\b(\w++)[\s\\]*+=(?!=)")


def check(text: str) -> None:
    """Raise SyntaxError where `text`, which parses, does not compile."""
    if not surely_compiles(text):
        compile(text, "cell", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)  # quicker than of the tree


def surely_compiles(text: str) -> bool:
    """Whether a text that parses can have none of the mistakes that only the compiler finds."""
    if len(text) > _LONGEST or not text.isascii() or _DEEP in text or "\t" in text or ":=" in text:
        return False
    if not _TELLING.isdisjoint(_WORD.findall(text)):
        return False
    if ("*" in text and _STAR.search(text)) or ("#" in text and _PARTED.search(text)):
        return False
    names = _GIVEN.findall(text)
    return len(set(names)) == len(names)
