"""What Kale Ext has to say about a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kale_converter.model.span import Span


class Severity(StrEnum):
    """How bad it is: an error stops the conversion, a warning may change the result, an info changes nothing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    code: stable, as in "K101"; its page in the docs has the same name.
    message: what is wrong, one sentence without a full stop. remedy: what to do about it, one sentence.
    span: where, or None where the finding is about the notebook as a whole.
    source: the source line that the span begins on, so that every view can print it without the notebook.
    cells: the places of further cells that may give something else because of it; the message speaks of them too.
    """

    code: str
    severity: Severity
    message: str
    remedy: str
    span: Span | None = None
    source: str = ""
    cells: tuple[int, ...] = ()

    @property
    def order(self) -> tuple[int, int, int, str, str]:
        """Sort key: by place in the notebook, then by code."""
        if self.span is None:
            return (0, 0, 0, self.code, self.message)
        return (self.span.cell, self.span.line, self.span.column, self.code, self.message)
