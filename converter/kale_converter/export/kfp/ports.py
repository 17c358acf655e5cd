"""What each step takes and gives, by the names that it has in the spec."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from kale_converter.export.kfp.names import port_name
from kale_converter.model import Artifact, Pipeline, Step
from kale_converter.program.command import BUNDLE_ARTIFACT
from kale_converter.program.wiring import WiredInput, WiredOutput, Wiring

METRICS, CLASSIFICATION, REPORT, NOTEBOOK = "metrics", "classification", "report", "notebook"


def stored(artifact: Artifact) -> tuple[str, ...]:
    """The variables of an artifact that are handed over; what a file holds is not, only its order is kept."""
    return tuple(name for name in artifact.variables if not name.startswith("file:"))


@dataclass(frozen=True, slots=True)
class Ports:
    """The wiring of every step, and which output of which step an input is, all by the steps' own names."""

    wirings: Mapping[str, Wiring]
    outputs: Mapping[tuple[str, str], str]
    """The name of each output, by step and artifact."""

    def of(self, step: str) -> Wiring:
        """The wiring of this step."""
        return self.wirings[step]


def make_ports(pipeline: Pipeline) -> Ports:
    """Names for everything that steps hand over: artifacts as in the notebook, and what each step gives besides."""
    wirings = {str(step.name): _outputs(step) for step in pipeline.steps}
    outputs = {(name, out.artifact): out.name for name, wiring in wirings.items() for out in wiring.outputs}
    holder = {
        (str(step.name), variable): artifact.name
        for step in pipeline.steps
        for artifact in step.outputs
        for variable in stored(artifact)
    }
    collected = {str(step.name) for step in pipeline.steps if step.settings.foreach}
    for step in pipeline.steps:
        inputs = _inputs(step, pipeline, holder, collected)
        wirings[step.name] = replace(wirings[step.name], inputs=inputs)
    return Ports(MappingProxyType(wirings), MappingProxyType(outputs))


def _outputs(step: Step) -> Wiring:
    taken = {METRICS, CLASSIFICATION, REPORT, NOTEBOOK}
    outputs = tuple(
        WiredOutput(port_name(artifact.name, taken), artifact.name) for artifact in step.outputs if stored(artifact)
    )
    return Wiring(
        outputs=outputs,
        metrics=METRICS if step.metrics else "",
        report="" if step.settings.report is False else REPORT,
        notebook=NOTEBOOK,
    )


def _inputs(
    step: Step, pipeline: Pipeline, holder: Mapping[tuple[str, str], str], collected: set[str]
) -> tuple[WiredInput, ...]:
    taken = {BUNDLE_ARTIFACT, *(parameter.name for parameter in pipeline.parameters)}
    wanted = dict.fromkeys(
        (given.step, holder[given.step, given.variable])
        for given in step.inputs
        if (given.step, given.variable) in holder
    )
    return tuple(
        WiredInput(port_name(f"{source}_{artifact}", taken), source, artifact, source in collected)
        for source, artifact in sorted(wanted)
    )
