"""The graph of a pipeline as text: what each step waits for, and why."""

from __future__ import annotations

from kale_converter.model import Edge, Evidence, EvidenceKind, Notebook, Pipeline, Span, StepName, StepSettings
from kale_ext.cli.wording import columns, plural

_SHOWN = 4
"""Variables named on one line of the overview."""

_REASONS = {
    EvidenceKind.READ: "reads it",
    EvidenceKind.MUTATED: "changes it",
    EvidenceKind.CLOSURE: "calls a function that reads it",
    EvidenceKind.ALIAS: "uses an object that is also in it",
    EvidenceKind.DELETED: "must come after it is deleted",
    EvidenceKind.STATE: "goes on from this state",
    EvidenceKind.FILE: "uses the same file",
    EvidenceKind.DECLARED: "a prev: tag says so",
    EvidenceKind.WHEN: "asks for it in its condition",
    EvidenceKind.FOREACH: "runs for each of its items",
}


def overview(pipeline: Pipeline) -> list[str]:
    """A line for each step with the steps it waits for, and the variables that it gets from each."""
    title = f"{pipeline.settings.name}: {plural(len(pipeline.steps), 'step')}"
    if pipeline.parameters:
        title += f", {plural(len(pipeline.parameters), 'parameter')}"
    lines = [title, ""]
    rows: list[tuple[str, str, str]] = []
    for step in pipeline.steps:
        edges = edges_into(pipeline, step.name)
        if not edges:
            rows.append((step.name, "", ""))
        rows.extend(
            (step.name if place == 0 else "", f"← {edge.source}", _variables(edge)) for place, edge in enumerate(edges)
        )
    lines.extend(columns(rows) if rows else ["(no steps)"])
    return lines


def edges_into(pipeline: Pipeline, step: StepName) -> list[Edge]:
    """The edges that end in this step, in pipeline order."""
    return [edge for edge in pipeline.edges if edge.target == step]


def _variables(edge: Edge) -> str:
    names = list(dict.fromkeys(evidence.variable for evidence in edge.evidence if evidence.variable))
    if not names:
        return "prev: tag"
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def why(pipeline: Pipeline, step: StepName, notebook: Notebook) -> list[str]:
    """Every reason for which a step waits for others, with the lines of code that are to blame."""
    edges = edges_into(pipeline, step)
    if not edges:
        return [f"{step} waits for no other step."]
    lines: list[str] = []
    for edge in edges:
        lines += ["", f"{step} waits for {edge.source}:"] if lines else [f"{step} waits for {edge.source}:"]
        for evidence in edge.evidence:
            lines.extend(_reason(evidence, edge, pipeline, notebook))
    return lines


def _reason(evidence: Evidence, edge: Edge, pipeline: Pipeline, notebook: Notebook) -> list[str]:
    assumed = " (assumed, to be safe)" if evidence.assumed else ""
    seen = f" (seen in run {evidence.observed})" if evidence.observed else ""
    name = evidence.variable or "order"
    lines = [
        f"  {name}: {edge.target} {_REASONS[evidence.kind]}{assumed}{seen}"
        if evidence.variable
        else f"  {_REASONS[evidence.kind]}"
    ]
    if evidence.writer is not None:
        lines.append(f"    {edge.source}, {evidence.writer}: {_source(evidence.writer, notebook)}")
    if evidence.reader is not None:
        code = _setting(evidence, pipeline.step(edge.target).settings) or _source(evidence.reader, notebook)
        lines.append(f"    {edge.target}, {evidence.reader}: {code}")
    return lines


def _setting(evidence: Evidence, settings: StepSettings) -> str:
    """The setting that uses a variable where no line of code does."""
    if evidence.kind is EvidenceKind.WHEN:
        return f"when: {settings.when}"
    if evidence.kind is EvidenceKind.FOREACH and settings.foreach is not None:
        return f"foreach: {settings.foreach.variable} in {settings.foreach.source}"
    return ""


def _source(span: Span, notebook: Notebook) -> str:
    for cell in notebook.cells:
        if cell.index == span.cell:
            lines = cell.source.split("\n")
            return lines[span.line - 1].strip() if span.line <= len(lines) else ""
    return ""
