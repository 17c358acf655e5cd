"""Functions that keep their results: every process begins without any, and K310 tells where that shows."""

from __future__ import annotations

import pytest

from tests.analysis.pipeline import codes

MADE = [
    "@functools.cache\ndef fast(n):\n    {body}",
    "@functools.lru_cache(maxsize=2)\ndef fast(n):\n    {body}",
    "def slow(n):\n    {body}\nfast = functools.cache(slow)",
    "def slow(n):\n    {body}\nfast = functools.lru_cache(slow)",
    "def slow(n):\n    {body}\nfast = functools.lru_cache(maxsize=None)(slow)",
]


@pytest.mark.parametrize("make", MADE)
@pytest.mark.parametrize(("body", "told"), [("print(n)", [("K310", 3)]), ("return n * 2", [])])
def test_it_is_told_where_a_call_shows(make: str, body: str, told: list[tuple[str, int]]) -> None:
    """A call that prints would not print in the notebook; one that only gives a value gives the same."""
    made = make.format(body=body)
    assert codes(f"# %% [imports]\nimport functools\n# %% [step:a]\n{made}\nfast(1)\n# %% [step:b]\nfast(1)\n") == told
