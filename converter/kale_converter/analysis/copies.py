"""Deep copies: other objects of the same make, which hold copies of what the first ones hold."""

from __future__ import annotations

from kale_converter.analysis.objects import NOTHING, Object, Value, in_order, reach


def deep_copy(value: Value) -> Value:
    """What `copy.deepcopy` and its like make of `value`: functions, classes and modules stay the same."""
    if not value:
        return NOTHING
    originals = in_order(reach(value))
    copies = {item: _copy(item) for item in originals}
    for item, made in copies.items():
        if made is item:
            continue
        for name, part in item.parts:
            made.parts.add((name, copies.get(part, part)))
        made.hold(copies.get(other, other) for other in item.held)
        if item.library == "pandas":  # which copies its arrays, and not the objects that are in them
            made.hold(item.held)
    return frozenset(copies[item] for item in value)


def _copy(item: Object) -> Object:
    if item.module or item.function is not None or item.user_class is not None:
        return item
    return Object(
        library=item.library,
        type_name=item.type_name,
        instance_of=item.instance_of,
        iterator=item.iterator,
        seeded=item.seeded,
    )
