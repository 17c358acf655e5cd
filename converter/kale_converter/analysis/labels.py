"""The labels of a frame: its index and its columns, one object each, by whatever name they are changed."""

from __future__ import annotations

from collections.abc import Iterable

from kale_converter.analysis.objects import Object, Value, in_order

_LABELS = "labels"
"""The type name of a frame's index and columns. Only where they are changed does it count whose they are."""
_OF = "of"
"""The part of labels that is what they are the labels of."""


def labels(owners: Iterable[Object], attribute: str) -> Value:
    """The index or the columns of frames: the same object whenever it is asked for."""
    return frozenset().union(*(_labels_of(owner, f"{_LABELS} {attribute}") for owner in owners))


def _labels_of(owner: Object, part: str) -> Value:
    known = owner.parts.named(part)
    if not known:
        made = Object(library="pandas", type_name=_LABELS)
        made.parts.add((_OF, owner))
        owner.parts.add((part, made))
    return owner.parts.named(part)


def tie_labels(objects: Iterable[Object]) -> None:
    """Where labels are among what is changed or told apart, it counts from then on that their frames hold them."""
    for item in objects:
        if item.type_name == _LABELS:
            for owner in in_order(item.parts.named(_OF)):
                owner.hold((item,))
