"""Attributes of objects: taken, set and deleted, with what the notebook's own classes do at that.

A property, a descriptor, `__getattr__`, `__setattr__` and `__delattr__` are code that runs where an attribute is used.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from kale_converter.analysis import lasting_files
from kale_converter.analysis.autograd import ask, without_record
from kale_converter.analysis.deep_learning import is_trained
from kale_converter.analysis.definitions import decorator_names
from kale_converter.analysis.enumerations import of_member
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.functions import bound, call_dunder, invoke_any
from kale_converter.analysis.interpret import evaluate
from kale_converter.analysis.kept import call_kept, read_kept, use_objects
from kale_converter.analysis.library import ADDRESSES, STYLER
from kale_converter.analysis.objects import NOTHING, ClassFact, Object, Value, in_order, new
from kale_converter.analysis.stored_whole import part_of
from kale_converter.analysis.unstorable import PARTS_BY_LIBRARY

PROPERTY = "property"
"""The type name of what the built-in `property` makes; its functions are the attributes `fget`, `fset` and `fdel`."""

MAIN = "__main__"
"""The module whose attributes are the notebook's own variables."""

_NAMESPACES = {"globals", "vars", "locals"}
_OF_FRAMES = {"f_globals", "f_locals"}

_GETTERS = {"property", "cached_property"}
_KINDS = {"fget": _GETTERS, "fset": {"setter"}, "fdel": {"deleter"}}


def global_in(node: ast.expr, frame: Frame) -> str:
    """The variable that `globals()["x"]` is, or `ip.user_ns["x"]`; "" where the expression is nothing like it."""
    match node:
        case ast.Subscript(ast.Call(ast.Name(id=word), args=[], keywords=[]), slice=ast.Constant(value=str(name))):
            everywhere = word == "globals" or frame.outer is None
            return name if word in _NAMESPACES and everywhere and frame.finds_builtin(word) else ""
        case ast.Subscript(ast.Attribute(holder, "f_globals" | "user_ns"), slice=ast.Constant(value=str(name))):
            evaluate(holder, frame)
            return name
        case _:
            return ""


def take_attribute(base: Value, name: str, frame: Frame, node: ast.expr) -> Value:
    """`base.name`: a module's member, a class's attribute, a method bound to its instance, or a part of the object."""
    taken: set[Object] = set()
    _look_up(base, name, frame, node)
    for item in in_order(base):
        if item.module == MAIN:
            taken |= frame.world.read(name, frame.span(node))
        elif item.module:
            taken.add(frame.world.module(f"{item.module}.{name}"))
            if frame.world.kept:
                read_kept(frame.world, f"{item.module}.{name}", frame.span(node))
        elif item.user_class is not None:
            taken |= _of_class(item, item.user_class, name, frame, node)
        elif item.instance_of is not None:
            taken |= _of_instance(item, item.instance_of, name, frame, node)
        elif item.function is None or not item.function.bound_to:
            taken |= _of_object(item, name)
    return frozenset(taken)


def _look_up(base: Value, name: str, frame: Frame, node: ast.expr) -> None:
    """What taking an attribute of this name asks of objects, whatever they are."""
    if name in ADDRESSES:
        frame.world.compare(base)
    if name in _OF_FRAMES:
        frame.world.read_unknown_names(f"the variables of a frame ({name})", frame.span(node))
    if name == "__traceback__":
        frame.world.trace(base, frame.span(node))
    if name == "trainer":  # which Lightning leaves out where a module is stored
        frame.world.tell_of_loaded("the trainer of", frozenset(filter(is_trained, base)), frame.span(node))
    if frame.world.lasting_files:
        lasting_files.use_objects(frame.world, base, frame.span(node))
    if frame.world.kept:
        use_objects(frame.world, base, (name,), frame.span(node))


def _of_object(item: Object, name: str) -> Value:
    if name == "style" and item.library == "pandas":
        return new({item}, library="pandas", type_name=STYLER)
    if kind := PARTS_BY_LIBRARY.get(item.library, {}).get(name):
        return new({item}, library=item.library, unstorable=kind) | {item}
    return without_record(item, name) or part_of(item, name) or item.parts.named(name) | {item}


def _of_class(item: Object, fact: ClassFact, name: str, frame: Frame, node: ast.expr) -> Value:
    if name == "__subclasses__":
        frame.world.of_the_process("which classes derive from another", frame.span(node))
    found = fact.lookup(name)
    methods = {
        part for part in found if part.function is not None and "classmethod" in decorator_names(part.function.node)
    }
    taken = (found - methods) | bound(frozenset(methods), item)
    if found:
        return taken | invoke_any(_methods("__get__", found), (frozenset((item,)),), {}, frame, node)
    for maker in fact.metaclasses():
        taken |= _from_class(item, maker, name, frame, node)
    return taken or frozenset((item,))


def _of_instance(item: Object, fact: ClassFact, name: str, frame: Frame, node: ast.expr) -> Value:
    if (given := of_member(item, fact, name)) is not None:
        return given
    named = item.parts.named(name)
    taken = _from_class(item, fact, name, frame, node) | named
    if name == "__class__":
        return taken | {part for part in item.held if part.user_class is fact}
    found = fact.lookup(name)
    if named:  # what was set by another name is not meant; what the instance was made with may be
        taken |= {part for part in item.held if part.user_class is None and not item.parts.has(part)}
    elif not any(part.function for part in found):
        taken |= {item, *(part for part in item.held if part.user_class is None)}
    if not found:
        taken |= call_dunder(frozenset((item,)), ("__getattr__",), frame, node)
        for path in fact.foreign() if frame.world.kept else ():
            call_kept(frame.world, f"{path}.{name}", frame.span(node))
    if name == "__dict__":
        taken |= attributes_of((item,))
    return taken | call_dunder(frozenset((item,)), ("__getattribute__",), frame, node)


def attributes_of(value: Iterable[Object]) -> Value:
    """The dictionaries of the attributes of instances: changing one changes its instance, and the other way round."""
    given: set[Object] = set()
    for item in value:
        if item.instance_of is None:
            continue
        if not item.parts.named("__dict__"):
            item.set_part("__dict__", new({item}))
        given |= item.parts.named("__dict__")
    return frozenset(given)


def _from_class(item: Object, fact: ClassFact, name: str, frame: Frame, node: ast.expr) -> Value:
    """What an instance finds in its class: methods, and what properties and descriptors give."""
    found = fact.lookup(name)
    hooks = _hooks(found, "fget")
    plain = frozenset(
        part
        for part in found - hooks
        if part.type_name != PROPERTY
        and not (part.function and decorator_names(part.function.node) & {"setter", "deleter"})
    )
    taken = bound(plain, item) | invoke_any(_methods("__get__", found), (frozenset((item,)),), {}, frame, node)
    if hooks:
        given = invoke_any(bound(hooks, item), (), {}, frame, node)
        if any(hook.function and "cached_property" in decorator_names(hook.function.node) for hook in hooks):
            item.set_part(name, given)
            frame.world.mutate((item,), frame.span(node))
        taken |= given | {item}
    return taken


def look_at(value: Value, names: Iterable[str], frame: Frame, node: ast.expr, *, others: bool) -> None:
    """Look at attributes of instances of the notebook's own classes. others: at any other that is a property too."""
    for item in in_order(frozenset(item for item in value if item.instance_of is not None)):
        assert item.instance_of is not None
        properties = item.instance_of.attributes.items() if others else ()
        wanted = {*names, *(name for name, found in properties if _hooks(found, "fget"))}
        for name in sorted(wanted):
            take_attribute(frozenset((item,)), name, frame, node)


def _hooks(found: Value, role: str) -> Value:
    """The functions of properties that play a role: `fget`, `fset`, `fdel`."""
    hooks = {item for item in found if item.function is not None and decorator_names(item.function.node) & _KINDS[role]}
    for item in found:
        if item.type_name == PROPERTY:
            hooks |= item.parts.named(role)
    return frozenset(hooks)


def _methods(name: str, found: Value) -> Value:
    """A special method of the descriptors among what was found."""
    given = NOTHING
    for part in found:
        if part.instance_of is not None:
            given |= bound(part.instance_of.lookup(name), part)
    return given


def set_attribute(base: Value, name: str, value: Value, frame: Frame, node: ast.expr) -> None:
    """`base.name = value`, as far as the notebook's own code has a part in it."""
    if name == "requires_grad":
        ask(base)
    for item in in_order(base):
        if item.module == MAIN:
            frame.world.bind(name, value, frame.span(node))
        if item.module:
            continue
        item.set_part(name, value)
        fact = item.instance_of
        if fact is not None:
            found = fact.lookup(name)
            invoke_any(bound(_hooks(found, "fset"), item), (value,), {}, frame, node)
            invoke_any(_methods("__set__", found), (frozenset((item,)), value), {}, frame, node)
            invoke_any(bound(fact.lookup("__setattr__"), item), (NOTHING, value), {}, frame, node)


def delete_attribute(base: Value, name: str, frame: Frame, node: ast.expr) -> None:
    """`del base.name`, as far as the notebook's own code has a part in it."""
    for item in in_order(base):
        if item.module == MAIN:
            frame.world.unbind(name, frame.span(node))
        fact = item.instance_of
        if fact is not None:
            found = fact.lookup(name)
            invoke_any(bound(_hooks(found, "fdel"), item), (), {}, frame, node)
            invoke_any(_methods("__delete__", found), (frozenset((item,)),), {}, frame, node)
            invoke_any(bound(fact.lookup("__delattr__"), item), (NOTHING,), {}, frame, node)
