"""K007: unknown-ignore."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.diagnostics.facts import Facts
from kale_converter.diagnostics.rule import Rule
from kale_converter.model import Diagnostic, Severity, Span
from kale_converter.reading.place import cell_span


class UnknownIgnore(Rule):
    """A code that is to be switched off does not exist or is an error's.

    What
    ----
    The `kale.ignore` list of the notebook or of a cell names a code that no rule has, or one of an error.

    Why
    ---
    Errors cannot be switched off, and a misspelt code switches off nothing.

    What to do
    ----------
    Correct the code, or remove it from the list.
    """

    code = "K007"
    name = "unknown-ignore"
    severity = Severity.WARNING

    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """See the class."""
        named: list[tuple[Span | None, str]] = [(None, code) for code in facts.metadata.ignored]
        named += [
            (cell_span(cell), code)
            for cell in facts.notebook.cells
            for code in facts.metadata.ignored_in.get(cell.id, ())
        ]
        for span, code in named:
            if code not in facts.rules:
                yield self.finding(
                    f"`kale.ignore` names {code}, and there is no such diagnostic", "correct the code", span
                )
            elif facts.rules[code] is Severity.ERROR:
                yield self.finding(
                    f"`kale.ignore` names {code}, which is an error and cannot be switched off", "remove it", span
                )
