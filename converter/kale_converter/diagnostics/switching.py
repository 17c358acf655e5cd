"""How a notebook switches findings off and sets their severity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kale_converter.diagnostics.facts import Facts
from kale_converter.model import Cell, Diagnostic, Severity, Span
from kale_converter.reading.place import python_lines

_IGNORE = re.compile(r"#\s*kale:\s*ignore(?:\s*\[([^\]]*)\])?(?![\w\[])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ignoring:
    """A comment that switches findings off. codes: which, None for all. alone: there is nothing else on its line."""

    span: Span
    codes: tuple[str, ...] | None
    alone: bool


def ignoring(cell: Cell) -> Iterator[Ignoring]:
    """The comments `# kale: ignore[K101]` in a cell, from the first line to the last."""
    if "kale" not in cell.source.lower():
        return
    for number, line in enumerate(python_lines(cell.source), 1):
        found = _IGNORE.search(line)
        if found is not None:
            codes = None if found[1] is None else tuple(found[1].upper().replace(",", " ").split())
            span = Span(cell.index, number, found.start() + 1, number, found.end() + 1, cell.id)
            yield Ignoring(span, codes, line.lstrip().startswith("#"))


def switched_off(finding: Diagnostic, facts: Facts) -> bool:
    """Whether the notebook does not want to be told this.

    Warnings and infos are switched off by `# kale: ignore[K101]` (or `# kale: ignore` for all) on their line or, for
    the cell, on a line of its own, and by `metadata.kale.ignore`, a list of codes, of the cell or the notebook. What a
    rule calls an error cannot be.
    """
    if finding.severity is Severity.ERROR:
        return False
    if finding.code in facts.metadata.ignored:
        return True
    if finding.span is None:
        return False
    cell = facts.notebook.cells[finding.span.cell - 1]
    if finding.code in facts.metadata.ignored_in.get(cell.id, ()):
        return True
    return any(
        (comment.alone or comment.span.line == finding.span.line)
        and (comment.codes is None or finding.code in comment.codes)
        for comment in ignoring(cell)
    )


def with_severity(finding: Diagnostic, facts: Facts) -> Diagnostic:
    """The finding as severe as `metadata.kale.severity` of its cell, else of the notebook, says.

    What a rule calls an error stays one: it is about something that cannot run.
    """
    if finding.severity is Severity.ERROR:
        return finding
    wanted = facts.metadata.severity.get(finding.code, finding.severity)
    if finding.span is not None:
        cell = facts.notebook.cells[finding.span.cell - 1]
        wanted = facts.metadata.severity_in.get(cell.id, {}).get(finding.code, wanted)
    return finding if wanted is finding.severity else replace(finding, severity=wanted)
