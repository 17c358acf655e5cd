"""Attributes that are looked at, and methods of packages' objects that are taken and called later."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from functools import partial

from kale_converter.analysis import ambient
from kale_converter.analysis import library as known
from kale_converter.analysis.attributes import take_attribute
from kale_converter.analysis.call import Call
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.interpret import evaluate, expression
from kale_converter.analysis.labels import labels
from kale_converter.analysis.method_names import CHANGING_METHODS, PURE_METHODS, STORING_METHODS, VIEW_METHODS
from kale_converter.analysis.methods import call_method
from kale_converter.analysis.objects import NOTHING, Object, Value, all_given, in_order, library, modules, new
from kale_converter.analysis.targets import part_of

_CHANGING = CHANGING_METHODS | STORING_METHODS
_OF_CONTAINERS = _CHANGING | VIEW_METHODS | PURE_METHODS


@expression(ast.Attribute)
def _attribute(node: ast.Attribute, frame: Frame) -> Value:
    base = evaluate(node.value, frame)
    for path in modules(base):
        state = ambient.state_of(f"{path}.{node.attr}")
        if state is not None:
            frame.world.use_state(state, frame.span(node), change=False)
        if path == "sys" and node.attr.startswith("last_"):
            frame.world.of_the_process(f"the last error (sys.{node.attr})", frame.span(node))
    if node.attr in known.SIMPLE_ATTRIBUTES and not any(_has_its_own(item) for item in base):
        if node.attr not in known.MADE_ATTRIBUTES or library(base) != "pandas":
            return NOTHING
        return labels(in_order(base), node.attr) if node.attr in known.LABEL_ATTRIBUTES else new(library="pandas")
    taken = take_attribute(base, node.attr, frame, node)
    itself = taken & base
    if not itself:
        return taken
    parts = frozenset(part_of(item) for item in itself if item.unstorable)
    return _with_methods(taken, itself, node, frame) | parts


def _has_its_own(item: Object) -> bool:
    """Whether an attribute may be another thing than its name says: that of a module, or `ureg.second` of pint."""
    return bool(item.module) or item.instance_of is not None or item.library in known.CORRELATED


def _with_methods(taken: Value, owners: Value, node: ast.Attribute, frame: Frame) -> Value:
    """What was taken, where methods of `owners` are objects of their own: containers have no other attributes."""
    given = set(taken)
    for item in in_order(owners):
        if item.instance_of or item.user_class or item.function or item.unstorable:
            continue
        if item.type_name == "container" and node.attr in _OF_CONTAINERS:
            given.discard(item)
        elif node.attr not in _CHANGING:
            continue
        given.add(frame.world.make_again((node, item), partial(_method, item, node.attr)))
    return frozenset(given)


def _method(owner: Object, name: str) -> Object:
    """The method `name`, bound to `owner`."""

    def run(positional: Sequence[Value], keywords: Mapping[str, Value], frame: Frame, because: ast.expr) -> Value:
        calling = frame.world.calling
        if made in calling:
            return NOTHING
        given = all_given(positional, keywords)
        if any(isinstance(item, Object) for item in calling):  # such methods that call each other are not followed
            made.hold(given)
            owner.hold(given)
            frame.world.mutate((owner,), frame.span(because))
            return given | frozenset((owner,))
        function = ast.Attribute(ast.Name("_", ast.Load()), name, ast.Load())
        node = ast.copy_location(ast.Call(function, [], []), because)
        call = Call(node, frame, positional, keywords, given, frame.span(because))
        calling.append(made)
        result = call_method(call, frozenset((owner,)), name)
        calling.pop()
        return result

    made = Object(library=owner.library)
    made.runs = run
    made.hold((owner,))
    return made
