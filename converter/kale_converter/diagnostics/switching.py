"""How a notebook switches findings off and sets their severity."""

from __future__ import annotations

import re
from dataclasses import replace

from kale_converter.diagnostics.facts import Facts
from kale_converter.model import Diagnostic, Severity

_IGNORE = re.compile(r"#\s*kale:\s*ignore(?:\s*\[([^\]]*)\])?(?![\w\[])", re.IGNORECASE)


def switched_off(finding: Diagnostic, facts: Facts) -> bool:
    """Whether the notebook does not want to be told this.

    Warnings and infos are switched off by `# kale: ignore[K101]` (or `# kale: ignore` for all) on their line, and by
    `metadata.kale.ignore`, a list of codes, of the cell or the notebook. What a rule calls an error cannot be.
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
    comment = _IGNORE.search(finding.source)
    return comment is not None and (comment[1] is None or finding.code in comment[1].upper().replace(",", " ").split())


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
