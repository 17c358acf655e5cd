"""Pipelines written by hand: a `Conversion` from steps, without the converter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import Any

from kale_converter.model import (
    Artifact,
    Cell,
    CellId,
    CellKind,
    Conversion,
    Division,
    Input,
    Notebook,
    NotebookSettings,
    Parameter,
    Pipeline,
    Prologue,
    Step,
    StepName,
    StepSettings,
)
from kale_ext.engines.interface import RunRequest


@dataclass
class Story:
    """A pipeline in the making: each `step` adds cells to the notebook."""

    name: str = "story"
    cells: list[Cell] = field(default_factory=list)
    prologue_cells: list[CellId] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    parameters: list[Parameter] = field(default_factory=list)

    def prologue(self, *sources: str) -> Story:
        """Cells that every step starts with."""
        self.prologue_cells += [self._cell(source) for source in sources]
        return self

    def step(
        self,
        name: str,
        *sources: str,
        reads: Mapping[str, Iterable[str]] | None = None,
        writes: Iterable[str | tuple[str, ...]] = (),
        after: Iterable[str] = (),
        metrics: Iterable[str] = (),
        settings: StepSettings | None = None,
    ) -> Story:
        """A step. reads: variables by the step that has them. writes: a name, or names that share objects."""
        groups = [(group,) if isinstance(group, str) else group for group in writes]
        inputs = [Input(v, StepName(step)) for step, names in (reads or {}).items() for v in names]
        self.steps.append(
            Step(
                name=StepName(name),
                cells=tuple(self._cell(source) for source in sources),
                inputs=tuple(inputs),
                outputs=tuple(Artifact("-".join(group).replace(":", "-"), tuple(group)) for group in groups),
                after=tuple(sorted({StepName(s) for s in after} | {given.step for given in inputs})),
                settings=settings or StepSettings(),
                metrics=tuple(metrics),
            )
        )
        return self

    def _cell(self, source: str) -> CellId:
        index = len(self.cells) + 1
        cell = Cell(index, CellId(f"c{index}"), CellKind.CODE, dedent(source).strip("\n"))
        self.cells.append(cell)
        return cell.id

    def conversion(self) -> Conversion:
        """What converting such a notebook would give."""
        pipeline = Pipeline(
            settings=NotebookSettings(self.name),
            division=Division.TAGS,
            parameters=tuple(self.parameters),
            prologue=Prologue(tuple(self.prologue_cells)),
            steps=tuple(self.steps),
            edges=(),
        )
        return Conversion(Notebook(self.name, tuple(self.cells)), pipeline, ())

    def notebook_json(self) -> dict[str, Any]:
        """The notebook as a file has it."""
        cells = [
            {
                "cell_type": "code",
                "id": c.id,
                "metadata": {},
                "source": c.source,
                "outputs": [],
                "execution_count": None,
            }
            for c in self.cells
        ]
        return {"cells": cells, "metadata": {"mine": {"kept": True}}, "nbformat": 4, "nbformat_minor": 5}

    def request(self, folder: Path, **more: Any) -> RunRequest:
        """The wish to run it, in this folder."""
        return RunRequest(self.conversion(), folder / "story.ipynb", self.notebook_json(), **more)
