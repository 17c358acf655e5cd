"""What the code of packages calls of the notebook's own by itself: functions and methods of what it holds or is given.

A pipeline of scikit-learn fits the notebook's transformers, a parser calls the methods that a class of the notebook
has put in the place of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from kale_converter.analysis import library as known
from kale_converter.analysis.call import Call
from kale_converter.analysis.functions import bound
from kale_converter.analysis.method_names import FITTING, PASSING_ON
from kale_converter.analysis.objects import NOTHING, Object, Value, given_to_call
from kale_converter.analysis.unstorable import GROUPED

_OF_CONTAINERS = frozenset({
    "__getitem__", "__setitem__", "__delitem__", "__iter__", "__len__", "__contains__", "__missing__",
})  # fmt: skip
_GIVING_THEMSELVES = frozenset({"fit", "partial_fit"})
"""Methods of estimators that give the estimator, by scikit-learn's convention ("Developing estimators")."""


def call_held(call: Call, base: Value, name: str) -> Value:
    """A method of a package's objects is called: what it may call in turn of what these hold, and what that gives.

    An object of the notebook's own class has it from a package's class.
    """
    holding = frozenset(item for item in base if _calls_back(item, name))
    if not holding:
        return NOTHING
    reached = given_to_call(holding, of_instances=True)
    fits = name in FITTING
    functions = {item for item in reached if item.function is not None and not item.function.bound_to}
    methods = {
        method
        for item in reached
        if item.instance_of is not None and (item in holding or _is_used(item, holding))
        for method in own_methods(item, fits=fits)
    }
    fitting = {method for method in methods if _name_of(method) in _GIVING_THEMSELVES}
    call.call_back(fitting)
    given = call.call_back((functions | methods) - fitting)
    return given if name in PASSING_ON else NOTHING


def call_given(call: Call, path: str) -> Value:
    """A function of a package may call the functions that it is given, and methods of the notebook's objects.

    Gives what these functions give, where the call may give that itself (`functools.reduce`): packages that compute
    make something new of it.
    """
    given = NOTHING if _only_holds(path) else call.callback()
    passed_on = given if path.partition(".")[0] in sys.stdlib_module_names else NOTHING
    if (
        path.rpartition(".")[2][:1].isupper()
        or path in known.HOLDING_FUNCTIONS
        or not any(item.closes for item in call.given)
    ):
        return passed_on
    reached = given_to_call(call.given, of_instances=True)
    sklearn = path.startswith("sklearn.")
    call.call_back(
        method
        for item in reached
        if item.instance_of is not None and (sklearn or _derives(item))
        for method in own_methods(item, fits=True)
    )
    return passed_on


def _only_holds(path: str) -> bool:
    """Whether a function or class makes something that holds the functions it is given, and does not call them yet."""
    is_estimator = path.startswith("sklearn.") and path.rpartition(".")[2][:1].isupper()
    of_functions = path.startswith("functools.") and path != "functools.reduce"
    return is_estimator or path in known.HOLDING_FUNCTIONS or of_functions


def _name_of(method: Object) -> str:
    return str(getattr(method.function.node, "name", "")) if method.function is not None else ""


def own_methods(item: Object, *, fits: bool) -> Iterable[Object]:
    """The methods that an instance has of its class, bound to it, but for those that Python calls by itself.

    fits: those too that fit an estimator.
    """
    assert item.instance_of is not None
    for name in item.instance_of.names():
        hidden = name.startswith("__") and not (name in _OF_CONTAINERS and _is_container(item))
        if hidden or (name in FITTING and not fits):
            continue
        found = item.instance_of.lookup(name)
        yield from bound(frozenset(part for part in found if part.function is not None), item)


def _calls_back(item: Object, name: str) -> bool:
    """Whether an object has this method of a package, and access to functions of the notebook that it may call."""
    if not item.closes or item.function is not None or item.user_class is not None or item.iterator:
        return False
    if item.instance_of is not None:
        return _derives(item)
    if item.library == "matplotlib":
        return name.startswith(known.TELLING)
    if item.type_name == GROUPED:
        return True
    return bool(item.library) and item.library not in known.CALLS_NOTHING_HELD and item.type_name != "container"


def _is_used(item: Object, holding: Value) -> bool:
    """Whether the methods of something that an object of a package holds are called by that."""
    return _derives(item) or any(holder.library == "sklearn" for holder in holding)


def _derives(item: Object) -> bool:
    """Whether the class of an instance derives from a class of a package that calls methods of its own."""
    assert item.instance_of is not None
    return any(path.partition(".")[0] not in known.CALLS_NO_METHOD for path in item.instance_of.foreign())


def _is_container(item: Object) -> bool:
    """Whether the class of an instance is made on one of `collections`, whose methods call those of the container."""
    return item.instance_of is not None and any(path.startswith("collections.") for path in item.instance_of.foreign())
