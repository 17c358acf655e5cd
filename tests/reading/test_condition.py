"""Conditions of steps."""

from __future__ import annotations

import pytest

from kale_converter.reading.condition import ConditionError, read_condition


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("accuracy > 0.9", ("accuracy",)),
        ("not dry_run and 0 < rows <= limit", ("dry_run", "limit", "rows")),
        ("model in ['forest', 'tree'] or depth == -1", ("depth", "model")),
        (" x != None ", ("x",)),
        ("key not in table", ("key", "table")),
        ("True", ()),
    ],
)
def test_what_can_be_asked(text: str, names: tuple[str, ...]) -> None:
    """Names, values, comparisons, and, or, not."""
    assert read_condition(text).names == names


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("x >", "no expression"),
        ("x = 1", "no expression"),
        ("len(x) > 1", "a call"),
        ("x.shape == 2", "an attribute"),
        ("x[0] > 1", "an element"),
        ("x + 1 > 2", "arithmetic"),
        ("x is None", "`is`"),
        ("x in [y]", "something"),
        ("[1] == x", "something"),
        ("x == 1j", "something"),
        ("(y := 1)", "an assignment"),
        ("(" * 5000, "no expression"),
    ],
)
def test_what_cannot(text: str, why: str) -> None:
    """The message says what it is."""
    with pytest.raises(ConditionError, match=why):
        read_condition(text)
