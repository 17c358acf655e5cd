"""What `def`, `lambda` and `class` make, and what of the notebook is called for that."""

from __future__ import annotations

import ast

from kale_converter.analysis.decorating import decorate
from kale_converter.analysis.enumerations import is_enumeration, make_members
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.functions import bound, invoke, invoke_any, without_classes
from kale_converter.analysis.interpret import evaluate, execute
from kale_converter.analysis.kept_results import keeps_results
from kale_converter.analysis.making_hooks import OF_SUBCLASSES
from kale_converter.analysis.objects import KEEPS_RESULTS, NOTHING, ClassFact, FunctionFact, Object, Value, in_order
from kale_converter.analysis.scopes import FunctionNode, own_names
from kale_converter.analysis.unstorable import kind_of_class

_PARTS = 8
"""So many parameters are taken to be filled by the parts of an enumeration's value."""


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
    made = _made_before(node, frame) if frame.outer is not None and not defaults else None
    if made is None:
        kind = KEEPS_RESULTS if keeps_results(node) else ""
        made = Object(function=FunctionFact(node, frame, defaults), type_name=kind)
    made.hold(item for _, value in defaults for item in value)
    owner: Frame | None = frame
    while owner is not None and owner.outer is not None:
        owner.functions.add(made)
        if not owner.is_class:  # whose names a function in it does not see
            made.hold(owner.held())
        owner = owner.outer
    return frozenset((made,))


def _made_before(node: FunctionNode, frame: Frame) -> Object | None:
    """The function that the same `def` or `lambda` has made in the same frame, as it does in a loop."""
    for item in frame.functions:
        if item.function is not None and item.function.node is node and item.function.frame is frame:
            return item
    return None


def make_class(node: ast.ClassDef, frame: Frame) -> Value:
    """The value of a `class` statement: its body runs now, its methods when they are called."""
    bases = tuple(evaluate(base, frame) for base in node.bases)
    metaclass = NOTHING
    for keyword in node.keywords:
        value = evaluate(keyword.value, frame)
        metaclass |= value if keyword.arg == "metaclass" else NOTHING
    names, declared, _ = own_names(node)
    inner = Frame(frame.world, frame.source, frame, names, declared, is_class=True)
    execute(node.body, inner)
    fact = ClassFact(node.name, inner.values, bases, metaclass)
    made = Object(user_class=fact, unstorable=kind_of_class(fact))
    for value in (*inner.values.values(), *bases, metaclass, _prepared(fact, frame)):
        made.hold(value)
    _announce(made, fact, frame)
    if is_enumeration(fact):
        _begin_members(made, fact, frame, node)
    return decorate(frozenset((made,)), node.decorator_list, frame)


def _prepared(fact: ClassFact, frame: Frame) -> Value:
    """What the metaclass puts into the names of a class before its body runs: `__prepare__`."""
    hooks = in_order(frozenset[Object]().union(*(maker.lookup("__prepare__") for maker in fact.metaclasses())))
    given = [
        invoke(hook, hook.function, (fact.metaclass, NOTHING, *fact.bases), {}, frame)
        for hook in hooks
        if hook.function is not None
    ]
    return frozenset(part for value in given for item in value for part in item.held)


def _announce(made: Object, fact: ClassFact, frame: Frame) -> None:
    """Making a class calls its metaclass, its bases' `__init_subclass__`, and `__set_name__` of what it holds."""
    first: Value = frozenset((made,))
    hooks: list[tuple[Value, Value]] = []
    for maker in fact.metaclasses():
        hooks += [(maker.lookup("__new__"), first | fact.metaclass), (maker.lookup("__init__"), first)]
    for base in fact.bases:
        classes = [item.user_class for item in in_order(base) if item.user_class is not None]
        hooks += [(item.lookup(name), first) for item in classes for name in OF_SUBCLASSES]
    for item in in_order(frozenset[Object]().union(*fact.attributes.values())):
        if item.instance_of is not None:
            hooks.append((item.instance_of.lookup("__set_name__"), frozenset((item,))))
    for found, receiver in hooks:
        for hook in in_order(found):
            if hook.function is not None:
                invoke(hook, hook.function, (receiver, first), {}, frame)


def _begin_members(made: Object, fact: ClassFact, frame: Frame, node: ast.ClassDef) -> None:
    """The members of an enumeration are made, each with its value, or the parts of that, for arguments."""
    because = ast.copy_location(ast.Name(""), node)
    for member, value in list(make_members(made, fact)):
        parts = value.union(*(item.held for item in value))
        invoke_any(
            without_classes(fact.lookup("__new__")),
            (frozenset((made, member)), *(parts,) * _PARTS),
            {},
            frame,
            because,
        )
        invoke_any(bound(without_classes(fact.lookup("__init__")), member), (parts,) * _PARTS, {}, frame, because)
