"""Abstract execution of the notebook's code: the two entry points, and the table of what each kind of node does.

`evaluate` gives the objects that an expression may stand for, `execute` runs statements; both record what is read and
written through the world. Each construct registers its own function (`expressions`, `calls`, `statements`, …).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from kale_converter.analysis.frames import Frame
from kale_converter.analysis.objects import NOTHING, Value
from kale_converter.analysis.scopes import bound_by

_EXPRESSIONS: dict[type[ast.expr], Callable[[Any, Frame], Value]] = {}
_STATEMENTS: dict[type[ast.stmt], Callable[[Any, Frame], None]] = {}

F = TypeVar("F", bound=Callable[..., Any])


def expression(*kinds: type[ast.expr]) -> Callable[[F], F]:
    """Register the function that evaluates these kinds of expression."""

    def register(function: F) -> F:
        for kind in kinds:
            _EXPRESSIONS[kind] = function
        return function

    return register


def statement(*kinds: type[ast.stmt]) -> Callable[[F], F]:
    """Register the function that executes these kinds of statement."""

    def register(function: F) -> F:
        for kind in kinds:
            _STATEMENTS[kind] = function
        return function

    return register


def evaluate(node: ast.expr | None, frame: Frame) -> Value:
    """The objects that an expression may stand for, NOTHING for none or for what cannot be changed."""
    if node is None:
        return NOTHING
    return _EXPRESSIONS[type(node)](node, frame)


def evaluate_all(nodes: Iterable[ast.expr | None], frame: Frame) -> Value:
    """The union of several expressions' values."""
    value = NOTHING
    for node in nodes:
        value |= evaluate(node, frame)
    return value


def execute(body: Iterable[ast.stmt], frame: Frame) -> None:
    """Run statements in order. The budget of a cell (`World.steps_left`) ends what calls itself without end."""
    world = frame.world
    for node in body:
        if world.depth and world.has_given_up():
            return
        world.steps_left -= 1
        function = _STATEMENTS.get(type(node))
        if frame.outer is None and world.depth == 0:
            world.span = frame.span(node)
            if function is not None:
                _execute_whole(function, node, frame)
        elif function is not None:
            function(node, frame)


def _execute_whole(function: Callable[[ast.stmt, Frame], None], node: ast.stmt, frame: Frame) -> None:
    """A statement of the cell itself: where what it leads to is nested too deep for Python, it may do anything."""
    world = frame.world
    before = world.place()
    try:
        function(node, frame)
    except RecursionError:
        world.come_back(before)
        world.give_up()
        for name in sorted(bound_by(node)):
            frame.bind(name, world.anything, world.span)
