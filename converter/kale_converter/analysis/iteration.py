"""Iteration: what reading from something uses up, calls, and so causes to run.

The code of a generator, and a function that `map` and its like are given, run when somebody reads from it, with what
names and objects are by then.
"""

from __future__ import annotations

import ast

from kale_converter.analysis.dunders import ITERATION
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.functions import call_dunder
from kale_converter.analysis.interpret import evaluate
from kale_converter.analysis.loaders import read_loaders
from kale_converter.analysis.objects import NOTHING, Value, in_order


def iterate(node: ast.expr, frame: Frame) -> Value:
    """The value of something that is iterated over; an iterator is used up by it."""
    value = evaluate(node, frame)
    return use_up(value, frame, node)


def use_up(value: Value, frame: Frame, node: ast.expr) -> Value:
    """Iterating over `value` changes the iterators among it, and calls the notebook's own `__iter__` and `__next__`."""
    if not value:
        return NOTHING
    through = read(value, frame, node)
    read_loaders(value, frame.world, frame.span(node))
    if through:
        frame.world.mutate(through, frame.span(node))
    own = frozenset(part for item in through for part in item.held if part.instance_of is not None)
    given = call_dunder(value | own, ITERATION, frame, node)
    return value | given | call_dunder(given, ITERATION, frame, node)


def read(value: Value, frame: Frame, node: ast.expr) -> Value:
    """The iterators among `value`, with those that they read from in turn; what they run when they are read is run."""
    found = {item for item in value if item.iterator}
    if not found:
        return NOTHING
    stack = list(found)
    while stack:
        more = {other for other in stack.pop().held if other.iterator} - found
        found |= more
        stack += more
    inner_first = in_order(found)
    for item in inner_first:
        if item.runs is not None:
            item.hold(item.runs((), {}, frame, node))
    for item in inner_first:
        if len(found) > 1:
            item.hold([part for other in item.held if other.iterator for part in other.held])
    return frozenset(found)
