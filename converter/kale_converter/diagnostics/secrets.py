"""What in a line of code looks like a secret: a key, a token or a password that is written out.

Sources: the published forms of keys of the services below, and names that say that a value is one. Values that stand
for a secret (`"<your token>"`, `"changeme"`, AWS's documented examples, the name of an environment variable) are none.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_KEYS = (
    ("an AWS access key", re.compile(r"(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])")),
    ("a GitHub token", re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{60,})")),
    ("a GitLab token", re.compile(r"\bglpat-[\w-]{20,}")),
    ("an API key", re.compile(r"\bsk-(?:[A-Za-z]+-)*[A-Za-z0-9_]{20,}")),
    ("an API key", re.compile(r"\b[rs]k_live_[A-Za-z0-9]{20,}")),
    ("a Hugging Face token", re.compile(r"\bhf_[A-Za-z0-9]{30,}")),
    ("a Slack token", re.compile(r"\bxox[abeoprs]-[A-Za-z0-9-]{20,}")),
    ("a Google API key", re.compile(r"\bAIza[\w-]{35}")),
    ("a PyPI token", re.compile(r"\bpypi-AgEI[\w-]{40,}")),
    ("an npm token", re.compile(r"\bnpm_[A-Za-z0-9]{36}\b")),
    ("a Databricks token", re.compile(r"\bdapi[0-9a-f]{32}\b")),
    ("a signed token", re.compile(r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}")),
)
_BLOCK = re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----[^\"']*")
_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]*://([^\s/:@'\"]*):([^\s/@'\"]+)@[\w.\[-]", re.IGNORECASE)
_NAMED = re.compile(
    r"(?<![\w.])[\"']?(?P<name>[A-Za-z_][\w-]*)[\"']?\s*\]?\s*(?:(?::\s*\w+\s*)?=(?!=)|:)\s*[rbuRBU]{0,2}(?P<quote>[\"'])"
    r"(?P<value>[^\"'\s]+)(?P=quote)"
)
_PASSWORD = re.compile(r"(?:^|[_-])(?:passwd|password|passphrase|pwd)$|[a-z]Password$")
_SECRET = re.compile(
    r"(?:^|[_-])(?:api[_-]?key|access[_-]?key|secret[_-]?key|secret[_-]?access[_-]?key|private[_-]?key|secret|"
    r"client[_-]?secret|auth[_-]?token|access[_-]?token|api[_-]?token|bearer[_-]?token|token)$"
)
_STANDS_FOR = re.compile(
    r"your|my[_-]|example|change|placeholder|dummy|fake|sample|redacted|insert|replace|here|todo|none|null|xxx|\*{3}|"
    r"\.{3}|[<>{}$%]|^test|^(?:secret|token|key|pass|passw(?:or)?d|user|admin|root|guest|postgres|minio(?:admin)?)\d*$",
    re.IGNORECASE,
)
_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_SIGNS = (
    "akia", "asia", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat", "glpat", "sk-", "k_live_", "hf_", "xox",
    "aiza", "pypi-", "npm_", "dapi", "eyj", "private key", "://", "passw", "passphrase", "pwd", "secret", "token",
    "key",
)  # fmt: skip
_SHORTEST_PASSWORD = 6
_SHORTEST_SECRET = 16
_LEAST_ENTROPY = 3.0
"""Bits a character: words of a language stay below it, keys are above."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret in a line of text: what it looks like, and from where to where it stands (counted from 0)."""

    what: str
    start: int
    end: int


def may_hold(text: str) -> bool:
    """Whether it is worth looking for secrets in a text; quick."""
    lower = text.lower()
    return any(sign in lower for sign in _SIGNS)


def secrets_in(line: str) -> tuple[Secret, ...]:
    """The secrets in a line, in their order; they do not overlap."""
    found: list[Secret] = []
    for secret in _candidates(line):
        if all(secret.end <= other.start or secret.start >= other.end for other in found):
            found.append(secret)
    return tuple(sorted(found, key=lambda secret: secret.start))


def masked(line: str) -> str:
    """The line with an asterisk for each character of a secret, so that places in it stay what they are."""
    for secret in secrets_in(line) if may_hold(line) else ():
        line = line[: secret.start] + "*" * (secret.end - secret.start) + line[secret.end :]
    return line


def _candidates(line: str) -> Iterator[Secret]:
    for block in _BLOCK.finditer(line):
        yield Secret("a private key", *block.span())
    for what, pattern in _KEYS:
        for key in pattern.finditer(line):
            if not _STANDS_FOR.search(key[0]) and not key[0].endswith("EXAMPLE") and _varied(key[0]):
                yield Secret(what, *key.span())
    for address in _ADDRESS.finditer(line):
        if not _STANDS_FOR.search(address[2]) and address[2] != address[1]:
            yield Secret("a password in an address", *address.span(2))
    for named in _NAMED.finditer(line):
        if _is_secret(named["name"], named["value"]):
            what = "a password" if _PASSWORD.search(named["name"]) else "a secret"
            yield Secret(what, *named.span("value"))


def _is_secret(name: str, value: str) -> bool:
    """Whether a name and the text it is given are that of a secret."""
    if _STANDS_FOR.search(value) or _VARIABLE.fullmatch(value) or "://" in value or value.startswith(("/", "./", "~")):
        return False
    if _PASSWORD.search(name) or _PASSWORD.search(name.lower()):
        return len(value) >= _SHORTEST_PASSWORD and value.lower() != name.lower() and not value.islower()
    if _SECRET.search(name.lower()):
        mixed = any(sign.isdigit() for sign in value) and any(sign.isalpha() for sign in value)
        return len(value) >= _SHORTEST_SECRET and mixed and _entropy(value) > _LEAST_ENTROPY
    return False


def _varied(key: str) -> bool:
    return _entropy(key) > _LEAST_ENTROPY


def _entropy(text: str) -> float:
    """Shannon's entropy of the characters, in bits a character."""
    total = len(text)
    return -sum(count / total * math.log2(count / total) for count in Counter(text).values())
