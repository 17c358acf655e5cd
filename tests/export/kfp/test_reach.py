"""Which parameters reach which step."""

import pytest

from kale_converter.convert import convert
from kale_converter.export.kfp.reach import reaching
from kale_converter.model import Cell, CellId, CellKind, Notebook


def reached(*cells):
    """The names of the parameters that reach each step; a cell is (tag, source)."""
    made = [
        Cell(n, CellId(f"c{n}"), CellKind.CODE, source, (tag,), {"tags": [tag]})
        for n, (tag, source) in enumerate(cells, 1)
    ]
    conversion = convert(Notebook("some", tuple(made)))
    found = reaching(conversion, conversion.pipeline)
    return {step: {parameter.name for parameter in parameters} for step, parameters in found.items()}


PARAMETERS = ("pipeline-parameters", "P = 1\nQ = 2\ntwice = P * 2")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([("step:a", "x = P"), ("step:b", "y = Q"), ("step:c", "z = 1")], {"a": {"P"}, "b": {"Q"}, "c": set()}),
        ([("step:a", "x = twice")], {"a": {"P"}}),
        (
            [("functions", "def f():\n    return Q"), ("step:a", "x = f()"), ("step:b", "y = 1")],
            {"a": {"Q"}, "b": set()},
        ),
        ([("functions", "import random\nrandom.seed(Q)"), ("step:a", "x = 1")], {"a": {"Q"}}),
        (
            [("functions", "class C:\n    def m(self):\n        return Q"), ("step:a", "x = C()"), ("step:b", "x.m()")],
            {"a": {"Q"}, "b": {"Q"}},
        ),
        ([("step:a", "x = frame.query('a > @P')")], {"a": {"P", "Q"}}),
        ([("step:a", "x = '@Q'")], {"a": {"Q"}}),
        ([("step:a", "exec('y = 1')")], {"a": {"P", "Q"}}),
        ([("step:a", "!echo hi")], {"a": {"P", "Q"}}),
    ],
)
def test_a_parameter_reaches_what_can_see_it(cells, expected):
    """By name, by what is derived from it, by a function or class that reads it, or by code that may do anything."""
    assert reached(PARAMETERS, *cells) == expected
