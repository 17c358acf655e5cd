"""Methods that change their receiver: what else they change, and what they give."""

from __future__ import annotations

import ast

from kale_converter.analysis.call import Call
from kale_converter.analysis.finalizers import drop_parts
from kale_converter.analysis.iteration import read
from kale_converter.analysis.library import APART, DEFAULT_DICT, FITTED_ALONG, KEEPING_DATA, SILENT
from kale_converter.analysis.method_names import FITTING, RETURNS_SELF
from kale_converter.analysis.objects import NOTHING, Object, Value, new, reach, without_code
from kale_converter.analysis.targets import elements

_EMBEDDING = "sklearn.manifold."
_APART = KEEPING_DATA | {"container"}


def change(call: Call, base: Value, name: str) -> Value:
    """A method that changes its receiver, and what it holds unless that is a plain container."""
    keeps_apart = all(item.type_name in _APART or item.library in APART for item in base)
    held = base | _fitted_along(base) if keeps_apart else reach(base)
    changed = without_code(held)
    if name in {"shuffle", "partial_shuffle"}:
        changed |= call.given
    if name in {"send", "throw"}:  # what a generator or coroutine returns is in the exception that ends it
        call.frame.world.raised |= base
    read(base, call.frame, call.node)
    drop_parts(base, call.frame, call.node)
    call.frame.world.mutate(changed, call.span)
    call.consume()
    if name in FITTING:
        _keep_data(call, base)
    if name in RETURNS_SELF or name.startswith("__i"):
        return base
    if name in {"fit_transform", "fit_predict"}:
        made = new(library="numpy")
        for item in base:
            if item.library == "sklearn" and (name == "fit_predict" or item.type_name.startswith(_EMBEDDING)):
                item.hold(made)  # as `labels_` or `embedding_`
        return made
    if name == "popitem":
        return new(elements(base), type_name="container")
    if name in {"get", "get_nowait", "pop", "popleft", "send", "choice", "__next__", "__anext__"}:
        return elements(base)
    return frozenset(item for item in base if _may_give_itself(item))


def _keep_data(call: Call, base: Value) -> None:
    """Some estimators share with what they are fitted with: arrays and frames, as lists are copied."""
    given = frozenset(item for item in call.given if item.type_name != "container")
    for item in base:
        if item.type_name in KEEPING_DATA:
            item.hold(given)


def _fitted_along(base: Value) -> Value:
    """What objects hold that otherwise keep what they work out to themselves, and fitting them fits too."""
    return frozenset(item for item in reach(base) if FITTED_ALONG in item.type_name)


def _may_give_itself(item: Object) -> bool:
    """Whether a method that changes this object may give it, so that calls can be chained: those of Python do not."""
    silent = item.library in SILENT or item.type_name in {"container", DEFAULT_DICT}
    return not silent and not item.iterator and not item.module


def store(call: Call, base: Value) -> Value:
    """A method that puts what it is given into its receiver."""
    given = call.given
    func = call.node.func
    if isinstance(func, ast.Attribute) and func.attr in {"extend", "update", "extendleft"}:
        call.consume()
        given = given | elements(given)
    for item in base:
        item.hold(given)
    if all(item.type_name == "container" for item in base):
        call.frame.world.mutate(base, call.span)
        return elements(base) if call.text.endswith("setdefault") else NOTHING
    call.frame.world.mutate(without_code(reach(base)), call.span)
    return base | given
