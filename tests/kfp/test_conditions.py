"""Conditions mean what they mean in CEL."""

import pytest

from tests.kfp.conditions import BadCondition, holds, selected

INPUTS = {"parameterValues": {"n": 3, "x": 0.5, "s": "it's", "b": True, "l": [1, 2], "none": None}}
N = "inputs.parameter_values['n']"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (f"int({N}) > 2 && int({N}) <= 3", True),
        (f"!(int({N}) == 3)", False),
        (f"{N} == 3 || {N} == 'three'", True),
        ("inputs.parameter_values['s'] == 'it\\'s'", True),
        ('inputs.parameter_values["s"] != "it\\u0027s"', False),
        ("double(inputs.parameter_values['x']) < 1.0", True),
        ("bool(inputs.parameter_values['b']) == true", True),
        ("inputs.parameter_values['b'] == 1", False),
        (f"{N} in [1, 2, 3] && !({N} in inputs.parameter_values['l'])", True),
        ("inputs.parameter_values['none'] == null", True),
        ("size(inputs.parameter_values['l']) == 2 ? 'a' == 'b' : true", False),
        ("-1 < int(inputs.parameter_values['n'])", True),
        ("inputs.parameter_values['s'].contains('t')", True),
        ("false && inputs.parameter_values['absent'] == 1", False),
        ("inputs.parameter_values['s'] > 3 || true", True),
    ],
)
def test_conditions(condition, expected):
    """Both sides of && and || are looked at, in any order: one that decides makes up for one that fails."""
    assert holds(condition, INPUTS) is expected


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        (f"int({N}) > 2.5", "no matching overload"),
        (f"string({N}) == 3", "no matching overload"),
        ("inputs.parameter_values['absent'] == 1", "no such key"),
        ("inputs.parameter_values['s'] > 3", "no such overload"),
        (N, "not bool"),
        ("1 == ", "undeclared reference"),
        ("n == 3", "undeclared reference"),
        ("is(3)", "undeclared reference"),
        ("true and false", "the end expected"),
        ("'a' == \"b", "syntax error"),
        ("1 && true", "where a bool is wanted"),
    ],
)
def test_what_cel_refuses(condition, why):
    """Types that do not go together, and what is not CEL."""
    with pytest.raises(BadCondition, match=why):
        holds(condition, INPUTS)


def test_a_selector_picks_from_any_value():
    """It sees the value as JSON text."""
    assert selected('parseJson(string_value)["a"]', {"a": [1]}) == [1]
