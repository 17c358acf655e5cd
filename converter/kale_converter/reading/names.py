"""The names of steps: which are valid, and what to offer instead of one that is not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from functools import lru_cache

_STEP_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,62}")
_LONGEST_SLUG = 40


def is_step_name(name: str) -> bool:
    """Whether a step may have this name: ASCII letters, digits, `_` and `-`, not first a digit, at most 63 of them.

    Kale allows lower-case letters, digits and `_` only; hyphens and capitals are widely used all the same, and every
    target can carry them.
    """
    return _STEP_NAME.fullmatch(name) is not None


def slug(text: str, fallback: str) -> str:
    """A valid step name made from any text: lower-case words joined by hyphens; `fallback` where no word is left.

    An apostrophe ends no word, straight or curly: "Let's look" is `lets-look`.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9_]+", plain.replace("'", ""))
    joined = ""
    for word in words:
        longer = f"{joined}-{word}" if joined else word[:_LONGEST_SLUG]
        if len(longer) > _LONGEST_SLUG:
            break
        joined = longer
    if not joined.strip("_-"):
        return fallback
    return joined if is_step_name(joined) else f"{fallback}-{joined}"


def offered_name(name: str) -> str:
    """The valid step name nearest to an invalid one, capitals kept."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().strip()
    cleaned = re.sub(r"[^A-Za-z0-9_-]+", "_", plain).strip("_-")[:50]
    if not cleaned:
        return "step"
    return cleaned if is_step_name(cleaned) else f"step_{cleaned}"


def unique(name: str, taken: Container[str]) -> str:
    """`name`, or `name-2`, `name-3` … where it is taken."""
    candidate, more = name, 2
    while candidate in taken:
        candidate, more = f"{name}-{more}", more + 1
    return candidate


@lru_cache(maxsize=4096)
def kubernetes_name(name: str) -> str:
    """A step's name as a name in Kubernetes (RFC 1123 label): lower case, `-` for `_`; "" where nothing is left."""
    return re.sub(r"-+", "-", name.lower().replace("_", "-")).strip("-")
