"""What there is to say about a notebook without running it, in the one form that every view shows."""

from __future__ import annotations

from dataclasses import dataclass

from kale_converter.model import Conversion, Diagnostic, Pipeline, Severity, Span


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic and its text, the same in the terminal, in JSON and in the panel."""

    code: str
    severity: Severity
    message: str
    remedy: str
    span: Span | None
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """A notebook's pipeline and all findings.

    pipeline: null where the errors leave nothing to draw. ok: whether it may run. mermaid: the graph as a Mermaid
    flowchart, "" without a pipeline.
    """

    pipeline: Pipeline | None
    diagnostics: tuple[Finding, ...]
    ok: bool
    mermaid: str


def finding(diagnostic: Diagnostic) -> Finding:
    """The diagnostic with its text."""
    from kale_converter.diagnostics.text import render

    return Finding(
        code=diagnostic.code,
        severity=diagnostic.severity,
        message=diagnostic.message,
        remedy=diagnostic.remedy,
        span=diagnostic.span,
        source=diagnostic.source,
        text=render(diagnostic),
    )


def analyse(conversion: Conversion) -> Analysis:
    """Tell of a conversion."""
    from kale_converter.export.mermaid import to_mermaid

    return Analysis(
        pipeline=conversion.pipeline,
        diagnostics=tuple(finding(diagnostic) for diagnostic in conversion.diagnostics),
        ok=conversion.ok,
        mermaid="" if conversion.pipeline is None else to_mermaid(conversion.pipeline),
    )
