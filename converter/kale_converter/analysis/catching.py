"""What exceptions do to what a name may be: `raise`, `assert`, `try`, and `with`, which may catch some.

A block that may catch an exception can have stopped anywhere, and where it says so itself (`raise`) with the bindings
of that place, which may be those of no path that goes on.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from kale_converter.analysis.autograd import is_switched_off
from kale_converter.analysis.bindings import Names
from kale_converter.analysis.expressions import test
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.functions import call_dunder, invoke_any
from kale_converter.analysis.interpret import evaluate, evaluate_all, execute, statement
from kale_converter.analysis.iteration import read
from kale_converter.analysis.library import FILLED
from kale_converter.analysis.objects import NOTHING, Object, in_order, new, reach, without_code
from kale_converter.analysis.targets import assign, elements
from kale_converter.analysis.unstorable import GENERATOR

_THROWN_APART = 16
"""So many places where exceptions leave a block are told apart."""


@statement(ast.Raise)
def _raise(node: ast.Raise, frame: Frame) -> None:
    frame.world.raised |= evaluate_all((node.exc, node.cause), frame)
    _throw(frame)


@statement(ast.Assert)
def _assert(node: ast.Assert, frame: Frame) -> None:
    test(node.test, frame)
    message = evaluate(node.msg, frame)
    if message:
        frame.world.raised |= new(message)
    _throw(frame)


def leaves(body: Sequence[ast.stmt]) -> bool:
    """Whether a body never reaches its end."""
    return bool(body) and isinstance(body[-1], ast.Raise)


def _throw(frame: Frame) -> None:
    """An exception leaves from here: what catches it has the bindings as they are now."""
    thrown = frame.world.thrown
    if thrown is not None and len(thrown) < _THROWN_APART:
        thrown.append(frame.world.fork())


@statement(ast.With, ast.AsyncWith)
def _with(node: ast.With | ast.AsyncWith, frame: Frame) -> None:
    world = frame.world
    managers = NOTHING
    for item in node.items:
        value = evaluate(item.context_expr, frame)
        managers |= value
        world.mutate(frozenset(one for one in value if one.library in FILLED), frame.span(item.context_expr))
        read(value, frame, item.context_expr)
        value |= call_dunder(value, ("__enter__", "__exit__", "__aenter__", "__aexit__"), frame, item.context_expr)
        if item.optional_vars is not None:
            # Files and connections give themselves; a generator is a function of `contextlib.contextmanager`.
            itself = bool(value) and all(manager.unstorable not in {"", GENERATOR} for manager in value)
            assign(item.optional_vars, value if itself else value | elements(value), frame)
    unrecorded = any(is_switched_off(item.context_expr) for item in node.items)
    world.unrecorded += unrecorded
    if not any(_may_swallow(manager) for manager in managers):
        execute(node.body, frame)
    else:
        before = world.fork()
        world.conditional += 1
        thrown = _caught(node.body, frame)
        world.conditional -= 1
        for env in (before, *thrown):
            world.join(env)
        _rethrow(thrown, (), frame)
    world.unrecorded -= unrecorded
    read(managers, frame, node.items[0].context_expr)
    for manager in in_order(managers):
        if manager.library == "contextlib" and not manager.type_name.endswith("nullcontext"):
            _leave(manager, frame, node)


def _leave(manager: Object, frame: Frame, node: ast.With | ast.AsyncWith) -> None:
    """`contextlib.redirect_stdout` and the like: what they were given has been written to, closed or called."""
    held = frozenset(reach((manager,)))
    functions = frozenset(item for item in held if item.function is not None)
    invoke_any(functions, (held - functions,) * 2, {}, frame, node.items[0].context_expr)
    frame.world.mutate(without_code(held), frame.span(node))


def _may_swallow(manager: Object) -> bool:
    """Whether a context manager may catch what its body raises: `contextlib.suppress`, and the notebook's own.

    An Output widget shows it.
    """
    own = manager.instance_of is not None or manager.function is not None or manager.iterator
    return manager.library in {"contextlib", "pytest", "unittest", *FILLED} or (own and manager.library != "io")


@statement(ast.Try, ast.TryStar)
def _try(node: ast.Try | ast.TryStar, frame: Frame) -> None:
    world = frame.world
    start = world.fork()
    catches_names = any(_catches_name_error(handler) for handler in node.handlers)
    tolerant = world.tolerant
    world.tolerant = tolerant or catches_names
    world.conditional += 1
    raised, world.raised = world.raised, NOTHING
    leaving = len(world.thrown or ())
    thrown = _caught(node.body, frame)
    caught, world.raised = world.raised, raised | world.raised
    world.tolerant = tolerant
    after_body = world.env
    world.env = after_body.copy()
    for env in (start, *thrown):
        world.join(env)
    broken = world.env
    world.env = after_body
    execute(node.orelse, frame)
    end = world.env
    ends = []
    for handler in node.handlers:
        world.env = broken.copy()
        evaluate(handler.type, frame)
        if handler.name is not None:
            frame.bind(handler.name, caught | new(caught), frame.span(handler))
        execute(handler.body, frame)
        if handler.name is not None:
            _forget(handler, frame, start)
        if not leaves(handler.body):
            ends.append(world.env)
    world.env = end
    for env in ends:
        world.join(env)
    world.conditional -= 1
    if world.thrown is not None:
        thrown += world.thrown[leaving:]
        del world.thrown[leaving:]
        _rethrow(thrown, node.finalbody, frame)
    execute(node.finalbody, frame)


def _caught(body: Sequence[ast.stmt], frame: Frame) -> list[Names]:
    """Run a body; the bindings at each `raise` in it."""
    world = frame.world
    outer, world.thrown = world.thrown, []
    execute(body, frame)
    thrown, world.thrown = world.thrown, outer
    return thrown


def _rethrow(thrown: Sequence[Names], last: Sequence[ast.stmt], frame: Frame) -> None:
    """What was raised may go on, after the statements that run in any case, to what stands around."""
    world = frame.world
    if world.thrown is None or not thrown:
        return
    end = world.env
    world.env = thrown[0].copy()
    for env in thrown[1:]:
        world.join(env)
    execute(last, frame)
    _throw(frame)
    world.env = end


def _catches_name_error(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    names = {item.id for item in ast.walk(handler.type) if isinstance(item, ast.Name)}
    return bool(names & {"NameError", "Exception", "BaseException", "UnboundLocalError"})


def _forget(handler: ast.ExceptHandler, frame: Frame, start: Names) -> None:
    """`except E as name` deletes the name at its end."""
    assert handler.name is not None
    if frame.outer is None:
        frame.world.forget(handler.name, frame.span(handler), start)
