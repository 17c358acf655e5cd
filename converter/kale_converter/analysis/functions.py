"""The notebook's own functions and classes: made, looked up, called.

A call of a known function runs its body in a frame of its own, with the values that it is given: what it reads and
changes then is what the body does at that place, late binding of globals included.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from functools import lru_cache

from kale_converter.analysis.frames import Frame
from kale_converter.analysis.interpret import evaluate, execute
from kale_converter.analysis.library import QUIET_DECORATORS
from kale_converter.analysis.objects import NOTHING, ClassFact, FunctionFact, Object, Value, modules, new, reach
from kale_converter.analysis.scopes import FunctionNode, own_names, parameters

_DEEPEST_CALL = 12


def make_function(node: FunctionNode, frame: Frame) -> Value:
    """The value of a `def` or `lambda`: an object that holds its default values and closes over `frame`."""
    arguments = node.args
    names = [argument.arg for argument in [*arguments.posonlyargs, *arguments.args]]
    given = names[len(names) - len(arguments.defaults) :] if arguments.defaults else []
    pairs = list(zip(given, arguments.defaults, strict=True))
    pairs += [
        (argument.arg, default)
        for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if default is not None
    ]
    defaults = tuple((name, evaluate(default, frame)) for name, default in pairs)
    made = Object(function=FunctionFact(node, frame, defaults))
    made.hold(item for _, value in defaults for item in value)
    owner: Frame | None = frame
    while owner is not None and owner.outer is not None:
        owner.functions.add(made)
        made.hold(item for value in owner.values.values() for item in value)
        owner = owner.outer
    return frozenset((made,))


def decorate(value: Value, decorators: Sequence[ast.expr], frame: Frame) -> Value:
    """The value of a decorated definition: what the last decorator gives, and what it decorates."""
    for node in reversed(decorators):
        target = node.func if isinstance(node, ast.Call) else node
        decorator = evaluate(node, frame)
        name = target.id if isinstance(target, ast.Name) else getattr(target, "attr", "")
        paths = set(modules(evaluate(target, frame))) | {name}
        if paths & QUIET_DECORATORS or name in {"setter", "getter", "deleter", "register"}:
            continue
        given = invoke_any(decorator, (value,), {}, frame, node)
        if decorator:
            frame.world.assume(ast.unparse(target), {item for item in decorator if not item.function}, frame.span(node))
        value |= given
    return value


def make_class(node: ast.ClassDef, frame: Frame) -> Value:
    """The value of a `class` statement: its body runs now, its methods when they are called."""
    bases = tuple(evaluate(base, frame) for base in node.bases)
    metaclass = NOTHING
    for keyword in node.keywords:
        metaclass |= evaluate(keyword.value, frame)
    bound, declared, _ = own_names(node)
    inner = Frame(frame.world, frame.source, frame, bound, declared, is_class=True)
    execute(node.body, inner)
    made = Object(user_class=ClassFact(node.name, inner.values, bases))
    for value in (*inner.values.values(), *bases):
        made.hold(value)
    _announce(made, (*bases, metaclass), frame)
    return decorate(frozenset((made,)), node.decorator_list, frame)


def _announce(made: Object, makers: Sequence[Value], frame: Frame) -> None:
    """Making a class calls its bases' `__init_subclass__` and its metaclass's `__new__` and `__init__`."""
    for maker in makers:
        for item in maker:
            if item.user_class is None:
                continue
            for name in ("__init_subclass__", "__new__", "__init__"):
                subclassing = name == "__init_subclass__"
                if subclassing or maker is makers[-1]:
                    for hook in lookup(item.user_class, name):
                        first = frozenset((made,)) if subclassing else frozenset((item,))
                        if hook.function is not None:
                            _invoke(hook, hook.function, (first,), {}, frame)


def lookup(fact: ClassFact, name: str, depth: int = 0) -> Value:
    """An attribute of a class, from its own body or the first base that has it."""
    if name in fact.attributes:
        return fact.attributes[name]
    for base in fact.bases:
        for item in base:
            if item.user_class is not None and depth < _DEEPEST_CALL:
                found = lookup(item.user_class, name, depth + 1)
                if found:
                    return found
    return NOTHING


def take_attribute(base: Value, name: str, frame: Frame, node: ast.expr) -> Value:
    """`base.name`: a module's member, a class's attribute, a method bound to its instance, or a part of the object."""
    taken: set[Object] = set()
    for item in base:
        if item.module:
            taken.add(frame.world.module(f"{item.module}.{name}"))
        elif item.user_class is not None:
            taken |= lookup(item.user_class, name) or {item}
        elif item.instance_of is not None:
            found = lookup(item.instance_of, name)
            taken |= _bind_methods(found, item, frame, node)
            if not any(part.function for part in found):
                taken.add(item)
                taken |= {part for part in item.held if part.user_class is None}
        elif item.function is None or not item.function.bound_to:
            taken.add(item)
    return frozenset(taken)


def _bind_methods(found: Value, instance: Object, frame: Frame, node: ast.expr) -> Value:
    bound: set[Object] = set()
    for item in found:
        fact = item.function
        if fact is None:
            bound.add(item)
            continue
        decorators = set()
        if not isinstance(fact.node, ast.Lambda):
            decorators = {ast.unparse(decorator).rpartition(".")[2] for decorator in fact.node.decorator_list}
        if "staticmethod" in decorators:
            bound.add(item)
            continue
        method = Object(function=FunctionFact(fact.node, fact.frame, fact.defaults, frozenset((instance,))))
        method.hold((instance, item))
        if decorators & {"property", "cached_property"}:
            bound |= invoke_any(frozenset((method,)), (), {}, frame, node)
            bound.add(instance)
        else:
            bound.add(method)
    return frozenset(bound)


def call_dunder(value: Value, names: Sequence[str], frame: Frame, node: ast.AST) -> Value:
    """Call those of the special methods that the notebook's own classes define."""
    given = NOTHING
    for item in value:
        if item.instance_of is not None:
            for name in names:
                found = lookup(item.instance_of, name)
                if found and isinstance(node, ast.expr):
                    bound = _bind_methods(found, item, frame, node)
                    given |= invoke_any(bound, (value,), {}, frame, node)
    return given


def instantiate(
    item: Object, positional: Sequence[Value], keywords: Mapping[str, Value], frame: Frame, node: ast.expr
) -> Value:
    """Call a class of the notebook."""
    fact = item.user_class
    assert fact is not None
    made = Object(instance_of=fact)
    made.hold((item,))
    for value in (*positional, *keywords.values()):
        made.hold(value)
    for name in ("__new__", "__init__", "__post_init__"):
        found = lookup(fact, name)
        if found:
            arguments = () if name == "__post_init__" else positional
            invoke_any(_bind_methods(found, made, frame, node), arguments, keywords, frame, node)
    return frozenset((made,))


def invoke_any(
    callee: Value, positional: Sequence[Value], keywords: Mapping[str, Value], frame: Frame, node: ast.expr
) -> Value:
    """Call every function and class of the notebook that `callee` may be or hold."""
    given = NOTHING
    for item in callee:
        if item.user_class is not None:
            given |= instantiate(item, positional, keywords, frame, node)
        elif item.function is not None:
            given |= _invoke(item, item.function, positional, keywords, frame)
        elif item.instance_of is not None:
            found = lookup(item.instance_of, "__call__")
            given |= invoke_any(_bind_methods(found, item, frame, node), positional, keywords, frame, node)
    return given


def _invoke(
    item: Object, fact: FunctionFact, positional: Sequence[Value], keywords: Mapping[str, Value], frame: Frame
) -> Value:
    world = frame.world
    given: Value = frozenset().union(*positional, *keywords.values())
    if fact.node in world.calling or world.depth >= _DEEPEST_CALL or world.steps_left <= 0:
        return given | (new(reach(given)) if given else NOTHING)
    node = fact.node
    body: list[ast.stmt] = [ast.Return(node.body)] if isinstance(node, ast.Lambda) else node.body
    names = parameters(node.args)
    bound, declared, _ = own_names(node)
    inner = Frame(world, fact.frame.source, fact.frame, (bound | frozenset(names)) - declared, declared)
    inner.values.update(dict.fromkeys(names, NOTHING))
    inner.values.update(fact.defaults)
    if fact.bound_to:
        positional = (fact.bound_to, *positional)
    for name, value in zip(names, positional, strict=False):
        inner.values[name] = value
    rest: Value = frozenset().union(*positional[len(names) - 1 :]) if len(positional) >= len(names) else NOTHING
    for star in (node.args.vararg, node.args.kwarg):
        if star is not None:
            inner.values[star.arg] = new(rest | given, type_name="container")
    for name, value in keywords.items():
        if name in inner.values:
            inner.values[name] = value
    world.calling.append(fact.node)
    world.depth += 1
    execute(body, inner)
    world.depth -= 1
    world.calling.pop()
    if isinstance(node, ast.FunctionDef) and _is_generator(node):
        made = Object(iterator=True, unstorable="a generator")
        made.hold({*inner.returns, item, *given})
        return frozenset((made,))
    return frozenset(inner.returns)


@lru_cache(maxsize=4096)
def _is_generator(node: ast.FunctionDef) -> bool:
    stack: list[ast.AST] = list(node.body)
    while stack:
        item = stack.pop()
        if isinstance(item, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            stack.extend(ast.iter_child_nodes(item))
    return False
