"""Calls of built-in functions that the notebook has not rebound."""

from __future__ import annotations

import ast
from functools import partial

from kale_converter.analysis import file_calls
from kale_converter.analysis import library as known
from kale_converter.analysis.attributes import (
    MAIN,
    PROPERTY,
    attributes_of,
    delete_attribute,
    set_attribute,
    take_attribute,
)
from kale_converter.analysis.call import Call, call_unknown
from kale_converter.analysis.displays import display_under_id
from kale_converter.analysis.dunders import BUILTINS, QUIET
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.functions import call_dunder
from kale_converter.analysis.interpret import evaluate, execute
from kale_converter.analysis.iteration import read
from kale_converter.analysis.loaders import read_loaders
from kale_converter.analysis.objects import ANY_ATTRIBUTE, NOTHING, ClassFact, Object, Value, library, new, reach
from kale_converter.analysis.observers import call_observers
from kale_converter.analysis.scopes import bound_names
from kale_converter.analysis.shown import lay_out, show
from kale_converter.analysis.targets import correlated, elements
from kale_converter.analysis.unstorable import reads_generator

BUILT_IN = {
    "importlib.import_module": "import_module",
    "IPython.display.display": "display",
    "IPython.core.display.display": "display",
    "IPython.core.display_functions.display": "display",
    "IPython.display.update_display": "display",
    "operator.is_": "id",
    "operator.is_not": "id",
    "numpy.shares_memory": "id",
    "numpy.may_share_memory": "id",
    "numpy.byte_bounds": "id",
    "numpy.lib.array_utils.byte_bounds": "id",
    "sys.getsizeof": "sys.getsizeof",
    "sys.getrefcount": "sys.getrefcount",
    "doctest.testmod": "doctest.testmod",
}
"""What packages have that is treated as a built-in function, by which name."""


def call_builtin(call: Call, name: str) -> Value:
    """Call the built-in function `name`, and give what it gives."""
    return _BUILTINS.get(name, _other_builtin)(call, name)


def _other_builtin(call: Call, name: str) -> Value:
    is_quiet = name in known.SCALAR_BUILTINS or name.endswith(("Error", "Warning", "Exception"))
    if not is_quiet or "file" in call.keywords:  # print() calls what its file has to write with
        call.callback(of_instances=False)
    call.ask(methods=BUILTINS.get(name, QUIET))
    if is_quiet:
        if name in {"any", "all", "print", "bytes"}:
            call.consume()
        file = call.keywords.get("file")
        if file:
            call.frame.world.mutate(file, call.span)
        return new(call.given) if call.given and name[0].isupper() else NOTHING  # an exception and its arguments
    if name in known.FRESH_BUILTINS:
        call.consume()
        kept = correlated(call.given)
        held = elements(elements(call.given)) if name == "sum" else kept
        return new(held, library=library(kept) or library(call.given)) if call.given else NOTHING
    if name in known.CONTAINER_BUILTINS:
        call.consume()
        keywords: Value = frozenset().union(*call.keywords.values())
        return new(elements(call.first()) | keywords, type_name="container")
    if name in known.ITERATOR_BUILTINS:
        given = call.given | call_dunder(call.given, ("__iter__", "__reversed__", "__aiter__"), call.frame, call.node)
        read_loaders(given, call.frame.world, call.span)
        made = Object(iterator=True, unstorable=reads_generator(given))
        made.hold(given | elements(given))
        if any(item.may_be_called for item in call.first()):
            made.runs = call.later(of_instances=False)
        return frozenset((made,))
    if name in known.ELEMENT_BUILTINS:
        call.consume()
        return elements(call.given) | call.given
    return call_unknown(call, NOTHING)


def _display(call: Call, _name: str) -> Value:
    call.consume()
    show(call.given, call.frame, call.node)
    lay_out(call.given, call.frame, call.node)
    return display_under_id(call.frame.world, call.node, call.span)


def _id(call: Call, _name: str) -> Value:
    """Ask which objects, or whose memory, these are."""
    call.frame.world.compare(call.given)
    return NOTHING


def _get_size(call: Call, _name: str) -> Value:
    """Lists and the like that grew have more room than loaded ones; of arrays and frames the size is as it was."""
    same = {"numpy", "pandas"}
    measured = [item for item in call.given if item.library not in same and item.instance_of is None]
    call.frame.world.tell_of_loaded("how much memory Python keeps for", measured, call.span)
    return NOTHING


def _count_references(call: Call, _name: str) -> Value:
    call.frame.world.tell_of_loaded("how many references there are to", call.given, call.span)
    return NOTHING


def _test_all(call: Call, name: str) -> Value:
    """It runs the examples of all functions and classes that there are."""
    call.frame.world.everything(f"{name}()", call.span)
    return NOTHING


def _view(call: Call, _name: str) -> Value:
    return call.given | new(call.given)


def _next(call: Call, _name: str) -> Value:
    call.frame.world.mutate(call.first() | read(call.first(), call.frame, call.node), call.span)
    default = frozenset[Object]().union(*call.positional[1:])
    given = call_dunder(call.first(), ("__next__", "__anext__"), call.frame, call.node)
    return elements(call.first()) | default | given


def _set_attribute(call: Call, name: str) -> Value:
    attribute = _literal_name(call.node) or ANY_ATTRIBUTE
    for item in call.first():
        if item.module and item.module != MAIN:
            call.frame.world.patch(f"{item.module}.{attribute}", call.span, item.library)
    if name == "setattr":
        given: Value = frozenset().union(*call.positional[2:])
        set_attribute(call.first(), attribute, given, call.frame, call.node)
        call_observers(call.first(), given, call.frame, call.node)
    else:
        delete_attribute(call.first(), attribute, call.frame, call.node)
    call.frame.world.mutate(call.first(), call.span)
    return NOTHING


def _literal_name(node: ast.Call) -> str:
    """The second argument of `getattr` and its like, "" where it is no literal."""
    name = node.args[1] if len(node.args) > 1 else None
    return name.value if isinstance(name, ast.Constant) and isinstance(name.value, str) else ""


def _get_attribute(call: Call, _name: str) -> Value:
    name = _literal_name(call.node)
    default = frozenset[Object]().union(*call.positional[2:])
    if name:
        return take_attribute(call.first(), name, call.frame, call.node) | elements(call.given) | default
    call_dunder(call.first(), ("__getattr__", "__getattribute__"), call.frame, call.node)
    return elements(call.given) | default | frozenset(item for item in reach(call.first()) if item.function)


def _open(call: Call, _name: str) -> Value:
    file_calls.open_file(call.frame.world, call.node, call.span)
    return new(iterator=True, library="io", type_name="file", unstorable="an open file")


def _execute_text(call: Call, name: str) -> Value:
    """`exec` and `eval`: of a literal, the code in it; of anything else, anything."""
    text = call.node.args[0] if call.node.args else None
    if isinstance(text, ast.Constant) and isinstance(text.value, str) and len(call.node.args) == 1:
        try:
            body = ast.parse(text.value).body
        except SyntaxError:
            return NOTHING
        for statement in body:
            for inner in ast.walk(statement):
                ast.copy_location(inner, call.node) if isinstance(inner, ast.expr | ast.stmt) else None
        frame = call.frame
        if frame.outer is not None and not frame.is_class:  # what it binds in a function stays in it
            bound, declared, _ = bound_names(body)
            frame = Frame(frame.world, frame.source, frame, bound - declared, declared)
        execute(body, frame)
        last = body[-1] if body else None
        return evaluate(last.value, frame) if isinstance(last, ast.Expr) and name == "eval" else NOTHING
    if len(call.node.args) > 1:
        return call_unknown(call, NOTHING)
    call.frame.world.read_unknown_names(name, call.span)
    return new()


def _namespace(call: Call, name: str) -> Value:
    """`globals()` and its like give access to every name."""
    if call.node.args and not any(item.module == MAIN for item in call.first()):
        parts = elements(call.given)
        if any(item.user_class for item in call.first()):
            parts |= new(parts, type_name="container")
        return parts | frozenset(item for item in call.first() if item.module) | attributes_of(parts)
    if name == "locals" and call.frame.outer is not None:
        return new(call.frame.held(), type_name="container")
    call.frame.world.read_unknown_names(f"{name}()", call.span)
    return new()


def _dir(call: Call, name: str) -> Value:
    return _other_builtin(call, name) if call.node.args else _namespace(call, name)


def _super(call: Call, _name: str) -> Value:
    """`super()`: the instance, seen as one of the bases of its class."""
    given: set[Object] = set()
    again = call.frame.world.make_again
    for item in call.frame.receiver():
        fact = item.instance_of
        if fact is None:
            continue
        for parent in (parent for base in fact.bases for parent in base if parent.user_class is not None):
            given.add(again(("super", item, parent), partial(_as_base, item, parent), 1))
        if fact.has_other_bases():
            given.add(again(("super", item), partial(_as_other_base, item, fact), 1))
    return frozenset(given)


def _as_base(item: Object, parent: Object) -> Object:
    """The instance, seen as one of another class of the notebook."""
    seen = Object(instance_of=parent.user_class)
    seen.hold((item, parent))
    item.hold((seen,))
    return seen


def _as_other_base(item: Object, fact: ClassFact) -> Object:
    """The instance, seen as what a package or Python itself has made of it: a list, a frame."""
    path = next(iter(fact.foreign()), "")
    seen = Object(library=path.partition(".")[0], type_name="" if path else "container")
    seen.hold([item, *(part for part in item.held if part.user_class is None)])
    item.hold((seen,))
    return seen


def _property(call: Call, _name: str) -> Value:
    made = Object(type_name=PROPERTY)
    given = dict(zip(("fget", "fset", "fdel"), call.positional, strict=False)) | dict(call.keywords)
    for role, value in given.items():
        made.set_part(role, value)
    return frozenset((made,))


def _type(call: Call, _name: str) -> Value:
    """`type(x)`: its class. `type(name, bases, body)`: a new class with the attributes in `body`."""
    if len(call.positional) == 1:
        return frozenset(
            other
            for item in call.first()
            for other in item.held
            if other.user_class is not None and other.user_class is item.instance_of
        )
    fact = ClassFact("", {ANY_ATTRIBUTE: NOTHING}, (elements(call.positional[1]),) if call.positional[1:] else ())
    made = Object(user_class=fact)
    for value in call.positional[2:]:
        made.set_part(ANY_ATTRIBUTE, elements(value))
    made.hold(call.given)
    return frozenset((made,))


def _object(_call: Call, _name: str) -> Value:
    """`object()`: nothing in it can change, but it is told from all others."""
    return new()


def _shell(call: Call, _name: str) -> Value:
    return frozenset((call.frame.world.module(known.SHELL),))


def _import_module(call: Call, name: str) -> Value:
    """`__import__("package")`, `importlib.import_module("package.module")`: the module, where its name is literal."""
    match call.node.args:
        case [ast.Constant(value=str(path))]:
            found = path.partition(".")[0] if name == "__import__" else path
            return frozenset((call.frame.world.module(found),))
        case _:
            return call_unknown(call, NOTHING) if name == "__import__" else new(library="importlib")


_BUILTINS = {
    "__import__": _import_module,
    "import_module": _import_module,
    "property": _property,
    "type": _type,
    "object": _object,
    "dir": _dir,
    "display": _display,
    "id": _id,
    "sys.getsizeof": _get_size,
    "sys.getrefcount": _count_references,
    "doctest.testmod": _test_all,
    "next": _next,
    "memoryview": _view,
    "setattr": _set_attribute,
    "delattr": _set_attribute,
    "getattr": _get_attribute,
    "open": _open,
    "exec": _execute_text,
    "eval": _execute_text,
    "globals": _namespace,
    "locals": _namespace,
    "vars": _namespace,
    "super": _super,
    "get_ipython": _shell,
}
