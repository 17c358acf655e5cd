"""Decorators: what they give, and what they change of what they decorate."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence

from kale_converter.analysis import ambient
from kale_converter.analysis.definitions import last_word
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.functions import REGISTERED, bound, invoke_any
from kale_converter.analysis.interpret import evaluate
from kale_converter.analysis.kept_results import kind_of_keeping
from kale_converter.analysis.library import FILLED, LAZY, QUIET_DECORATORS
from kale_converter.analysis.objects import KEEPS_ON_DISK, NOTHING, Object, Value, in_order, modules, new, reach
from kale_converter.analysis.settings import registers
from kale_converter.analysis.unstorable import kind_made_by


def decorate(value: Value, decorators: Sequence[ast.expr], frame: Frame) -> Value:
    """The value of a decorated definition: what the last decorator gives, and what it decorates."""
    for node in reversed(decorators):
        target = node.func if isinstance(node, ast.Call) else node
        decorator = evaluate(node, frame)
        name = last_word(node)
        paths = set(modules(evaluate(target, frame))) | {name}
        for path in modules(decorator):
            called = ast.copy_location(ast.Call(target, [], []), node)
            ambient.call_function(frame.world, path, called, frame.span(node))
        _mark(value, decorator, sorted(paths))
        _tell_package(value, node, paths, frame)
        if paths & QUIET_DECORATORS or name in {"setter", "getter", "deleter"}:
            continue
        if name == "register" and _register(target, value, frame):
            continue
        lazy = {path.partition(".")[0] for path in paths} & LAZY
        if lazy:
            value = new(value, library=lazy.pop())
            continue
        given = invoke_any(decorator, (value,), {}, frame, node)
        _enter_with(decorator, value)
        if decorator:
            frame.world.assume(ast.unparse(target), {item for item in decorator if not item.function}, frame.span(node))
        partly = frozenset(item for item in decorator if item.library == "functools" and not item.module)
        given |= _filled_by_calls(decorator)
        value |= given | (new(value | reach(partly), library="functools") if partly else NOTHING)
    return value


def _mark(value: Value, decorator: Value, paths: Sequence[str]) -> None:
    """Note of what is decorated that it cannot be stored, or what it keeps of its calls. paths: of the decorator."""
    kind = next(filter(None, map(kind_made_by, paths)), "")
    on_disk = any(item.library == "joblib" and not item.module for item in decorator)
    kept = KEEPS_ON_DISK if on_disk else kind_of_keeping(decorator, paths)
    for item in value:
        item.unstorable = kind or item.unstorable
        item.type_name = kept or item.type_name


def _tell_package(value: Value, node: ast.expr, paths: Iterable[str], frame: Frame) -> None:
    """A package compiles a function as it is defined, for the types that it is given, or registers it."""
    if isinstance(node, ast.Call) and node.args and any(path.startswith("numba.") for path in paths):
        frame.world.compile_now(value, frame.span(node))
    for path in filter(registers, sorted(paths)):
        frame.world.patch(f"what {path}() sets", frame.span(node), path.partition(".")[0])


def _enter_with(decorator: Value, value: Value) -> None:
    """A function decorated with a `contextlib.ContextDecorator` enters and leaves it at each call."""
    for item in in_order(decorator):
        if item.instance_of is None or "contextlib.ContextDecorator" not in item.instance_of.foreign():
            continue
        for function in in_order([one for one in value if one.function is not None]):
            for name in ("__enter__", "__exit__"):
                function.set_part(REGISTERED, bound(item.instance_of.lookup(name), item))


def _filled_by_calls(decorator: Value) -> Value:
    """What stands for it that each call of a function fills the Output widgets that it is decorated with."""
    filled = frozenset(item for item in decorator if item.library in FILLED and not item.module)
    if not filled:
        return NOTHING

    def run(_positional: Sequence[Value], _keywords: Mapping[str, Value], caller: Frame, node: ast.expr) -> Value:
        caller.world.mutate(filled, caller.span(node))
        return NOTHING

    made = Object(library="ipywidgets")
    made.hold(filled)
    made.runs = run
    return frozenset((made,))


def _register(target: ast.expr, value: Value, frame: Frame) -> bool:
    """`@function.register`: the implementation for a type, of a function of `functools.singledispatch`."""
    if not isinstance(target, ast.Attribute):
        return False
    base = evaluate(target.value, frame)
    functions = [item for item in base if item.function is not None]
    for item in functions:
        item.set_part(REGISTERED, value)
    frame.world.mutate(functions, frame.span(target))
    return bool(functions) or all(item.module for item in base)
