"""The bundle of a step: all that a container with nothing of ours needs to run it, as plain JSON data."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any, Protocol

from kale_converter.model import Cell, CellId, Conversion, Foreach, Pipeline, Step, StepName
from kale_converter.program.bundle import make_program, place
from kale_converter.program.imports import cell_imports
from kale_converter.program.local_modules import LocalModules
from kale_converter.program.needed import Needed
from kale_converter.program.wiring import Wiring

SCHEMA = "kale/step/v1"
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
    pipeline = conversion.pipeline
    if pipeline is None:
        raise ValueError("a notebook without a pipeline has no steps")
    step = pipeline.step(step_name)
    program = make_program(conversion.notebook, pipeline, {})
    program["steps"] = [made for made in program["steps"] if made["name"] == step_name]
    program["observe"] = False
    by_id = {cell.id: cell for cell in conversion.notebook.cells}
    prologue = [by_id[cell] for cell in pipeline.prologue.cells]
    cells = [by_id[cell] for cell in step.cells]
    earlier = [by_id[cell] for cell in _earlier(pipeline, step)]
    local = LocalModules(surroundings.modules)
    return {
        "schema": SCHEMA,
        "pipeline": pipeline.settings.name,
        "step": step_name,
        "image": wiring.image,
        "program": program,
        "parameters": _parameters(pipeline),
        "imports": _needed((prologue, cells, earlier), local, step, pipeline),
        "modules": local.reached(found for cell in (*prologue, *cells, *earlier) for found in cell_imports(cell)),
        "files": {path: base64.b64encode(data).decode() for path, data in sorted(surroundings.files.items())},
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


def _earlier(pipeline: Pipeline, step: Step) -> tuple[CellId, ...]:
    """The cells of the steps that this one takes something from, directly or not: what they made may come to it."""
    waiting, found = [given.step for given in step.inputs], set[StepName]()
    while waiting:
        name = waiting.pop()
        if name not in found and name != step.name:
            found.add(name)
            waiting += [given.step for given in pipeline.step(name).inputs]
    return tuple(cell for other in pipeline.steps if other.name in found for cell in other.cells)


def _parameters(pipeline: Pipeline) -> dict[str, Any]:
    return {
        parameter.name: {
            "type": parameter.type.value,
            "cell": parameter.value_span.cell_id,
            "place": list(place(parameter.value_span)),
        }
        for parameter in pipeline.parameters
    }


def _needed(
    parts: tuple[list[Cell], list[Cell], list[Cell]], local: LocalModules, step: Step, pipeline: Pipeline
) -> list[dict[str, Any]]:
    prologue, cells, earlier = parts
    needed = Needed(local)
    needed.made_by((*prologue, *cells, *earlier))
    needed.cells(prologue if any(given.variable in _OF_IMPORTS for given in step.inputs) else (*prologue, *cells))
    sure = (found for cell in (*prologue, *cells) for found in cell_imports(cell) if found.sure)
    needed.modules(local.reached(sure, sure=True))
    needed.inputs(step.inputs, pipeline, {cell.id: cell for cell in earlier})
    return needed.all()


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
