"""What a rule is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from kale_converter.diagnostics.facts import Facts
from kale_converter.model import Diagnostic, Severity, Span, Target

EVERY_TARGET = frozenset(Target)


class Rule(ABC):
    """One kind of finding. The docstring of a rule is its page in the docs: What, Why, What to do.

    code: "K" and three digits: K0 the notebook, its metadata and tags; K1 parameters; K2 code; K3 dependencies and
    order; K4 values and storage; K5 settings that are not honoured; K6 running unattended and elsewhere. It never
    changes its meaning. name: for people, in kebab-case. targets: for which it is put to a notebook.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]
    targets: ClassVar[frozenset[Target]] = EVERY_TARGET

    @abstractmethod
    def check(self, facts: Facts) -> Iterator[Diagnostic]:
        """All findings of this kind; their order and their source lines are seen to elsewhere."""

    def finding(self, message: str, remedy: str, span: Span | None = None) -> Diagnostic:
        """A finding of this rule. message: one sentence without a full stop. remedy: what to do, likewise."""
        return Diagnostic(self.code, self.severity, message, remedy, span)
