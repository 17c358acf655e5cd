"""A step waits for what its condition asks for and its loop goes over, though its cells do not use it."""

import pytest

from kale_converter.convert import convert
from kale_converter.model import Cell, CellId, CellKind, Conversion, Notebook, Target

LOOP = {"foreach": {"variable": "item", "in": "many"}}


def conversion(*cells: tuple[str, str], **settings: dict[str, object]) -> Conversion:
    """A conversion of cells (tags, source). settings: of steps."""
    made = [
        Cell(number, CellId(f"c{number}"), CellKind.CODE, source, tuple(tags.split()), {"tags": tags.split()})
        for number, (tags, source) in enumerate(cells, 1)
    ]
    return convert(Notebook("some", tuple(made), {"kale": {"steps": settings}}), target=Target.ANY)


def why(made: Conversion) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The edges with their reasons."""
    assert made.pipeline is not None
    return [(e.source, e.target, [(r.variable, r.kind.value) for r in e.evidence]) for e in made.pipeline.edges]


@pytest.mark.parametrize(
    ("settings", "reasons"),
    [
        ({"when": "x > 1 and n > 2"}, [("x", "when")]),
        (LOOP, [("many", "foreach")]),
        ({**LOOP, "when": "x > 1"}, [("many", "foreach"), ("x", "when")]),
    ],
)
def test_the_edge_says_which_name_and_what_for(settings: dict[str, object], reasons: list[tuple[str, str]]) -> None:
    """A parameter makes none; the writer's place is that of the name, the reader's the step's first cell."""
    cells = [("pipeline-parameters", "n = 1"), ("step:a", "x = n\nmany = [x]"), ("step:b", "print(1)")]
    made = conversion(*cells, b=settings)
    assert why(made) == [("a", "b", reasons)]
    assert made.pipeline is not None
    step = made.pipeline.step("b")
    assert (step.after, step.inputs) == (("a",), ())
    evidence = made.pipeline.edges[0].evidence[-1]
    assert evidence.writer is not None
    assert evidence.reader is not None
    assert (evidence.writer.cell, evidence.writer.line, evidence.reader.cell) == (2, 2 if settings == LOOP else 1, 3)


def test_the_last_step_that_writes_it_counts() -> None:
    """Of several before it; a step after it does not."""
    cells = [("step:a", "x = 1"), ("step:b", "x = 2"), ("step:c", "print(1)"), ("step:d", "x = 3\nprint(x)")]
    assert [edge[:2] for edge in why(conversion(*cells, c={"when": "x > 1"})) if edge[1] == "c"] == [("b", "c")]


def test_what_cells_use_too_is_one_edge() -> None:
    """With both reasons."""
    made = conversion(("step:a", "x = 1"), ("step:b", "print(x)"), b={"when": "x > 1"})
    assert why(made) == [("a", "b", [("x", "read"), ("x", "when")])]


def test_a_ring_through_a_condition_is_told() -> None:
    """No step is split for it."""
    cells = [("step:a", "x = 1"), ("step:b", "y = 1"), ("step:a", "print(y)")]
    made = conversion(*cells, b={"when": "x > 0"})
    assert [finding.code for finding in made.diagnostics if finding.severity.value == "error"] == ["K301"]
    assert "b waits for a (x, written in cell 1" in made.diagnostics[0].message
