"""Values are laid out as in a notebook where there is no IPython to do it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.lib.pretty import pretty

from kale_converter.program.runtime.plain_text import text_of


class Silent:
    """Has no `repr` of its own."""


class Says:
    """Has one, of two lines."""

    def __repr__(self) -> str:
        return "Says\nmuch"


def function(a: int, b: str = "x") -> None:
    """Has a signature."""


ROUND: list[Any] = [1]
ROUND.append(ROUND)
ARRAY = np.zeros((2, 2))
VALUES = [
    *(int, Silent, np.int64, len, print, function, np.sum, Silent(), Says(), [Says()], "a\nb", ROUND, ARRAY, [ARRAY]),
    *([*range(1500)], {"a": ARRAY, "b": [np.arange(3)] * 2}, {3, 1, 2, "a"}, {"k": list(range(40))}, (1,), set()),
    [["x" * 30] * 5] * 3,
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_as_ipython_says_it(value: Any) -> None:
    """Classes, functions, sets, what goes round, and what is long."""
    assert text_of(value) == pretty(value)


SIMPLE = st.integers() | st.text(max_size=40) | st.booleans() | st.none()
NESTED = st.recursive(
    SIMPLE,
    lambda inner: (
        st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(max_size=20), inner) | st.sets(SIMPLE)
    ),
    max_leaves=30,
)


@given(NESTED)
def test_containers_of_any_shape(value: Any) -> None:
    """On one line or on several."""
    assert text_of(value) == pretty(value)
