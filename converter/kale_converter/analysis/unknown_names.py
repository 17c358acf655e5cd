"""Names of which cannot be told who binds them: those of star imports, and of code that cannot be read.

`ANY_NAME` has versions for all of them, as a name has.
"""

from __future__ import annotations

from kale_converter.analysis.bindings import ANY_NAME, BUILTINS, Binding, is_name
from kale_converter.analysis.growing import Growing
from kale_converter.analysis.made_again import MadeAgain
from kale_converter.analysis.objects import NOTHING, OF_UNKNOWN_CODE, Value, new
from kale_converter.analysis.standard_modules import may_have
from kale_converter.model import EvidenceKind, Span


class UnknownNames(MadeAgain):
    """Binds such names and reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.changes = 0
        """How often something has been bound or changed, so that it shows whether something is new."""
        self._star_modules: Growing[tuple[str, Span]] = Growing()

    def bind_unknown_names(self, span: Span, module: str = "") -> None:
        """Names are bound that cannot be told: by a star import from `module`, or by a magic.

        Those that were bound so before stay.
        """
        if module:
            self._star_modules.add((module, span))
        self._bind_any(span)

    def _bind_any(self, span: Span) -> None:
        """Any name may be bound by the current cell; what earlier ones have bound so stays."""
        before = self.env.get(ANY_NAME)
        own = self._here(span)
        self.changes += 1
        self._write(ANY_NAME, own)
        self.env.set(ANY_NAME, Binding(NOTHING, {**(before.writers if before else {}), self.effects.cell: own}))

    def _from_unknown_code(self, name: str) -> Value:
        """What a name stands for that star imports or code that cannot be read have bound, if anything has.

        It is bound from here on, so that a change of it is seen: to a member of the last module imported with a star
        that may have it, or to an object of its own.
        """
        unknown = self.env.get(ANY_NAME)
        if unknown is None or name in BUILTINS or not is_name(name):
            return NOTHING
        last = next(reversed([module for module, _ in self._star_modules if may_have(module, name)]), None)
        value = new(type_name=OF_UNKNOWN_CODE) if last is None else frozenset((self.module(f"{last}.{name}"),))
        self._name(name, value)
        self.env.set(name, Binding(value, unknown.writers))
        return value

    def _read_any(self, name: str, span: Span, passed: int = 0) -> bool:
        """A name that may come from a star import or the like is read from the cell that has it.

        passed: its last version has what these cells have bound, up to this one.
        """
        unknown = self.env.get(ANY_NAME)
        if unknown is None:
            return False
        if is_name(name) and name not in BUILTINS:
            later = {cell: place for cell, place in unknown.writers.items() if cell > passed}
            self._need(name, Binding(NOTHING, later), span, EvidenceKind.READ)
        return True

    def _name(self, name: str, value: Value) -> None:
        """A name stands for these objects."""
        for item in value:
            item.names.add(name)
