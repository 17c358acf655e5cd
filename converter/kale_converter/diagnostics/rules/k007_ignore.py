"""K007: unknown-ignore."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.diagnostics.switching import ignoring
from kale_converter.model import Diagnostic, Severity, Span
from kale_converter.reading.place import cell_span


class UnknownIgnore(Rule):
    """A code that is to be switched off or graded does not exist or is an error's.

    What
    ----
    The `kale.ignore` list or the `kale.severity` of the notebook or of a cell, or a comment `# kale: ignore[CODE]`,
    names a code that no rule has, or one of an error.

    Why
    ---
    Errors can neither be switched off nor lowered, because what they are about cannot run. A misspelt code does
    nothing.

    What to do
    ----------
    Correct the code, or remove it.
    """

    code = "K007"
    name = "unknown-ignore"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        named: list[tuple[Span | None, str]] = [(None, code) for code in facts.metadata.ignored]
        of_cells = facts.metadata.ignored_in
        named += [(cell_span(facts.notebook.cell(cell)), code) for cell in of_cells for code in of_cells[cell]]
        for span, code in named:
            if code not in facts.rules:
                yield self.finding(
                    f"`kale.ignore` names {code}, and there is no such diagnostic", "correct the code", span
                )
            elif facts.rules[code] is Severity.ERROR:
                yield self.finding(
                    f"`kale.ignore` names {code}, which is an error and cannot be switched off", "remove it", span
                )
        yield from self._comments(facts)
        yield from self._graded(facts)

    def _comments(self, facts: Facts) -> Iterator[Diagnostic]:
        named = [
            (comment.span, code)
            for cell in facts.notebook.code_cells
            for comment in ignoring(cell)
            for code in comment.codes or ()
        ]
        for span, code in named:
            if code not in facts.rules:
                yield self.finding(f"{code} names no diagnostic", "correct the code", span)
            elif facts.rules[code] is Severity.ERROR:
                yield self.finding(f"{code} is an error and cannot be switched off", "remove the code", span)

    def _graded(self, facts: Facts) -> Iterator[Diagnostic]:
        said: list[tuple[Span | None, Mapping[str, Severity]]] = [(None, facts.metadata.severity)]
        of_cells = facts.metadata.severity_in
        said += [(cell_span(facts.notebook.cell(cell)), of_cells[cell]) for cell in of_cells]
        for span, severities in said:
            for code, wanted in severities.items():
                if code not in facts.rules:
                    yield self.finding(
                        f"`kale.severity` names {code}, and there is no such diagnostic", "correct the code", span
                    )
                elif facts.rules[code] is Severity.ERROR and wanted is not Severity.ERROR:
                    yield self.finding(
                        f"`kale.severity` makes {code} {wanted}, and an error cannot be lowered", "remove it", span
                    )
