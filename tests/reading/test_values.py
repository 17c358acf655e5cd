"""Values given for parameters."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kale_converter.model import Parameter, ParameterType, Span
from kale_converter.reading.errors import ParameterError
from kale_converter.reading.parameters import coerce


def parameter(kind: str, *, optional: bool = False) -> Parameter:
    return Parameter("p", ParameterType(kind), None, Span(1, 1, 1, 1, 1, "a"), optional)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("bool", "true", True),
        ("bool", "No", False),
        ("bool", "1", True),
        ("bool", False, False),
        ("int", " -3 ", -3),
        ("int", "1_000", 1000),
        ("int", 3.0, 3),
        ("float", "1e-3", 0.001),
        ("float", "-inf", -math.inf),
        ("float", 2, 2.0),
        ("str", 'it\'s\n"x"', 'it\'s\n"x"'),
        ("str", "none", "none"),
        ("str", " 1 ", " 1 "),
        ("list", "[1, null, true]", [1, None, True]),
        ("list", "[1, None, 'a']", [1, None, "a"]),
        ("list", [1], [1]),
        ("dict", '{"a": [1]}', {"a": [1]}),
        ("dict", "{'a': None}", {"a": None}),
        ("any", "3", 3),
        ("any", "free text", "free text"),
        ("any", {"a": 1}, {"a": 1}),
    ],
)
def test_a_text_is_read_as_the_parameters_type(kind: str, text: Any, value: Any) -> None:
    """`-p NAME=TEXT` and JSON values come to the same."""
    read = coerce(parameter(kind), text)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize("text", ["none", "None", "NULL", None])
@pytest.mark.parametrize("kind", list(ParameterType))
def test_none_is_a_value_of_optional_parameters(kind: str, text: str | None) -> None:
    """`none` and `null` in any case, and JSON's null."""
    assert coerce(parameter(kind, optional=True), text) is None


def test_nan_is_a_float() -> None:
    """As Python writes it."""
    assert math.isnan(coerce(parameter("float"), "nan"))


@pytest.mark.parametrize(
    ("kind", "given_value"),
    [
        ("bool", "maybe"),
        ("bool", 2),
        ("int", "1.5"),
        ("int", 1.5),
        ("int", True),
        ("int", "9" * 5000),
        ("float", "ten"),
        ("float", True),
        ("float", 10**400),
        ("str", 3),
        ("str", "\ud800"),
        ("list", "(1, 2)"),
        ("list", "{}"),
        ("list", "[1,"),
        ("list", [{1: 2}]),
        ("list", "[" * 100_000),
        ("dict", "{1: 2}"),
        ("dict", "[]"),
        ("int", None),
        ("any", {1}),
    ],
)
def test_a_wrong_value_is_told_with_what_is_wanted(kind: str, given_value: Any) -> None:
    """The message names the parameter and the type, the remedy an example."""
    with pytest.raises(ParameterError) as error:
        coerce(parameter(kind), given_value)
    assert error.value.message.startswith(f"the parameter p is of type {kind}")
    assert error.value.remedy
    assert len(error.value.message) < 150


@given(st.sampled_from(list(ParameterType)), st.text())
def test_any_text_is_read_or_refused(kind: ParameterType, text: str) -> None:
    """Nothing but ParameterError comes of a text."""
    try:
        value = coerce(parameter(kind), text)
    except ParameterError:
        return
    assert kind is ParameterType.ANY or type(value).__name__ == kind
