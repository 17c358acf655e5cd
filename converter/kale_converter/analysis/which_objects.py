"""What shows of objects that a step has received: which they are, who refers to them, that they are copies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from kale_converter.analysis.bindings import Binding
from kale_converter.analysis.growing import Growing
from kale_converter.analysis.labels import tie_labels
from kale_converter.analysis.objects import ARROW, MEMORY_MAP, Object, holders, in_order
from kale_converter.analysis.outside import Outside
from kale_converter.model import EvidenceKind, Span

FINALIZER = "__del__"


class WhichObjects(Outside):
    """Records where it matters which objects the names stand for, and tells where that is not handed on."""

    def __init__(self) -> None:
        super().__init__()
        self.notices: Growing[str] = Growing()
        """Not empty where something may notice that objects go: weak references (WEAK), `__del__` (FINALIZER)."""
        self.gone: list[Object] = []
        """Those with a `__del__` that the last name has been taken from."""

    def record(self, cell: int, span: Span) -> None:
        """See `Recorder.record`."""
        super().record(cell, span)
        self.gone.clear()

    def compare(self, objects: Iterable[Object]) -> None:
        """It is asked which objects these are: all names that give access to them must give the same ones."""
        objects = [item for item in objects if not item.module]
        tie_labels(objects)
        told_apart = holders(objects)
        self.effects.compared.update(name for item in told_apart for name in item.names)

    def compare_plain(self, names: Iterable[str], span: Span) -> None:
        """It is asked whether variables are one object, of which no value is known that could be shared."""
        for name in names:
            binding = self.env.get(name)
            if binding is not None and not binding.value and not binding.gone:
                self.of_the_process(f"the identity of {name}", span, max(binding.writers))

    def tell_of_loaded(self, what: str, objects: Collection[Object], span: Span) -> None:
        """It is asked for something of objects that is not handed on with them."""
        for _, name, binding in self._names_of(objects):
            self.of_the_process(f"{what} {name}", span, max(binding.writers))

    def trace(self, exceptions: Iterable[Object], span: Span) -> None:
        """It is asked where exceptions were raised, which shows in the process alone where that was."""
        self.tell_of_loaded("the traceback of", holders(item for item in exceptions if not item.module), span)

    def _tell_of_copies(self, objects: Collection[Object], span: Span) -> None:
        """These objects are changed; where another cell has made them, what is changed may be a copy of them."""
        for item, name, binding in self._names_of(objects):
            if self.effects.cell in binding.writers:
                continue
            if item.type_name == MEMORY_MAP:
                self.patch(f"the file behind {name}", span)
            elif item.type_name == ARROW:
                self.patch(f"the memory that {name} shares with an array", span, names=frozenset({name}))
            else:
                self.of_the_process(f"which document of Beautiful Soup {name} belongs to", span)

    def _names_of(self, objects: Collection[Object]) -> Iterator[tuple[Object, str, Binding]]:
        for item in in_order(objects):
            for name in sorted(item.names):
                binding = self.env.get(name)
                if binding is not None and item in binding.value:
                    yield item, name, binding

    def _weakly_referring_to(self, dropped: Iterable[Object]) -> set[Object]:
        """The weak references to what goes with these objects."""
        return {holder for item in self._going_with(dropped) for holder in item.holders if holder.is_weak}

    def _finalized(self, dropped: Iterable[Object]) -> Collection[Object]:
        """Those with a `__del__` that go with these objects."""
        own = [(item, item.instance_of) for item in self._going_with(dropped)]
        return in_order([item for item, fact in own if fact is not None and fact.lookup(FINALIZER)])

    def parts_to_finalize(self, objects: Iterable[Object]) -> Collection[Object]:
        """Those with a `__del__` that may go where these objects lose a part."""
        return self._finalized(part for item in objects for part in item.held) if self.notices else ()

    def keep_alive(self, item: Object, span: Span) -> None:
        """An object may go: whatever else has it must be there with it."""
        self.compare((item,))
        referring = holders((item,))
        for name in sorted({name for holder in referring for name in holder.names}):
            binding = self.env.get(name)
            if binding is not None and not binding.gone and not referring.isdisjoint(binding.value):
                self._need(name, binding, self._here(span), EvidenceKind.READ)

    def _going_with(self, dropped: Iterable[Object]) -> set[Object]:
        """What goes with objects that a name is taken from, unless another name surely stands for it."""
        going = set[Object]()
        stack = list(dropped) if self.notices else []
        while stack:
            item = stack.pop()
            if item in going or item.module or any(self._stands_for_only(name, item) for name in item.names):
                continue
            going.add(item)
            stack.extend(() if item.is_weak else item.held)
        return going

    def _stands_for_only(self, name: str, item: Object) -> bool:
        binding = self.env.get(name)
        return binding is not None and binding.value == {item}
