"""What each step takes and gives, by the names that it has in the spec."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from kale_converter.export.kfp.demands import Control, Demand
from kale_converter.export.kfp.names import port_name
from kale_converter.model import Artifact, Conversion, Pipeline, Step
from kale_converter.program.command import BUNDLE_ARTIFACT
from kale_converter.program.wiring import FILES, WiredInput, WiredOutput, Wiring, file_edges

METRICS, CLASSIFICATION, REPORT, NOTEBOOK = "metrics", "classification", "report", "notebook"
_CLASSIFIES = re.compile(r"\b(?:confusion_matrix|roc_curve)\s*\(")


def stored(artifact: Artifact) -> tuple[str, ...]:
    """The variables of an artifact that are handed over; files of the working folder are FILES."""
    return tuple(name for name in artifact.variables if not name.startswith("file:"))


@dataclass(frozen=True, slots=True)
class Ports:
    """The wiring of every step. outputs: the name of each output artifact, by step and artifact.

    values: the name of the output parameter that each demand is met by.
    """

    wirings: Mapping[str, Wiring]
    outputs: Mapping[tuple[str, str], str]
    values: Mapping[Demand, str]


def make_ports(conversion: Conversion, pipeline: Pipeline, controls: Mapping[str, Control]) -> Ports:
    """Names for everything that steps hand over: artifacts as in the notebook, and what each step gives besides."""
    demands = _demands(controls.values())
    values: dict[Demand, str] = {}
    wirings: dict[str, Wiring] = {}
    edges = file_edges(pipeline)
    for step in pipeline.steps:
        made = _outputs(step, demands, values, files=any(step.name == source for source, _ in edges))
        classifies = step.metrics and any(_CLASSIFIES.search(conversion.notebook.cell(c).source) for c in step.cells)
        wirings[step.name] = replace(made, classification=CLASSIFICATION) if classifies else made
    outputs = {(name, out.artifact): out.name for name, wiring in wirings.items() for out in wiring.outputs}
    holder = {
        (str(step.name), variable): artifact.name
        for step in pipeline.steps
        for artifact in step.outputs
        for variable in stored(artifact)
    }
    collected = {str(step.name) for step in pipeline.steps if step.settings.foreach}
    for step in pipeline.steps:
        taken = {BUNDLE_ARTIFACT, *(parameter.name for parameter in pipeline.parameters)}
        inputs = _inputs(step, taken, holder, collected)
        inputs += tuple(
            WiredInput(port_name(f"{source}_files", taken), source, FILES, source in collected)
            for source, target in edges
            if target == step.name
        )
        item = port_name("item", taken) if step.settings.foreach else ""
        wirings[step.name] = replace(wirings[step.name], inputs=inputs, item=item)
    return Ports(MappingProxyType(wirings), MappingProxyType(outputs), MappingProxyType(values))


def _demands(controls: Iterable[Control]) -> list[Demand]:
    origins = [origin for control in controls for origin in (*control.origins.values(), control.source)]
    found = {origin for origin in origins if isinstance(origin, Demand)}
    return sorted(found, key=lambda demand: (demand.step, demand.variable, demand.items))


def _outputs(step: Step, demands: Iterable[Demand], values: dict[Demand, str], *, files: bool) -> Wiring:
    taken = {METRICS, CLASSIFICATION, REPORT, NOTEBOOK}
    outputs = tuple(
        WiredOutput(port_name(artifact.name, taken), artifact.name) for artifact in step.outputs if stored(artifact)
    )
    if files:
        outputs += (WiredOutput(port_name("files", taken), FILES),)
    own = [demand for demand in demands if demand.step == step.name]
    for demand in own:
        values[demand] = port_name(f"{demand.variable}_{'items' if demand.items else 'value'}", taken)
    return Wiring(
        outputs=outputs,
        values=tuple((values[demand], demand.variable) for demand in own if not demand.items),
        items=tuple((values[demand], demand.variable) for demand in own if demand.items),
        metrics=METRICS if step.metrics else "",
        report="" if step.settings.report is False else REPORT,
        notebook=NOTEBOOK,
    )


def _inputs(
    step: Step, taken: set[str], holder: Mapping[tuple[str, str], str], collected: set[str]
) -> tuple[WiredInput, ...]:
    wanted = dict.fromkeys(
        (given.step, holder[given.step, given.variable])
        for given in step.inputs
        if (given.step, given.variable) in holder
    )
    return tuple(
        WiredInput(port_name(f"{source}_{artifact}", taken), source, artifact, source in collected)
        for source, artifact in sorted(wanted)
    )
