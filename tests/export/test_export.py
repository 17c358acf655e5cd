"""The pipeline's JSON and Mermaid forms."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kale_converter.convert import convert
from kale_converter.export.json_form import from_json, to_json
from kale_converter.export.mermaid import to_mermaid
from kale_converter.model import (
    Division,
    Edge,
    Evidence,
    EvidenceKind,
    NotebookSettings,
    Pipeline,
    Prologue,
    Step,
    StepName,
)
from kale_converter.reading.notebook import parse_notebook

READ, ORDER = EvidenceKind.READ, EvidenceKind.DECLARED


def notebook(*cells: tuple[str, list[str]]) -> dict[str, Any]:
    made = [{"cell_type": "code", "source": source, "metadata": {"tags": tags}} for source, tags in cells]
    metadata = {"kubeflow_notebook": {"pipeline_name": 'it\'s "n"', "pipeline_description": "a\nb 😀"}}
    return {"cells": made, "metadata": metadata}


def pipeline(*edges: tuple[str, str, tuple[tuple[str, EvidenceKind], ...]]) -> Pipeline:
    names = dict.fromkeys(name for source, target, _ in edges for name in (source, target))
    return Pipeline(
        NotebookSettings("p"),
        Division.TAGS,
        (),
        Prologue(),
        tuple(Step(StepName(name), ()) for name in names),
        tuple(
            Edge(StepName(source), StepName(target), tuple(Evidence(name, kind, None, None) for name, kind in why))
            for source, target, why in edges
        ),
    )


def test_the_json_form_comes_back_the_same() -> None:
    """It is the pipeline, not a picture of it; and the same bytes each time."""
    content = notebook(
        ("lr: float = 1\nxs = [1, None]", ["pipeline-parameters"]),
        ("x = lr", ["step:a", "limit:cpu:1", "secret:s:k:E"]),
        ("print(x)", ["step:b"]),
    )
    made = convert(parse_notebook(content, "n")[0]).pipeline
    assert made is not None
    text = to_json(made)
    again = convert(parse_notebook(content, "n")[0]).pipeline
    assert again is not None
    assert from_json(text) == made
    assert to_json(again) == text
    assert list(json.loads(text))[:2] == ["schema", "settings"]
    assert text.endswith("}\n")
    assert "😀" in text


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "kale/pipeline/v2"}', '{"schema": "kale/pipeline/v1"}'])
def test_what_is_no_pipeline_is_refused(text: str) -> None:
    """With a ValueError that says so."""
    with pytest.raises(ValueError, match="not"):
        from_json(text)


def test_mermaid_names_what_is_handed_over() -> None:
    """Three names at most; an arrow that only keeps an order is dashed."""
    made = pipeline(
        ("a", "b", tuple((name, READ) for name in "vwxyz")),
        ("a", "c", (("", ORDER), ("file:/x", EvidenceKind.FILE))),
        ("b", "c", (("x" * 50, READ), ("", ORDER))),
    )
    assert to_mermaid(made).split("\n") == [
        "flowchart TD",
        '    s1["a"]',
        '    s2["b"]',
        '    s3["c"]',
        '    s1 -->|"v, w, x +2"| s2',
        '    s1 -.->|"file:/x"| s3',
        f'    s2 -->|"{"x" * 23}…"| s3',
        "",
    ]


def test_mermaid_text_cannot_break_out() -> None:
    """Quotes, brackets and HTML become character references."""
    drawn = to_mermaid(pipeline(('a"]; <b>', "end", (('x"|', READ),))))
    assert '["a#34;#93;#59; #60;b#62;"]' in drawn
    assert '|"x#34;#124;"|' in drawn


def test_no_steps_draw_an_empty_chart() -> None:
    """Which Mermaid accepts."""
    assert to_mermaid(pipeline()) == "flowchart TD\n"
