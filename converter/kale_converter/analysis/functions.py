"""Calls of the notebook's own functions and classes, which `defining` makes.

A call of a known function runs its body in a frame of its own, with the values that it is given: what it reads and
changes then is what the body does at that place, late binding of globals included.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kale_converter.analysis.autograd import is_switched_off
from kale_converter.analysis.deep_learning import call_deep_learning
from kale_converter.analysis.deferred import deferred
from kale_converter.analysis.definitions import decorator_names, makes_functions, runs_later
from kale_converter.analysis.enumerations import is_enumeration, members
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.interpret import execute
from kale_converter.analysis.kept import call_kept, use_objects
from kale_converter.analysis.kept_results import KEEPING, kept_by
from kale_converter.analysis.lasting_files import CACHE, write_on
from kale_converter.analysis.making_hooks import hooks
from kale_converter.analysis.objects import (
    KEEPS_ON_DISK,
    KEEPS_RESULTS,
    NOTHING,
    TRACED,
    ClassFact,
    FunctionFact,
    Object,
    Value,
    all_given,
    given_to_call,
    in_order,
    new,
    reach,
)
from kale_converter.analysis.scopes import own_names, parameters
from kale_converter.analysis.unstorable import kind_made_by
from kale_converter.analysis.which_objects import FINALIZER
from kale_converter.analysis.world import OBJECTS_A_STEP, World

RETURNED = "()"
"""The part of a generator or coroutine that is what its code gives."""
MOST_STARRED = 8
"""So many parameters are taken to be filled by an argument with a star."""
_DEEPEST_CALL = 12
_TYPED_TUPLE = "typing.NamedTuple"
"""A tuple of such a class may hold the very objects that are its defaults."""
_REPEATS = 3
_FRAMES_APART = 4
REGISTERED = "register"
"""The attribute of a function that stands for what is called with it: its implementations for certain types."""


def bound(found: Value, instance: Object) -> Value:
    """What an attribute of a class is when it is taken from an instance, or a class: functions become methods."""
    given: set[Object] = set()
    for item in found:
        if item.type_name == "functools.partialmethod":
            given |= new((item, instance), library="functools")
            continue
        fact = item.function
        decorators = decorator_names(fact.node) if fact is not None else ()
        if fact is None or fact.bound_to or "staticmethod" in decorators:
            given.add(item)
            continue
        receiver: Value = frozenset((instance,))
        if "classmethod" in decorators and instance.instance_of is not None:
            receiver |= {other for other in instance.held if other.user_class is instance.instance_of}
        known = fact.frame.world.methods
        method = known.get((item, receiver))
        if method is None:
            method = known[item, receiver] = Object(
                function=FunctionFact(fact.node, fact.frame, fact.defaults, receiver)
            )
            method.hold((instance, item))
        given.add(method)
    return frozenset(given)


def call_dunder(value: Value, names: Iterable[str], frame: Frame, node: ast.AST, given: Value | None = None) -> Value:
    """Call those of the special methods that the notebook's own classes and metaclasses define.

    given: the other operand; where it is not known which that is, None for any of `value`.
    """
    result = NOTHING
    others = value if given is None else given
    if not value:
        return result
    if frame.world.kept:
        use_objects(frame.world, value, names, frame.span(node))
    frame.world.steps_left -= len(value) // OBJECTS_A_STEP
    own = [item for item in value if item.instance_of is not None or item.user_class is not None]
    for item in in_order(own) if own else own:
        if item.instance_of is not None:
            facts: Iterable[ClassFact] = (item.instance_of,)
        else:
            assert item.user_class is not None
            facts = item.user_class.metaclasses()
        for fact in facts:
            for name in names:
                found = fact.lookup(name)
                if found and isinstance(node, ast.expr):
                    result |= invoke_any(bound(found, item), (others,) * 2, {}, frame, node)
    return result


def _instantiate(
    item: Object, positional: Sequence[Value], keywords: Mapping[str, Value], frame: Frame, node: ast.expr
) -> Value:
    """Call a class of the notebook. What makes an instance are functions: a class that is found for it is not meant."""
    fact = item.user_class
    assert fact is not None
    if is_enumeration(fact):
        found = bound(without_classes(fact.lookup("_missing_")), item)
        return members(fact) | invoke_any(found, positional, keywords, frame, node)
    kind = next(filter(None, map(kind_made_by, fact.foreign())), item.unstorable)
    made = frame.world.make_again((node, item), lambda: Object(instance_of=fact, unstorable=kind))
    made.hold((item,))
    for path in fact.foreign():
        call_deep_learning(frame.world, path, frame.span(node))
        if frame.world.kept:
            call_kept(frame.world, path, frame.span(node))
    for value in (*positional, *keywords.values(), *_defaults_of_tuple(fact)):
        made.hold(value)
    for name, value in fact.fields():
        made.set_part(name, invoke_any(value, (), {}, frame, node))
    given: Value = frozenset((made,))
    makers = frozenset(part for part in fact.lookup("__new__") if part.function is not None)
    given |= invoke_any(makers, (given | {item}, *positional), keywords, frame, node)
    invoke_any(bound(without_classes(fact.lookup("__init__")), made), positional, keywords, frame, node)
    for hook in hooks(fact):
        invoke_any(bound(without_classes(hook), made), (), keywords, frame, node)
    for maker in fact.metaclasses():
        found = without_classes(maker.lookup("__call__"))
        given |= invoke_any(bound(found, made), positional, keywords, frame, node)
    if fact.lookup(FINALIZER):
        frame.world.notices.add(FINALIZER)
        may_go(made, frame, node)  # in this cell, if it gets no name that lasts
    return given


def may_go(made: Object, frame: Frame, node: ast.expr) -> None:
    """An instance with a `__del__` may lose the last reference to it."""
    world = frame.world
    before = world.fork()
    world.conditional += 1
    call_dunder(frozenset((made,)), (FINALIZER,), frame, node)
    world.conditional -= 1
    world.join(before)


def _defaults_of_tuple(fact: ClassFact) -> Iterator[Value]:
    """What a tuple of such a class may hold that it is not given."""
    if _TYPED_TUPLE in fact.foreign():
        for value in fact.attributes.values():
            yield frozenset(item for item in value if item.function is None)


def without_classes(found: Value) -> Value:
    """What a call of `found` runs, but for classes."""
    return frozenset(item for item in _called_by_calling(found) if not (item.user_class or item.instance_of))


def invoke_any(
    callee: Value, positional: Sequence[Value], keywords: Mapping[str, Value], frame: Frame, node: ast.expr
) -> Value:
    """Call every function and class of the notebook that `callee` may be or hold."""
    given = NOTHING
    for item in in_order(_called_by_calling(callee)):
        if item.user_class is not None:
            given |= _instantiate(item, positional, keywords, frame, node)
        elif item.function is not None:
            given |= invoke(item, item.function, positional, keywords, frame)
            for other in in_order(item.parts.named(REGISTERED)):
                if other.function is not None:
                    given |= invoke(other, other.function, positional, keywords, frame)
        elif item.runs is not None and not item.iterator:
            given |= item.runs(positional, keywords, frame, node)
    return given


def _called_by_calling(callee: Value) -> Value:
    """`callee`, and in the place of instances what their `__call__` may be, which may be instances in turn."""
    if not any(item.instance_of for item in callee):
        return callee
    found = set(callee)
    stack = list(callee)
    while stack:
        item = stack.pop()
        if item.instance_of is not None:
            more = bound(item.instance_of.lookup("__call__"), item) - found
            found |= more
            stack += more
    return frozenset(found)


def invoke(
    item: Object, fact: FunctionFact, positional: Sequence[Value], keywords: Mapping[str, Value], frame: Frame
) -> Value:
    """Call a function, or make what runs its code later."""
    kind = runs_later(fact.node)
    if not kind:
        return _run(item, fact, positional, keywords, frame)
    made = Object(iterator=True, unstorable=kind)

    def run(_positional: Sequence[Value], _keywords: Mapping[str, Value], reader: Frame, _because: ast.expr) -> Value:
        given = _run(item, fact, positional, keywords, reader)
        made.set_part(RETURNED, given)
        return given

    made.hold({item, *all_given(positional, keywords)})
    made.runs = deferred(run, frame.world)
    made.runs((), {}, frame, ast.Name(""))
    return frozenset((made,))


def _run(
    item: Object, fact: FunctionFact, positional: Sequence[Value], keywords: Mapping[str, Value], frame: Frame
) -> Value:
    world = frame.world
    given = all_given(positional, keywords)
    world.steps_left -= len(given) // OBJECTS_A_STEP
    if world.steps_left <= 0:
        world.give_up()
        return given | world.anything
    if fact.node in world.calling or world.depth >= _DEEPEST_CALL:
        world.deeper.setdefault(fact.node, []).append((_with_receiver(fact, positional), keywords))
        return given | (_of_deeper_calls(fact, given, world) if given else NOTHING)
    node = fact.node
    body: list[ast.stmt] = [ast.Return(node.body)] if isinstance(node, ast.Lambda) else node.body
    names = parameters(node.args)
    bound, declared, _ = own_names(node)
    inner = _frame_of_call(fact, (bound | frozenset(names)) - declared, declared, world)
    _fill(inner, fact, _with_receiver(fact, positional), keywords)
    inner.conditional = world.conditional
    unrecorded = not isinstance(node, ast.Lambda) and any(map(is_switched_off, node.decorator_list))
    world.calling.append(fact.node)
    world.depth += 1
    world.unrecorded += unrecorded
    before = frozenset(world.effects.writes) if item.type_name in KEEPING else frozenset[str]()
    execute(body, inner)
    _repeat(fact, body, inner, given)
    world.unrecorded -= unrecorded
    world.depth -= 1
    world.calling.pop()
    if item.type_name == KEEPS_ON_DISK:
        write_on(world, CACHE, world.span)
    if item.type_name in KEEPING:
        if item.type_name == KEEPS_RESULTS:
            item.hold(inner.returns)
        written = world.effects.writes.keys() - before
        if item.type_name == TRACED:
            written -= world.effects.assumed
        for cell in world.kept_results.call(item, world.effects.cell, world.env, written):
            world.of_the_process(kept_by(item), world.span, cell)
    return frozenset(inner.returns) | (world.anything if world.has_given_up() else NOTHING)


def _repeat(fact: FunctionFact, body: Sequence[ast.stmt], inner: Frame, given: Value) -> None:
    """Run the body of a function that has called itself with what it has given itself, while that is something new.

    A method that has called itself for another instance is run at once for all that it may come to in this way.
    """
    world = inner.world
    given |= fact.bound_to
    for _ in range(_REPEATS):
        calls = world.deeper.pop(fact.node, [])
        new_ones = [call for call in calls if not given.issuperset(all_given(*call))]
        if not new_ones:
            return
        for positional, keywords in new_ones:
            reached = [value | _alike(value, fact) for value in positional[: bool(fact.bound_to)]]
            all_positional = (*reached, *positional[len(reached) :])
            given |= all_given(all_positional, keywords)
            _fill(inner, fact, all_positional, keywords)
        execute(body, inner)
    world.deeper.pop(fact.node, None)


def _with_receiver(fact: FunctionFact, positional: Sequence[Value]) -> Sequence[Value]:
    """What a call gives the parameters by position."""
    return (fact.bound_to, *positional) if fact.bound_to else positional


def _alike(receivers: Value, method: FunctionFact) -> Value:
    """The instances that the receivers give access to and that have the same method."""
    name = getattr(method.node, "name", "")
    return frozenset(
        item
        for item in reach(receivers)
        if item.instance_of
        and any(found.function and found.function.node is method.node for found in item.instance_of.lookup(name))
    )


def _of_deeper_calls(fact: FunctionFact, given: Value, world: World) -> Value:
    """What calls that are not followed may make of what they are given, one object for a few of them.

    It holds classes only that were given themselves: an instance does not take its class along.
    """
    made = world.make_again(fact.node, Object)
    made.hold(given_to_call(given, of_instances=True))
    return frozenset((made,))


def _fill(frame: Frame, fact: FunctionFact, positional: Sequence[Value], keywords: Mapping[str, Value]) -> None:
    """Give the parameters their values, in the frame of a call. positional: with what a method is bound to."""
    node = fact.node
    names = parameters(node.args)
    before = {name: frame.values.get(name, NOTHING) for name in names}
    frame.values.update(before)
    frame.values.update((name, before[name] | value) for name, value in fact.defaults)
    starred = positional[-1] if len(positional) >= MOST_STARRED else None  # each may be given, and may not
    for name, value in zip(names, positional, strict=False):
        default = frame.values[name] if not value or value is starred else NOTHING
        frame.values[name] = before[name] | value | default
    stars = [star for star in (node.args.vararg, node.args.kwarg) if star is not None]
    if stars:
        places = len(node.args.posonlyargs) + len(node.args.args)
        rest = all_given(positional[places:], {name: value for name, value in keywords.items() if name not in names})
        for star in stars:
            frame.values[star.arg] = before.get(star.arg, NOTHING) | new(rest, type_name="container")
    for name in names:
        frame.values[name] |= keywords.get("**", NOTHING)
    for name, value in keywords.items():
        if name in frame.values:
            frame.values[name] = before.get(name, NOTHING) | value


def _frame_of_call(fact: FunctionFact, local: frozenset[str], declared: frozenset[str], world: World) -> Frame:
    """The frame that a call runs in.

    A function that makes functions makes others in each call. After a few calls in one cell the further ones share a
    frame, and with it what they make, so that there is an end to it: what a name is in one call it may be in another.
    """
    made = world.frames.setdefault((id(fact.node), id(fact.frame)), [])
    if len(made) < _FRAMES_APART or not makes_functions(fact.node):
        made.append(Frame(world, fact.frame.source, fact.frame, local, declared))
    return made[-1]
