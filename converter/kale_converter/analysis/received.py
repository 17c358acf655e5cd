"""What a step receives of others and cannot be handed to it, surely or perhaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kale_converter.analysis.bindings import Binding
from kale_converter.analysis.objects import Object, reach
from kale_converter.analysis.unstorable import EXIT_STACKS, FILE, RECORDED, SHARED_BY_THREADS
from kale_converter.model import Span, StepName

Received = Mapping[str, Binding]
"""The variables that a step gets from others, by their names, sorted, as the last that it gets each from leaves it."""


@dataclass(frozen=True, slots=True)
class Unstorable:
    """A variable that another step needs, and that is or holds what cannot be handed over.

    what: in words. span: where the variable is made. itself: the variable is it, or may be, and does not just hold it.
    """

    name: str
    what: str
    span: Span
    reader: StepName
    itself: bool = True


def unstorable(received: Received, reader: StepName) -> Iterator[Unstorable]:
    """Variables that surely are what cannot be handed over, or may be tensors that lose their record."""
    for name, binding in received.items():
        if any(item.unstorable == RECORDED for item in binding.value):
            yield Unstorable(name, RECORDED, min(binding.writers.values()), reader)
        elif binding.value and all(item.unstorable for item in binding.value):
            what = min(item.unstorable for item in binding.value)
            yield Unstorable(name, what, min(binding.writers.values()), reader)


def holding(received: Received, reader: StepName) -> Iterator[Unstorable]:
    """Variables that may be what cannot be handed over, or another thing; containers and instances that hold it."""
    for name, binding in received.items():
        perhaps = {item.unstorable for item in binding.value}
        if "" in perhaps and (perhaps := perhaps - {"", FILE, RECORDED}):
            others = [item for item in binding.value if not item.unstorable]
            if not any(part.unstorable for part in reach(others)):
                yield Unstorable(name, min(perhaps), min(binding.writers.values()), reader)
        if kinds := {what for item in binding.value for what in _held_kinds(item)}:
            yield Unstorable(name, min(kinds), min(binding.writers.values()), reader, itself=False)


def _held_kinds(item: Object) -> Iterator[str]:
    """The kinds of what cannot be handed over that a container, an instance, an exit stack or a class surely holds."""
    if item.held:
        kinds = {held.unstorable for held in item.held} - {""}
        if item.type_name in EXIT_STACKS:
            yield from kinds
        elif kinds and _is_stored_whole(item):
            yield from kinds & SHARED_BY_THREADS
    if item.user_class is not None:
        for value in item.user_class.attributes.values():
            if value and all(held.unstorable for held in value):
                yield min(held.unstorable for held in value)


def _is_stored_whole(item: Object) -> bool:
    """Whether storing an object stores all that it holds."""
    own = item.instance_of
    return item.type_name == "container" or (own is not None and not own.lookup("__getstate__"))
