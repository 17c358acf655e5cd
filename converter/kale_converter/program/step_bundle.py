"""The bundle of a step: all that a container with nothing of ours needs to run it, as plain JSON data."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from typing import Any, Protocol

from kale_converter.model import Cell, CellId, Conversion, Foreach, Pipeline, Step
from kale_converter.program.bundle import make_program, place
from kale_converter.program.imports import cell_imports
from kale_converter.program.local_modules import LocalModules
from kale_converter.program.magics import plain
from kale_converter.program.needed import Needed, made_by
from kale_converter.program.wiring import Wiring

SCHEMA = "kale/step/v1"
_NOT_PYTHON = re.compile(r"(?m)^\s*[!%?]|=\s*[!%]|\?\s*;?\s*$")
"""What IPython's own syntax has one of."""
_OF_IMPORTS = frozenset({"state:sys.path", "state:cwd"})


class Beside(Protocol):
    """What lies beside the notebook and travels with the step: by path relative to the notebook's folder."""

    @property
    def modules(self) -> Mapping[str, str]:
        """The text of local modules."""

    @property
    def files(self) -> Mapping[str, bytes]:
        """The content of small data files."""


def make_step_bundle(conversion: Conversion, step_name: str, wiring: Wiring, surroundings: Beside) -> dict[str, Any]:
    """What the container of a step is given; the same arguments give the same data, in the same order.

    Raises KeyError where the pipeline has no such step, and ValueError where the notebook has no pipeline.
    """
    return StepBundles(conversion, surroundings).of(step_name, wiring)


class StepBundles:
    """The bundles of a notebook's steps; what they have in common is found once.

    Raises ValueError where the notebook has no pipeline.
    """

    def __init__(self, conversion: Conversion, surroundings: Beside) -> None:
        if conversion.pipeline is None:
            raise ValueError("a notebook without a pipeline has no steps")
        self._pipeline = conversion.pipeline
        self._program = make_program(conversion.notebook, self._pipeline, {})
        for part in (self._program["prologue"], *self._program["steps"]):
            for cell in part["cells"]:
                cell.update(_plain(cell["source"]))
        self._programs = {made["name"]: made for made in self._program["steps"]}
        self._steps = {str(step.name): step for step in self._pipeline.steps}
        self._cells = {cell.id: cell for cell in conversion.notebook.cells}
        self._made = {cell.id: names for cell in conversion.notebook.code_cells if (names := made_by(cell))}
        self._local = LocalModules(surroundings.modules)
        self._has_modules = bool(surroundings.modules)
        self._files = {path: base64.b64encode(data).decode() for path, data in sorted(surroundings.files.items())}

    def of(self, step_name: str, wiring: Wiring) -> dict[str, Any]:
        """The bundle of this step. Raises KeyError where there is none of that name."""
        pipeline, step = self._pipeline, self._steps[step_name]
        prologue = [self._cells[cell] for cell in pipeline.prologue.cells]
        cells = [self._cells[cell] for cell in step.cells]
        earlier = self._earlier(step)
        return {
            "schema": SCHEMA,
            "pipeline": pipeline.settings.name,
            "step": step_name,
            "image": wiring.image,
            "program": {**self._program, "steps": [self._programs[step_name]], "observe": False},
            "parameters": _parameters(pipeline),
            "imports": self._needed(prologue, cells, earlier, step),
            "modules": self._modules([*prologue, *cells], earlier),
            "files": self._files,
            "inputs": [
                {"name": given.name, "step": given.step, "artifact": given.artifact, "collected": given.collected}
                for given in wiring.inputs
            ],
            "outputs": [{"name": made.name, "artifact": made.artifact} for made in wiring.outputs],
            "values": dict(wiring.values),
            "items": dict(wiring.items),
            "foreach": _foreach(step.settings.foreach, wiring, pipeline),
            "metrics": wiring.metrics or None,
            "classification": wiring.classification or None,
            "report": wiring.report or None,
            "notebook": wiring.notebook or None,
        }

    def _earlier(self, step: Step) -> set[str]:
        """The steps that this one takes something from or waits for, directly or not: what they made may come to it."""
        if not self._made and not self._has_modules:
            return set()
        waiting, found = _before(step), set[str]()
        while waiting:
            name = waiting.pop()
            if name not in found and name != step.name:
                found.add(name)
                waiting += _before(self._steps[name])
        return found

    def _cells_of(self, names: set[str]) -> list[CellId]:
        return [cell for step in self._pipeline.steps if step.name in names for cell in step.cells] if names else []

    def _modules(self, own: list[Cell], earlier: set[str]) -> dict[str, str]:
        if not self._has_modules:
            return {}
        cells = [*own, *(self._cells[cell] for cell in self._cells_of(earlier))]
        return self._local.reached(found for cell in cells for found in cell_imports(cell))

    def _needed(self, prologue: list[Cell], cells: list[Cell], earlier: set[str], step: Step) -> list[dict[str, Any]]:
        places = {*(cell.id for cell in (*prologue, *cells)), *self._cells_of(earlier)}
        made = (name for cell, names in self._made.items() if cell in places for name in names)
        needed = Needed(self._local, frozenset(made))
        needed.cells(prologue if any(given.variable in _OF_IMPORTS for given in step.inputs) else (*prologue, *cells))
        sure = (found for cell in (*prologue, *cells) for found in cell_imports(cell) if found.sure)
        needed.modules(self._local.reached(sure, sure=True))
        for given in step.inputs:
            needed.input(given.variable, [self._cells[cell] for cell in self._steps[given.step].cells])
        return needed.all()


def _plain(source: str) -> dict[str, Any]:
    """For images without IPython: what is executed there in place of a cell that is not plain Python."""
    if not _NOT_PYTHON.search(source):
        return {}
    found = plain(source)
    return {"plain": found} if found else {}


def _before(step: Step) -> list[str]:
    return [*(given.step for given in step.inputs), *step.after]


def _parameters(pipeline: Pipeline) -> dict[str, Any]:
    return {
        parameter.name: {
            "type": parameter.type.value,
            "cell": parameter.value_span.cell_id,
            "place": list(place(parameter.value_span)),
        }
        for parameter in pipeline.parameters
    }


def _foreach(foreach: Foreach | None, wiring: Wiring, pipeline: Pipeline) -> dict[str, Any] | None:
    if foreach is None or not wiring.item:
        return None
    if wiring.item_is_json:
        return {"variable": foreach.variable, "parameter": wiring.item, "json": True}
    defaults = {parameter.name: parameter.default for parameter in pipeline.parameters}
    items = foreach.items or defaults.get(foreach.source) or ()
    # A number of an engine has no type: 1.0 comes as 1.
    real = all(type(item) in {int, float} for item in items) and any(isinstance(item, float) for item in items)
    return {"variable": foreach.variable, "parameter": wiring.item, **({"type": "float"} if real else {})}
