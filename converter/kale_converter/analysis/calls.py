"""Calls: which function, class or method is called with what."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kale_converter.analysis import autograd, deep_learning
from kale_converter.analysis import library as known
from kale_converter.analysis.attributes import take_attribute
from kale_converter.analysis.awaiting import RUNNERS, settled
from kale_converter.analysis.call import Call, call_unknown
from kale_converter.analysis.changing_methods import SMALL_CLASSES
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.functions import MOST_STARRED, invoke_any
from kale_converter.analysis.interpret import evaluate, expression
from kale_converter.analysis.iteration import use_up
from kale_converter.analysis.kept_results import keeping
from kale_converter.analysis.library_calls import call_library
from kale_converter.analysis.made_by_class import made_by_class, viewed_as
from kale_converter.analysis.magics import call_ipython
from kale_converter.analysis.method_names import DEFAULTING_METHODS, LIST_METHODS
from kale_converter.analysis.methods import call_method, has_own_method
from kale_converter.analysis.objects import (
    NOTHING,
    OF_UNKNOWN_CODE,
    Object,
    Value,
    all_given,
    library,
    modules,
    new,
    reach,
)
from kale_converter.analysis.opencv import WRITTEN
from kale_converter.analysis.targets import elements
from kale_converter.analysis.unstorable import COROUTINE
from kale_converter.analysis.world import OBJECTS_A_STEP


@expression(ast.Call)
def _call(node: ast.Call, frame: Frame) -> Value:
    world = frame.world
    span = frame.span(node)
    world.steps_left -= 1
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if call_ipython(node, frame):
        return new(library="IPython")
    if isinstance(node.func, ast.Attribute):
        base = evaluate(node.func.value, frame)
        callee = take_attribute(base, node.func.attr, frame, node)
    else:
        base = NOTHING
        callee = _builtin(name, frame) or evaluate(node.func, frame)
    positional = _positional(node, frame)
    keywords: dict[str, Value] = {}
    for keyword in node.keywords:
        value = evaluate(keyword.value, frame)
        keywords[keyword.arg or "**"] = value if keyword.arg else elements(value)
    if (node.func.attr if isinstance(node.func, ast.Attribute) else name) in RUNNERS:
        positional = [settled(value, frame, node) for value in positional]
        keywords = {word: settled(value, frame, node) for word, value in keywords.items()}
    given = all_given(positional, keywords)
    world.steps_left -= len(given) // OBJECTS_A_STEP
    call = Call(node, frame, positional, keywords, given, span)
    result = _dispatch(call, base, callee, name) | _method_of_type(call) | _method_of_class(call, callee)
    result = autograd.called(call, base, callee, result)
    written = _written(callee, positional, keywords)
    if written:
        world.mutate(written, span)
    return result | written


def _written(callee: Value, positional: Sequence[Value], keywords: Mapping[str, Value]) -> Value:
    """Those of the arguments that the call writes its result to: `out=` and the like."""
    written = NOTHING
    for word in known.WRITTEN_KEYWORDS & keywords.keys():
        written |= keywords[word]
    for path in modules(callee):
        if path in known.OUT_PLACES:
            place = known.OUT_PLACES[path]
            written |= frozenset().union(*positional[place : place + 1])
        for place, word in WRITTEN.get(path, ()):
            images = frozenset[Object]().union(*positional[place : place + 1], keywords.get(word, NOTHING))
            written |= images | elements(images)
    return written


def _positional(node: ast.Call, frame: Frame) -> list[Value]:
    """The positional arguments. From one with a star on, each may be at any of the places that follow."""
    values = [evaluate(a.value if isinstance(a, ast.Starred) else a, frame) for a in node.args]
    stars = [place for place, argument in enumerate(node.args) if isinstance(argument, ast.Starred)]
    if not stars:
        return values
    for place in stars:
        values[place] = elements(use_up(values[place], frame, node.args[place]))
    return values[: stars[0]] + [frozenset[Object]().union(*values[stars[0] :])] * MOST_STARRED


def _builtin(name: str, frame: Frame) -> Value:
    """A built-in function that the notebook has not rebound."""
    if name and frame.finds_builtin(name):
        return frozenset((frame.world.module(f"builtins.{name}"),))
    return NOTHING


def _method_of_type(call: Call) -> Value:
    """A method taken from a built-in type: `list.append(x, 1)` is `x.append(1)`, `dict.fromkeys(x, y)` makes one."""
    function = call.node.func
    if not (isinstance(function, ast.Attribute) and _builtin(getattr(function.value, "id", ""), call.frame)):
        return NOTHING
    if function.attr == "fromkeys":
        return new(call.given, type_name="container")
    given = all_given(call.positional[1:], call.keywords)
    rest = replace(call, positional=call.positional[1:], given=given)
    return call_method(rest, call.first(), function.attr) if call.first() else NOTHING


def _method_of_class(call: Call, callee: Value) -> Value:
    """A method taken from a class of a package: `np.ndarray.fill(x, 1)` is `x.fill(1)`."""
    given = NOTHING
    for path in modules(callee):
        owner, _, method = path.rpartition(".")
        kind = owner.rpartition(".")[2]
        root = path.partition(".")[0]
        made_by = "" if root == "collections" else root
        of_package = frozenset([item for item in call.first() if item.library == made_by])
        if of_package and (kind[:1].isupper() or kind in SMALL_CLASSES):
            others = all_given(call.positional[1:], call.keywords)
            given |= call_method(replace(call, positional=call.positional[1:], given=others), of_package, method)
    return given


def _dispatch(call: Call, base: Value, callee: Value, name: str) -> Value:
    result = call.frame.receiver() if _makes(call) else NOTHING
    for path in sorted(set(modules(callee))):
        result |= call_library(call, path)
    others = frozenset([item for item in callee if not item.module])
    own = frozenset([item for item in others if item.may_be_called or _is_callable(item)])
    if own:
        result |= invoke_any(own, call.positional, call.keywords, call.frame, call.node)
        result |= frozenset(item for item in call.given if item.iterator and item.unstorable != COROUTINE)
    if isinstance(call.node.func, ast.Attribute):
        return result | _dispatch_method(call, base, callee, call.node.func.attr)
    deep_learning.call_object(call.frame.world, others, call.span)
    rest = others - own
    trusted = frozenset([item for item in rest if item.library in known.TRUSTED_CALLABLES])
    if trusted:
        result |= _call_trusted(call, trusted)
    if rest - trusted or (not callee and not _resolved(name, call.frame)):
        changed = frozenset(item for item in rest - trusted if item.type_name != OF_UNKNOWN_CODE)
        result |= call_unknown(call, changed, library(changed) if library(changed) in known.LAZY else "")
    return result


def _dispatch_method(call: Call, base: Value, callee: Value, name: str) -> Value:
    """A call of `base.name`, as far as that is none of the notebook's own functions. callee: what it may be."""
    result = NOTHING
    if name in DEFAULTING_METHODS and library(base) in known.DEFAULTING:
        place = 0 if library(base) == "contextvars" else 1
        result |= frozenset[Object]().union(*call.positional[place : place + 1], call.keywords.get("default", NOTHING))
    made = callee - base
    kept = frozenset([item for item in made if not item.module and item.library in {"functools", "operator"}])
    if kept:
        result |= _call_trusted(call, kept)
    rest = frozenset([item for item in base if not (item.module or has_own_method(item, name))])
    if rest:
        result |= call_method(call, rest, name) | made_by_class(rest, call.frame, call.node)
        result |= viewed_as(name, call.given, call.frame, call.node)
    elif not base:
        if not _makes(call):
            call.ask()
        call.consume()
        if name in LIST_METHODS:
            result |= new(type_name="container")  # a text has no object, the list of its parts has
    return result


def _makes(call: Call) -> bool:
    """Whether it is `super().__new__(cls)` and the like, in a method that makes instances or classes.

    It gives what is being made, and asks nothing of what it is given.
    """
    function = call.node.func
    if not (isinstance(function, ast.Attribute) and function.attr in {"__new__", "__call__"}):
        return False
    match function.value:
        case ast.Call(func=ast.Name(id="super")) | ast.Name(id="object" | "type"):
            return True
        case _:
            return False


def _call_trusted(call: Call, callee: Value) -> Value:
    """A call of an object that a library made: a named tuple's class, a `partial`, a vectorised function."""
    if any(item.type_name == "functools.lru_cache" for item in callee):
        return keeping(call.given)
    held = reach(callee)
    functions = frozenset(item for made in callee for item in _called_by(made))
    others = frozenset(item for item in held - callee if not (item.may_be_called or item.module))
    anything = (*(others | value for value in call.positional), *(others | call.given,) * 3)
    given = invoke_any(functions, anything, call.keywords, call.frame, call.node)
    for path in sorted({item.module for item in held if item.module}):
        given |= call_library(replace(call, positional=anything, given=call.given | others), path)
    call.callback()
    call.consume()
    defaults = elements(frozenset(held for item in callee if item.type_name == known.NAMED_TUPLE for held in item.held))
    given |= frozenset(held for item in callee if item.is_weak for held in item.held)
    return given | new(call.given | defaults, library=library(callee)) | call.given | elements(call.given)


def _called_by(made: Object) -> Iterable[Object]:
    """What a call of an object that a library made calls: a `partial` its function, others any that they hold."""
    function = made.parts.named("func") if made.library == "functools" else NOTHING
    return function or (item for item in reach((made,)) if item.may_be_called and not item.user_class)


def _resolved(name: str, frame: Frame) -> bool:
    """Whether a name that stands for nothing is one whose call surely changes nothing: a class of plain values."""
    return bool(name) and name in frame.values and not (frame.values[name] or frame.assigned.named(name))


def _is_callable(item: Object) -> bool:
    return item.instance_of is not None and bool(item.instance_of.lookup("__call__"))
