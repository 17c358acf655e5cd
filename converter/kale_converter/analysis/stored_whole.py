"""What is stored whole: models, layers, optimizers and metrics of Keras, each with copies of all that is in it.

A layer that is in two models, or in a model and in a variable of its own, is another one in each of them where they are
loaded: what a step changes of one is not changed in the other.
Source: `keras.saving.KerasSaveable.__reduce__`, which stores an object as the bytes of a saved model.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from kale_converter.analysis.bindings import Binding
from kale_converter.analysis.objects import NOTHING, Object, Value, new, reach

KERAS = "keras"
PACKAGES = frozenset({KERAS, "tensorflow"})
"""Where its objects come from."""
_PART = "a part of what Keras stores whole"
"""The type name of what stands for the parts of one object, and its attribute of this name."""
_CALLED_BACK = f"{KERAS}.callbacks."
_LEAVING_ALONE = frozenset({"evaluate", "predict"})
_RECORDS = frozenset({"epoch", "history", "params"})
"""Attributes of what `fit` gives: lists and dictionaries of numbers."""


def part_of(item: Object, name: str) -> Value:
    """What an attribute of one of Keras' objects is that nobody has set, NOTHING of other packages' objects."""
    if item.library != KERAS or item.module:
        return NOTHING
    if name in _RECORDS:
        if not item.parts.named(name):
            item.set_part(name, new(type_name="container"))
        return item.parts.named(name)
    if item.type_name == _PART:
        return frozenset((item,))
    if not item.parts.named(_PART):
        item.set_part(_PART, new((item,), library=KERAS, type_name=_PART))
    return item.parts.named(_PART)


def keep(base: Value, name: str, given: Value) -> None:
    """A method of one of Keras' objects keeps what it is given: a model its optimizer, a layer, who is called back.

    Who is called back, which is of a class of the notebook, has the model as well.
    """
    parts = {held for item in given if item.type_name == "container" for held in item.held} | given
    kept = frozenset(part for part in parts if part.library == KERAS or part.instance_of is not None)
    for item in base if kept else ():
        if _is_whole(item) and name not in _LEAVING_ALONE:
            item.hold(kept)
            for part in kept:
                if not _is_whole(part):
                    part.hold((item,))


def parted(received: Mapping[str, Binding], changed: Collection[str]) -> Iterator[str]:
    """The variables that a step receives, changes and would receive with copies of what they share. changed: all."""
    wholes = {name: _wholes(binding) for name, binding in received.items()}
    everywhere = {item for found in wholes.values() for item in found}
    parts = {item: {part for part in reach((item,)) if _is_whole(part)} - {item} for item in everywhere}
    for name, found in wholes.items():
        if name in changed and any(
            other in parts[item] or item in parts[other] or not parts[item].isdisjoint(parts[other])
            for item in found
            for other in everywhere - {item}
        ):
            yield name


def _wholes(binding: Binding) -> set[Object]:
    """What a value gives access to that is stored whole, but for what is in such."""
    found: set[Object] = set()
    seen = {item for item in binding.value if not item.module}
    stack = list(seen)
    while stack:
        item = stack.pop()
        if _is_whole(item):
            found.add(item)
            continue
        more = {held for held in item.held if not held.module} - seen
        seen |= more
        stack += more
    return found


def _is_whole(item: Object) -> bool:
    """Whether this is one of Keras' own objects, or an instance of a class that derives from one of Keras' classes."""
    if item.module or item.user_class is not None or item.function is not None:
        return False
    paths = [item.type_name] if item.instance_of is None else list(item.instance_of.foreign())
    if any(path.startswith(_CALLED_BACK) for path in paths):
        return False
    return item.library == KERAS or any(path.startswith(f"{KERAS}.") for path in paths)
