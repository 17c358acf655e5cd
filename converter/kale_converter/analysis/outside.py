"""What no variable holds: state such as `state:numpy.random`, which has versions as names have, files, and displays."""

from __future__ import annotations

from kale_converter.analysis.bindings import Binding, Names
from kale_converter.analysis.effects import Opaque
from kale_converter.analysis.files import ANY_FILE, Files, Uses
from kale_converter.analysis.objects import NOTHING
from kale_converter.analysis.recorder import Recorder
from kale_converter.model import EvidenceKind, Span


class Outside(Recorder):
    """Records the use of state, files and displays. env: the versions of all names, those of state among them."""

    def __init__(self) -> None:
        super().__init__()
        self.env: Names
        self.files = Files()
        self._displays = Uses("display")

    def use_state(self, name: str, span: Span, *, change: bool) -> None:
        """State such as `state:random` is used; it matters only once the notebook has set it."""
        binding = self.env.get(name)
        if binding is None:
            if change:
                self.effects.unseeded.append(Opaque(name, self._here(span)))
            return
        span = self._here(span)
        self._need(name, binding, span, EvidenceKind.STATE)
        if change:
            self._write(name, span)
            self.env.set(name, Binding(NOTHING, {self.effects.cell: span}))

    def may_see_state(self, name: str, span: Span) -> None:
        """State may show in what code does that nothing is known of."""
        binding = self.env.get(name)
        if binding is not None:
            self._need(name, binding, self._here(span), EvidenceKind.STATE, assumed=True)

    def may_change_state(self, name: str, span: Span) -> None:
        """Code that nothing is known of may change state, which matters once the notebook has set it."""
        binding = self.env.get(name)
        if binding is None:
            return
        span = self._here(span)
        self._need(name, binding, span, EvidenceKind.STATE, assumed=True)
        self._write(name, span, assumed=True)
        self.env.set(name, Binding(NOTHING, {self.effects.cell: span}))

    def read_file(self, path: str, span: Span, *, looks: bool = False) -> None:
        """A file is read: after whatever may have written it. path: "*" where it cannot be told.

        looks: it is only asked whether it is there and how it is.
        """
        own = self._here(span)
        if path != ANY_FILE and not looks and not self.files.may_be_written(path):
            self.effects.outside.append(Opaque(path, own))
        self.effects.orders.extend(self.files.read(path, self.effects.cell, own))

    def list_files(self, pattern: str, span: Span) -> None:
        """It is asked which files there are in a folder, or with a pattern. pattern: "*" where it cannot be told."""
        self.effects.orders.extend(self.files.list(pattern, self.effects.cell, self._here(span)))

    def write_file(self, path: str, span: Span, *, inside: bool = False) -> None:
        """A file is written: after whatever may have read or written it. inside: it is a folder with all in it."""
        self.effects.orders.extend(self.files.write(path, self.effects.cell, self._here(span), inside=inside))

    def display_under_id(self, display_id: str, span: Span) -> None:
        """Something is displayed in the place of what an id stands for. display_id: "*" where it cannot be told."""
        own = self._here(span)
        self.effects.orders.extend(self._displays.before(display_id, self.effects.cell, own, folders=False))
        self._displays.add(display_id, self.effects.cell, own)
