"""Parameters, beyond what the golden cases show."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kale_converter.model import Cell, CellId, CellKind, Parameter, ParameterType
from kale_converter.reading.annotation import annotated_type
from kale_converter.reading.parameters import read_parameters


def parameters(source: str) -> tuple[Parameter, ...]:
    return read_parameters((Cell(1, CellId("a"), CellKind.CODE, source),))[0]


def at(source: str, parameter: Parameter) -> str:
    span = parameter.value_span
    lines = source.split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


LITERALS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None)
@given(LITERALS, st.text(alphabet="aä😀\n\t 'x", max_size=8), st.sampled_from(["", "!ls\n", "\n\n%time 1\n"]))
def test_the_span_is_exactly_the_literal(value: object, before: str, magic: str) -> None:
    """Whatever stands before it on the line or above, the span holds the value's text, in characters."""
    source = f"{magic}t = {before!r}; p = {value!r}  # why\n"
    found = {parameter.name: parameter for parameter in parameters(source)}
    assert ast.literal_eval(at(source, found["p"])) == value == found["p"].default
    assert at(source, found["t"]) == repr(before)


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        ("int", (ParameterType.INT, False)),
        ("Optional[int]", (ParameterType.INT, True)),
        ("typing.Optional[list[int]]", (ParameterType.LIST, True)),
        ("int | None", (ParameterType.INT, True)),
        ("None | dict[str, int]", (ParameterType.DICT, True)),
        ("Union[int, float, None]", (ParameterType.FLOAT, True)),
        ("int | str", (None, False)),
        ("Final[bool]", (ParameterType.BOOL, False)),
        ("Annotated[int, 'x']", (ParameterType.INT, False)),
        ("'float'", (ParameterType.FLOAT, False)),
        ("Any", (ParameterType.ANY, True)),
        ("Path", (None, False)),
        ("'not an ( annotation'", (None, False)),
        ("f(x)", (None, False)),
    ],
)
def test_annotations(annotation: str, expected: tuple[ParameterType | None, bool]) -> None:
    """The usual ways to write a type and that None is allowed."""
    assert annotated_type(ast.parse(annotation, mode="eval").body) == expected


@pytest.mark.parametrize("source", ["x = = 1", "%%bash\nx=1", "\0", "files = !ls", "x: int", "", "(" * 5000])
def test_a_cell_without_literals_has_no_parameters(source: str) -> None:
    """Broken code, other languages and magics are no parameters, and no crash."""
    assert parameters(source) == ()


def test_an_annotation_stays_with_its_name() -> None:
    """The second assignment of a name has the type and the description of the first, and a value of its own."""
    [parameter] = parameters("lr: float = 1  # rate\nlr = 2")
    assert (parameter.type, parameter.default, parameter.description) == (ParameterType.FLOAT, 2.0, "rate")
    assert parameter.value_span.line == 2
