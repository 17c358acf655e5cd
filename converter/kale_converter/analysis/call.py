"""A call as it is interpreted, and what is assumed of one that nothing is known of."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kale_converter.analysis import ambient
from kale_converter.analysis.deferred import deferred
from kale_converter.analysis.dunders import QUIET
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.functions import call_dunder, invoke_any
from kale_converter.analysis.iteration import read, use_up
from kale_converter.analysis.library import CHANGING_FUNCTIONS, GENERATOR
from kale_converter.analysis.objects import (
    NOTHING,
    Object,
    Runs,
    Value,
    given_to_call,
    in_order,
    new,
    reach,
    without_code,
)
from kale_converter.analysis.targets import elements
from kale_converter.analysis.world import OBJECTS_A_STEP
from kale_converter.model import Span

_CALLBACKS = 16


@dataclass(frozen=True, slots=True)
class Call:
    """A call being interpreted. given: all arguments' values together."""

    node: ast.Call
    frame: Frame
    positional: Sequence[Value]
    keywords: Mapping[str, Value]
    given: Value
    span: Span

    @property
    def text(self) -> str:
        """The callee as the user wrote it, for messages."""
        return ast.unparse(self.node.func)

    def first(self) -> Value:
        """The first positional argument."""
        return self.positional[0] if self.positional else NOTHING

    def callback(self, *, of_instances: bool = True, parts: Value = NOTHING) -> Value:
        """Functions of the notebook among the arguments may be called, with the other arguments or parts of them.

        of_instances: those too that are attributes of instances. parts: what else they may be given. What was called so
        in a cell many times before is no longer followed, but taken to change what it is given. Gives what they give.
        """
        if not self.given:
            return NOTHING
        reached = given_to_call(self.given, of_instances=of_instances)
        self.frame.world.steps_left -= len(reached) // OBJECTS_A_STEP
        return self.call_back((item for item in reached if item.may_be_called), parts)

    def call_back(self, called: Iterable[Object], parts: Value = NOTHING) -> Value:
        """Functions and classes of the notebook may be called with the arguments, parts of them, and `parts`."""
        functions = frozenset(called)
        world = self.frame.world
        if not functions:
            return NOTHING
        if world.has_given_up():
            return world.anything
        others = frozenset(item for item in self.given if item not in functions)
        inner = others | elements(others) | parts
        followed = frozenset(item for item in functions if world.called_back[_text_of(item)] < _CALLBACKS)
        world.called_back.update(_text_of(item) for item in followed)
        result = invoke_any(followed, (inner,) * 3, {}, self.frame, self.node)
        if followed != functions:
            touched = without_code(reach(self.given | parts))
            world.assume(self.text, touched, self.span)
        return result

    def later(self, *, of_instances: bool = True) -> Runs:
        """What reading from an iterator runs that this call makes: `callback` at that time."""

        def run(_positional: Sequence[Value], _keywords: Mapping[str, Value], reader: Frame, node: ast.expr) -> Value:
            then = replace(self, span=reader.span(node))
            return then.callback(of_instances=of_instances)

        return deferred(run, self.frame.world)

    def ask(self, others: Value = NOTHING, methods: Iterable[str] = QUIET) -> Value:
        """Special methods of what is given, and of `others`, may be called: to compare, hash, show or copy it."""
        asked = others
        if self.given:
            self._call_back_library()
            asked |= self.given | elements(self.given)
        return call_dunder(asked, methods, self.frame, self.node)

    def _call_back_library(self) -> None:
        """Functions of packages among the arguments may be called too (`map(random.randint, …)`)."""
        for item in in_order([item for item in reach(self.given) if item.module]):
            if item.library != "builtins":
                called = ast.copy_location(ast.Call(self.node.func, [], []), self.node)
                ambient.call_function(self.frame.world, item.module, called, self.span)
                if item.module in CHANGING_FUNCTIONS:
                    self.frame.world.mutate(self.given | elements(self.given), self.span)

    def consume(self) -> None:
        """Iterators among the arguments are used up, random generators drawn from."""
        if not self.given:
            return
        use_up(self.given, self.frame, self.node)
        self.frame.world.mutate((item for item in self.given if item.type_name == GENERATOR), self.span)


def _text_of(item: Object) -> int:
    """What functions made by one `def` or `lambda` have in common."""
    if item.function is not None:
        return id(item.function.node)
    return id(item if item.user_class is None else item.user_class)


def call_unknown(call: Call, callee: Value, made_by: str = "") -> Value:
    """A call that nothing is known of: it may change the callee and everything that it is given.

    made_by: the package of what is called.
    """
    passed_on = call.callback()
    call.ask()
    read(call.given, call.frame, call.node)
    ambient.call_unknown(call.frame.world, call.span)
    touched = without_code(reach(callee | call.given))
    call.frame.world.assume(call.text, touched, call.span)
    result = new(callee | call.given, library=made_by)
    for item in call.given:
        if item.type_name == "container":
            item.hold(result)
    return result | call.given | passed_on


def is_false(node: ast.Call, name: str) -> bool:
    """Whether a keyword argument is given a false literal."""
    return any(k.arg == name and isinstance(k.value, ast.Constant) and not k.value.value for k in node.keywords)
