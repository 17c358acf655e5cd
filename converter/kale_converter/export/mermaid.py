"""The pipeline as a Mermaid flowchart."""

from __future__ import annotations

from kale_converter.model import Edge, EvidenceKind, Pipeline

_MOST_NAMES = 3
_LONGEST_NAME = 24
_WITHOUT_A_VALUE = frozenset({EvidenceKind.STATE, EvidenceKind.FILE, EvidenceKind.DECLARED})


def to_mermaid(pipeline: Pipeline) -> str:
    """A flowchart from top to bottom, with a newline at the end.

    A solid arrow hands over the variables that it names; a dashed one only keeps an order: of a declared dependency,
    a file, or state outside variables.
    """
    ids = {step.name: f"s{number}" for number, step in enumerate(pipeline.steps, 1)}
    lines = ["flowchart TD"]
    lines += [f'    {ids[step.name]}["{_escaped(step.name)}"]' for step in pipeline.steps]
    lines += [_arrow(edge, ids[edge.source], ids[edge.target]) for edge in pipeline.edges]
    return "\n".join(lines) + "\n"


def _arrow(edge: Edge, source: str, target: str) -> str:
    dashed = all(reason.kind in _WITHOUT_A_VALUE for reason in edge.evidence)
    names = [reason.variable for reason in edge.evidence if dashed or reason.kind not in _WITHOUT_A_VALUE]
    label = _label([name for name in dict.fromkeys(names) if name])
    line = "-.->" if dashed else "-->"
    return f"    {source} {line}{label} {target}"


def _label(names: list[str]) -> str:
    if not names:
        return ""
    shown = [name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…" for name in names[:_MOST_NAMES]]
    more = f" +{len(names) - _MOST_NAMES}" if len(names) > _MOST_NAMES else ""
    return f'|"{_escaped(", ".join(shown) + more)}"|'


def _escaped(text: str) -> str:
    """The text within quotes: Mermaid reads `#34;` as the character of that number, and some HTML."""
    return "".join(sign if sign.isalnum() or sign in " _-.,:/+…" else f"#{ord(sign)};" for sign in text)
