"""Parameter values given for a run."""

from __future__ import annotations

from typing import Any

import pytest

from kale_converter.model import Parameter, ParameterType, Span
from kale_ext.errors import BadParameter
from kale_ext.services.parameters import checked_parameters

SPAN = Span(1, 1, 1, 1, 2, "c")


def parameter(name: str, kind: ParameterType, default: Any) -> Parameter:
    return Parameter(name, kind, default, SPAN)


DECLARED = [
    parameter("rate", ParameterType.FLOAT, 0.1),
    parameter("epochs", ParameterType.INT, 3),
    parameter("quiet", ParameterType.BOOL, False),
    parameter("title", ParameterType.STR, ""),
    parameter("sizes", ParameterType.LIST, []),
]


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("rate", "-2", -2.0),
        ("rate", 1, 1.0),
        ("epochs", "-7", -7),
        ("quiet", "true", True),
        ("title", "1", "1"),
        ("title", 'two\n"lines"', 'two\n"lines"'),
        ("sizes", "[1, 2]", [1, 2]),
        ("sizes", [3], [3]),
    ],
)
def test_values_get_their_type(name: str, given: Any, value: Any) -> None:
    """Text and JSON values become values of the parameter's type."""
    checked = checked_parameters(DECLARED, {name: given})
    assert checked == {name: value}
    assert type(checked[name]) is type(value)


def test_all_complaints_at_once() -> None:
    """Unknown names, with the one that may be meant, and wrong values are told together."""
    with pytest.raises(BadParameter) as error:
        checked_parameters(DECLARED, {"epoch": 3, "zzz": 1, "rate": "fast", "epochs": "1.5", "title": "fine"})
    message = error.value.message
    assert "no parameter 'epoch' (did you mean 'epochs'?)" in message
    assert "no parameter 'zzz';" in message
    assert "fast" in message
    assert "1.5" in message
    assert error.value.remedy == "the notebook's parameters: epochs, quiet, rate, sizes, title"
    assert error.value.parameter == "epoch", "the first of those that are wrong"


def test_a_notebook_without_parameters() -> None:
    """Where there are none, the remedy says how to have some."""
    with pytest.raises(BadParameter, match="has no parameters") as error:
        checked_parameters([], {"rate": 1})
    assert "pipeline-parameters" in error.value.remedy
