"""The program: parameter values in the cells' sources, execution counts, inputs with their artifacts."""

from __future__ import annotations

import math
from typing import Any

import pytest

from kale_converter.model import Parameter, ParameterType, Span
from kale_converter.program.bundle import make_program
from tests.engines.stories import Story


def sources(text: str, span: Span, value: Any) -> str:
    """The prologue's source with this value for the parameter there."""
    story = Story().prologue(text)
    story.parameters.append(Parameter("p", ParameterType.ANY, None, span))
    conversion = story.conversion()
    assert conversion.pipeline is not None
    program = make_program(conversion.notebook, conversion.pipeline, {"p": value})
    return str(program["prologue"]["cells"][0]["source"])


@pytest.mark.parametrize(
    "value",
    [None, True, -3, 2.5, 'it\'s\n"ü"', [1, [None, "x"]], {"a": {"b": [1.5]}}, math.inf, -math.inf, [math.inf]],
)
def test_a_value_stands_where_the_notebooks_stood(value: Any) -> None:
    """What is derived from it follows."""
    namespace: dict[str, Any] = {}
    exec(sources("p = 10  # it\nq = [p]", Span(1, 1, 5, 1, 7, "c1"), value), namespace)
    assert (namespace["p"], namespace["q"]) == (value, [value])


def test_nan_has_no_literal() -> None:
    """It becomes a call."""
    assert sources("p = 1", Span(1, 1, 5, 1, 6, "c1"), math.nan) == 'p = float("nan")'


def test_a_value_of_several_lines_keeps_the_line_numbers() -> None:
    """So that tracebacks point at the user's lines."""
    text = sources("p = [1,\n  2,\n]; r = 1\nq = p", Span(1, 1, 5, 3, 2, "c1"), [5])
    namespace: dict[str, Any] = {}
    exec(text, namespace)
    assert namespace["q"] == [5]
    assert text.split("\n")[3] == "q = p"


def test_cells_are_counted_as_in_a_plain_run() -> None:
    """Blank cells are not counted."""
    conversion = Story().prologue("a = 1").step("s", "", "b = 2").conversion()
    assert conversion.pipeline is not None
    program = make_program(conversion.notebook, conversion.pipeline, {})
    assert [cell["execution_count"] for cell in program["steps"][0]["cells"]] == [2, 2]


def test_inputs_name_their_artifact_and_files_are_order_only() -> None:
    """`file:` orders steps; nothing is stored or loaded for it."""
    story = Story().step("a", "x = y = []", writes=[("x", "y")]).step("b", "x", reads={"a": ["y"]})
    conversion = story.conversion()
    assert conversion.pipeline is not None
    program = make_program(conversion.notebook, conversion.pipeline, {})
    assert program["steps"][1]["inputs"] == [{"variable": "y", "step": "a", "artifact": "x-y"}]
    assert program["steps"][1]["after"] == ["a"]
    assert program == make_program(conversion.notebook, conversion.pipeline, {})


def test_a_step_names_what_earlier_cells_have_imported() -> None:
    """Of what it imports itself: neither Python's own modules nor what only it or a branch has imported."""
    story = Story().step("a", "import os\nimport far.near", "if far:\n    import other")
    story.step("b", "import os\nfrom far import near\nimport own", "import far.near\nimport other").step(
        "c", "import own"
    )
    conversion = story.conversion()
    assert conversion.pipeline is not None
    program = make_program(conversion.notebook, conversion.pipeline, {})
    assert [step.get("imported") for step in program["steps"]] == [None, ["far.near"], ["own"]]
