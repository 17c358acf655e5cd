"""`operator.methodcaller` and `operator.attrgetter`, whose results use a method or attribute of what they are given."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from kale_converter.analysis.attributes import take_attribute
from kale_converter.analysis.call import Call
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.functions import invoke_any
from kale_converter.analysis.methods import call_method, has_own_method
from kale_converter.analysis.objects import NOTHING, Object, Value, all_given, new, reach, without_code

_Use = Callable[[Call, Value, Frame, ast.expr], Value]


def make_getter(call: Call, path: str) -> Value:
    """What `operator.methodcaller("name", …)` or `operator.attrgetter("name", …)` gives; NOTHING for any other path."""
    use = {"operator.methodcaller": _call_method, "operator.attrgetter": _look_at}.get(path)
    return NOTHING if use is None else frozenset((_getter(call, use),))


def _getter(call: Call, use: _Use) -> Object:
    def run(positional: Sequence[Value], _: Mapping[str, Value], frame: Frame, because: ast.expr) -> Value:
        calling = frame.world.calling
        if made in calling or not positional:
            return NOTHING
        calling.append(made)
        given = use(call, positional[0], frame, because)
        calling.pop()
        return given

    made = Object(library="operator")
    made.hold(call.given)
    made.runs = run
    return made


def _call_method(made: Call, receiver: Value, frame: Frame, because: ast.expr) -> Value:
    """made: the call of `methodcaller`, whose other arguments are those of the method."""
    if not (names := _names(made.node)):  # nothing is known of what the method does
        touched = without_code(reach(receiver))
        frame.world.assume(made.text, touched, frame.span(because))
        return receiver
    function = ast.Attribute(ast.Name("_", ast.Load()), names[0], ast.Load())
    node = ast.copy_location(ast.Call(function, made.node.args[1:], made.node.keywords), because)
    given = all_given(made.positional[1:], made.keywords)
    call = replace(made, node=node, frame=frame, positional=made.positional[1:], given=given, span=frame.span(because))
    taken = take_attribute(receiver, names[0], frame, node)
    own = frozenset(item for item in taken if item.may_be_called and item not in receiver)
    result = invoke_any(own, call.positional, call.keywords, frame, node)
    rest = frozenset(item for item in receiver if not (item.module or item.function or has_own_method(item, names[0])))
    return result | (call_method(call, rest, names[0]) if rest else NOTHING)


def _look_at(made: Call, receiver: Value, frame: Frame, because: ast.expr) -> Value:
    taken = NOTHING
    for name in _names(made.node):
        part = receiver
        for word in name.split("."):
            part = take_attribute(part, word, frame, because)
        taken |= part
    return taken | new(taken, type_name="container") if len(made.node.args) > 1 else taken


def _names(node: ast.Call) -> list[str]:
    """The literal texts among the arguments."""
    return [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
