"""The record of what the current cell does: which versions it needs and makes, each with its place in that cell."""

from __future__ import annotations

from kale_converter.analysis.bindings import Binding
from kale_converter.analysis.effects import CellEffects, Opaque, Patch, Read
from kale_converter.model import EvidenceKind, Span


class Recorder:
    """Writes down the effects of one cell after the other.

    span: the statement of the current cell that runs; the place of all that code of other cells does because of it.
    """

    def __init__(self) -> None:
        self.effects = CellEffects(0)
        self.span = Span(0, 1, 1, 1, 1, "")
        self._passing: dict[str, list[Read]] = {}

    def record(self, cell: int, span: Span) -> None:
        """From here on effects are those of this cell."""
        self.effects = CellEffects(cell)
        self.span = span
        self._passing = {}

    def of_the_process(self, what: str, span: Span, cell: int = 0) -> None:
        """Something is used that only the process knows that this cell runs in. cell: the one that has made it."""
        self.effects.apart.append(Opaque(what, self._here(span), cell))

    def patch(
        self, what: str, span: Span, package: str = "", attribute: str = "", names: frozenset[str] = frozenset()
    ) -> None:
        """An attribute of a module is set: other steps have the module as it was imported. See `Patch`."""
        self.effects.patches.append(Patch(what, self._here(span), package, attribute, names))

    def _here(self, span: Span) -> Span:
        """The place in the current cell: `span`, or the statement that led to it where that stands in another cell."""
        return span if span.cell == self.effects.cell else self.span

    def _write(self, name: str, span: Span, *, assumed: bool = False) -> None:
        """The current cell makes a version of a name. assumed: as far as is known, it may as well leave it alone."""
        if not assumed:
            self.effects.assumed.discard(name)
        elif name not in self.effects.writes:
            self.effects.assumed.add(name)
        self.effects.writes[name] = span

    def _need(
        self,
        name: str,
        binding: Binding,
        span: Span,
        kind: EvidenceKind,
        *,
        assumed: bool = False,
        passing: bool = False,
    ) -> None:
        """The current cell needs the version of a name that other cells have written.

        passing: only if its own version of that name is needed.
        """
        cell = self.effects.cell
        for writer, writer_span in binding.writers.items():
            if writer == cell:
                continue
            read = Read(name, writer, kind, writer_span, span, assumed)
            if passing:
                self.effects.passes.add(read)
                self._passing.setdefault(name, []).append(read)
            else:
                self.effects.reads.add(read)

    def _need_passing(self, name: str) -> None:
        """The cell needs its own version of a name, and so those that this one was made of."""
        for read in self._passing.pop(name, ()):
            self.effects.reads.add(read)
