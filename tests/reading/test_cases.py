"""Every notebook in `cases` is read as the text beside it says."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kale_converter.model import Cell, Division, Parameter
from kale_converter.reading.division import Block, divide
from kale_converter.reading.metadata import read_metadata
from kale_converter.reading.notebook import read_notebook
from kale_converter.reading.parameters import read_parameters
from kale_converter.reading.tags import read_all_tags

CASES = sorted((Path(__file__).parent / "cases").glob("*.ipynb"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_notebook_is_read_as_expected(path: Path, golden: Callable[[Path, str], None]) -> None:
    """The division, settings and parameters of a notebook are those of the text beside it."""
    golden(path.with_suffix(".reading.txt"), "\n".join(described(path)) + "\n")


def described(path: Path) -> Iterator[str]:
    notebook, _ = read_notebook(path)
    tags = read_all_tags(notebook)
    metadata = read_metadata(notebook)
    division = metadata.division or Division.TAGS
    divided = divide(notebook, tags, division, metadata.asked)
    parameters, _ = read_parameters(divided.parameters)
    yield f"language: {notebook.language}"
    yield f"division: {division}"
    yield from (f"notebook {line}" for line in said(metadata.settings))
    yield f"prologue: {cells(divided.prologue)}"
    yield f"skipped: {cells(divided.skipped)}"
    for block in divided.blocks:
        yield from block_lines(block)
    for parameter in parameters:
        yield parameter_line(parameter)


def block_lines(block: Block) -> Iterator[str]:
    metrics = " (metrics)" if block.is_metrics else ""
    after = "".join(f" after {name}[{span.cell}]" for name, span in block.prev)
    yield f"step {block.name}{metrics}: {cells(block.cells)}{after}"
    yield from (f"    {line}" for line in said(block.settings))


def parameter_line(parameter: Parameter) -> str:
    span = parameter.value_span
    kind = f"{parameter.type}{' or None' if parameter.optional else ''}"
    place = f"{span.cell}:{span.line}:{span.column}-{span.end_line}:{span.end_column}"
    return f"parameter {parameter.name}: {kind} = {parameter.default!r} at {place}  # {parameter.description}"


def cells(some: tuple[Cell, ...]) -> str:
    return " ".join(str(cell.index) for cell in some)


def said(settings: Any) -> Iterator[str]:
    """The fields that say something."""
    for field in dataclasses.fields(settings):
        value = getattr(settings, field.name)
        default = type(settings)(*(["x"] if field.name == "name" or "name" in type(settings).__slots__ else []))
        if field.name == "step_defaults":
            yield from (f"step_defaults {line}" for line in said(value))
        elif field.name == "name" or value != getattr(default, field.name):
            yield f"{field.name}: {value!r}"
