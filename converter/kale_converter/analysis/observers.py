"""Objects that call who observes them where a part of them is set: widgets, models and figures of some packages.

Observers are the functions that such an object has been given, and the methods of a class of the notebook that
traitlets has decorated.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from kale_converter.analysis.definitions import last_word
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.functions import bound, invoke_any
from kale_converter.analysis.library import OBSERVED
from kale_converter.analysis.objects import Object, Value, given_to_call, in_order

_DECORATORS = frozenset({"default", "observe", "observe_compat", "validate"})


def is_observed(item: Object) -> bool:
    """Whether an object is one of these packages, or of a class of the notebook that derives from one of theirs."""
    if item.module or item.function is not None or item.user_class is not None:
        return False
    if item.instance_of is None:
        return item.library in OBSERVED
    return any(path.partition(".")[0] in OBSERVED for path in item.instance_of.foreign())


def call_observers(changed: Value, value: Value, frame: Frame, node: ast.expr) -> None:
    """A part of these objects is set to `value`."""
    observed = frozenset(item for item in changed if item.closes and is_observed(item))
    if not observed:
        return
    functions = {item for item in given_to_call(observed, of_instances=True) if item.function is not None}
    for item in in_order(observed):
        functions |= set(_decorated(item))
    invoke_any(frozenset(functions), (observed | value,) * 3, {}, frame, node)


def keep_observers(base: Value, given: Value) -> None:
    """A method of these objects is given functions, which it may keep to call them then."""
    for item in base:
        if is_observed(item):
            item.hold(part for part in given if part.may_be_called)


def link(given: Value) -> Value:
    """From now on setting a part of one of these objects sets others of them, or calls one that is a function.

    Gives those that are set.
    """
    tied = frozenset(item for item in given if is_observed(item))
    for item in tied:
        item.hold(tied | {part for part in given if part.may_be_called})
    return tied


def _decorated(item: Object) -> Iterable[Object]:
    """The methods of an instance that its class says are to be called."""
    fact = item.instance_of
    if fact is None:
        return
    for name in fact.names():
        found = frozenset(part for part in fact.lookup(name) if _is_decorated(part))
        yield from bound(found, item)


def _is_decorated(part: Object) -> bool:
    if part.function is None or isinstance(part.function.node, ast.Lambda):
        return False
    called = (item for item in part.function.node.decorator_list if isinstance(item, ast.Call))
    return any(last_word(item) in _DECORATORS for item in called)
