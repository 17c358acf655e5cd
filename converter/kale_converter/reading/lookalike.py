"""Which word somebody meant who wrote nearly that word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

_STEP_WITHOUT_COLON = re.compile(r"(step|prev|block)\s*[-_ .=/]\s*(\S.*)", re.IGNORECASE)


def closest(word: str, words: Iterable[str], cutoff: float = 0.8) -> str | None:
    """The one of `words` that `word` is nearly equal to, capitals apart; None where it is not near to any."""
    found = get_close_matches(word.strip().lower(), sorted(words), n=1, cutoff=cutoff)
    return found[0] if found else None


def lookalike(tag: str, roles: Iterable[str], words: Iterable[str]) -> str | None:
    """The Kale tag that a tag was probably meant to be, or None. roles: tags without a colon; words: before a colon."""
    text = tag.strip()
    word, colon, rest = text.partition(":")
    if colon:
        meant = closest(word, words, cutoff=0.75)
        return None if meant is None else f"{meant}:{rest.strip()}"
    without_colon = _STEP_WITHOUT_COLON.fullmatch(text)
    if without_colon is not None:
        return f"{without_colon[1].lower()}:{without_colon[2]}"
    return closest(text.replace("_", "-").replace(" ", "-"), roles)
