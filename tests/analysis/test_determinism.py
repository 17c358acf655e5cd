"""The same notebook gives the same, wherever in memory the analysis keeps its objects."""

import random

from kale_converter.analysis.growing import recording
from kale_converter.analysis.objects import Object


def _objects() -> frozenset[Object]:
    """Objects as a cell makes them, in places of memory that nobody can foresee."""
    between = [[None] * random.randrange(40) for _ in range(2_000)]
    made = []
    with recording(1):
        for kind in ("list", "dict", "set", "frame", "series", "function", "class"):
            del between[random.randrange(len(between)) :: 7]
            made.append(Object(type_name=kind))
        made += [Object(module="numpy"), Object(module="pandas.core")]
    return frozenset(made)


def test_values_are_gone_through_in_the_order_in_which_their_objects_were_made() -> None:
    orders = {tuple((item.module, item.type_name) for item in _objects()) for _ in range(20)}
    assert len(orders) == 1
