"""What frames and arrays of the notebook's own classes make: operators, slices and methods give such again.

Sources: pandas ("Extending pandas": `_constructor` and its like tell which class the result has) and NumPy
("Subclassing ndarray": every view and result is an instance of the subclass).
"""

from __future__ import annotations

import ast

from kale_converter.analysis.attributes import take_attribute
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.objects import NOTHING, Object, Value, in_order

_CONSTRUCTORS = ("_constructor", "_constructor_sliced", "_constructor_expanddim")
_ARRAYS = frozenset({"numpy.ndarray", "numpy.matrix", "numpy.recarray", "numpy.ma.MaskedArray"})


def made_by_class(value: Value, frame: Frame, node: ast.expr) -> Value:
    """What an expression that works with `value` may give: new instances of the classes that its instances name."""
    own = [item for item in value if item.instance_of is not None]
    return frozenset(
        _instance(kind, frame, node) for item in in_order(own) for kind in in_order(_kinds(item, frame, node))
    )


def viewed_as(name: str, given: Value, frame: Frame, node: ast.expr) -> Value:
    """What `array.view(Class)` gives: an instance of a class of the notebook; NOTHING of any other method."""
    kinds = [item for item in given if item.user_class is not None] if name == "view" else []
    return frozenset(_instance(kind, frame, node) for kind in kinds)


def _kinds(item: Object, frame: Frame, node: ast.expr) -> Value:
    """The classes of what is made of an instance."""
    fact = item.instance_of
    assert fact is not None
    kinds = NOTHING
    for name in _CONSTRUCTORS:
        if fact.lookup(name):
            given = take_attribute(frozenset((item,)), name, frame, node)
            kinds |= frozenset(part for part in given if part.user_class is not None)
    if not _ARRAYS.isdisjoint(fact.foreign()):
        kinds |= frozenset(part for part in item.held if part.user_class is fact)
    return kinds


def _instance(kind: Object, frame: Frame, node: ast.expr) -> Object:
    """An instance of a class, made without a call of what the class has."""
    made = frame.world.make_again((node, kind), lambda: Object(instance_of=kind.user_class))
    made.hold((kind,))
    return made
