"""Calls: of built-in functions, of libraries, of methods, and of what nobody knows."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kale_converter.analysis import ambient
from kale_converter.analysis import library as known
from kale_converter.analysis.expressions import use_up
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.functions import call_dunder, invoke_any, lookup, take_attribute
from kale_converter.analysis.interpret import evaluate, execute, expression
from kale_converter.analysis.magics import call_ipython
from kale_converter.analysis.objects import NOTHING, Object, Value, library, modules, new, reach
from kale_converter.analysis.targets import elements
from kale_converter.model import Span


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

    def callback(self) -> None:
        """Functions of the notebook among the arguments may be called, with the other arguments or parts of them."""
        functions = frozenset(item for item in _given_to_call(self.given) if item.function or item.user_class)
        if functions:
            others = frozenset(item for item in self.given if item not in functions)
            inner = others | elements(others)
            invoke_any(functions, (inner,) * 3, {}, self.frame, self.node)

    def consume(self) -> None:
        """Iterators among the arguments are used up."""
        use_up(self.given, self.frame, self.node)


def _given_to_call(given: Value) -> set[Object]:
    """All that `given` gives access to, but for the methods of instances: these are called for what they are."""
    seen = set(given)
    stack = list(seen)
    while stack:
        item = stack.pop()
        for other in item.held:
            if other not in seen and not (item.instance_of and other.user_class):
                seen.add(other)
                stack.append(other)
    return seen


@expression(ast.Call)
def _call(node: ast.Call, frame: Frame) -> Value:
    world = frame.world
    span = frame.source.span(node)
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
    positional = [
        elements(evaluate(a.value, frame)) if isinstance(a, ast.Starred) else evaluate(a, frame) for a in node.args
    ]
    keywords: dict[str, Value] = {}
    for keyword in node.keywords:
        value = evaluate(keyword.value, frame)
        keywords[keyword.arg or "**"] = value if keyword.arg else elements(value)
    given: Value = frozenset().union(*positional, *keywords.values())
    call = Call(node, frame, positional, keywords, given, span)
    result = _dispatch(call, base, callee, name) | _method_of_type(call)
    out = keywords.get("out")
    if out:
        world.mutate(out, span)
        result |= out
    return result


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
    given: Value = frozenset().union(*call.positional[1:], *call.keywords.values())
    rest = replace(call, positional=call.positional[1:], given=given)
    return _method(rest, call.first(), function.attr) if call.first() else NOTHING


def _dispatch(call: Call, base: Value, callee: Value, name: str) -> Value:
    result = NOTHING
    for path in sorted(set(modules(callee))):
        result |= _library_call(call, path)
    own = frozenset(item for item in callee if item.function or item.user_class or _is_callable(item))
    if own:
        result |= invoke_any(own, call.positional, call.keywords, call.frame, call.node)
        result |= frozenset(item for item in call.given if item.iterator)
    rest = frozenset(item for item in base if not item.module and not _is_own_method(item, call.node))
    if isinstance(call.node.func, ast.Attribute) and rest:
        result |= _method(call, rest, call.node.func.attr)
    elif isinstance(call.node.func, ast.Attribute) and not base and call.node.func.attr in known.LIST_METHODS:
        result |= new(type_name="container")  # a text has no object, the list of its parts has
    elif not isinstance(call.node.func, ast.Attribute):
        rest = frozenset(
            item for item in callee if not (item.module or item.function or item.user_class or _is_callable(item))
        )
        trusted = frozenset(item for item in rest if item.library in known.TRUSTED - known.STATEFUL_CALLABLES)
        if trusted:
            result |= _call_trusted(call, trusted)
        if rest - trusted or (not callee and not _resolved(name, call.frame)):
            result |= _unknown(call, rest - trusted)
    return result


def _call_trusted(call: Call, callee: Value) -> Value:
    """A call of an object that a library made: a named tuple's class, a `partial`, a vectorised function."""
    functions = frozenset(item for item in reach(callee) if item.function)
    given = invoke_any(functions, call.positional, call.keywords, call.frame, call.node)
    call.callback()
    call.consume()
    return given | new(call.given, library=library(callee)) | call.given | elements(call.given)


def _resolved(name: str, frame: Frame) -> bool:
    """Whether a name that stands for nothing is one whose call surely changes nothing: a class of plain values."""
    return bool(name) and name in frame.values and not frame.values[name]


def _is_callable(item: Object) -> bool:
    return item.instance_of is not None and bool(lookup(item.instance_of, "__call__"))


def _is_own_method(item: Object, node: ast.Call) -> bool:
    fact = item.instance_of or item.user_class
    return fact is not None and isinstance(node.func, ast.Attribute) and bool(lookup(fact, node.func.attr))


def _unknown(call: Call, callee: Value) -> Value:
    """A call that nothing is known of: it may change the callee and everything that it is given."""
    call.callback()
    touched = {item for item in reach(callee | call.given) if not item.function and not item.user_class}
    call.frame.world.assume(call.text, touched, call.span)
    result = new(callee | call.given)
    for item in call.given:
        if item.type_name == "container":
            item.hold(result)
    return result | call.given


# Functions of libraries


def _library_call(call: Call, path: str) -> Value:
    root, _, rest = path.partition(".")
    if root == "builtins":
        return _BUILTINS.get(rest, _other_builtin)(call, rest)
    world = call.frame.world
    ambient.call_function(world, path, call.node, call.span)
    if root not in known.TRUSTED:
        return _unknown(call, NOTHING)
    call.callback()
    call.consume()
    if path in known.CHANGING_FUNCTIONS:
        world.mutate(call.given, call.span)
        return elements(call.given) | new(library=root)
    if _is_false(call.node, "copy") and path != "numpy.array":
        world.mutate(call.given, call.span)
        return call.given | new(call.given, library=root)
    if path in known.VIEW_FUNCTIONS or path == "copy.copy" or _is_false(call.node, "copy"):
        return call.given | new(call.given, library=root)
    return _made_by_library(call, path, root)


def _made_by_library(call: Call, path: str, root: str) -> Value:
    """The result of a function that leaves its arguments alone."""
    last = path.rpartition(".")[2]
    type_name = path if last[:1].isupper() else ""
    if path in known.GENERATORS:
        return new(library=root, type_name=known.GENERATOR)
    if path in {"collections.deque", "collections.OrderedDict", "collections.Counter"}:
        return new(call.given | elements(call.given), type_name="container")
    if path == "collections.defaultdict":
        return new(call.given | elements(call.given), type_name=known.DEFAULT_DICT)
    if root == "itertools":
        parts = call.given | elements(call.given)
        return new(parts | new(parts, type_name="container"), library=root, iterator=True)
    holds = path in known.HOLDING_FUNCTIONS or (type_name and root not in {"numpy", "pandas"})
    if path == "copy.deepcopy" or (root in known.COPYING and not holds):
        return new(library=root, type_name=type_name)
    return new(
        call.given,
        library=root,
        type_name=type_name,
        seeded=ambient.has_seed(call.node),
        iterator=last in {"reader", "DictReader", "map", "imap"},
        unstorable=known.UNSTORABLE.get(path, ""),
    )


# Methods


def _method(call: Call, base: Value, name: str) -> Value:
    world = call.frame.world
    made_by = library(base)
    ambient.call_method(world, name, made_by, call.node, call.span)
    _draw(call, base, name)
    if "inplace" in call.keywords and not _is_false(call.node, "inplace"):
        world.mutate(base, call.span)
        return NOTHING
    call.callback()
    if any(item.type_name == known.GENERATOR for item in base):
        world.mutate(base | call.given if "shuffle" in name else base, call.span)
        return new(library=made_by)
    changes = name in known.CHANGING_METHODS or (name.endswith("_") and name[0] != "_" and made_by in {"torch", ""})
    if name in known.STORING_METHODS and made_by not in known.ALGEBRA:
        result = _store(call, base)
    elif changes:
        result = _change(call, base, name)
    elif name == "items" and any(item.type_name == "container" for item in base):
        result = new(base | elements(base), type_name="container")  # of pairs, whose elements are `base`'s
    elif name in known.VIEW_METHODS or _is_false(call.node, "copy"):
        result = base | elements(base)
    else:
        result = _other_method(call, base, name, made_by)
    return result


def _other_method(call: Call, base: Value, name: str, made_by: str) -> Value:
    if name in known.PURE_METHODS or made_by in known.PURE_BY_LIBRARY:
        call.consume()
        if name in known.LIST_METHODS and (made_by != "pandas" or name.startswith("to")):
            return new(elements(base) - base, type_name="container")
        if name == "copy" and any(item.type_name == "container" for item in base):
            return new(elements(base), type_name="container")
        return new(library=made_by)
    if made_by in known.TRUSTED:
        call.frame.world.mutate(reach(base), call.span)
        return base | new(base | call.given, library=made_by)
    return _unknown(call, base)


def _change(call: Call, base: Value, name: str) -> Value:
    """A method that changes its receiver, and what it holds unless that is a plain container."""
    held = base if all(item.type_name == "container" for item in base) else reach(base)
    changed = {item for item in held if not item.function and not item.user_class}
    if name in {"shuffle", "partial_shuffle"}:
        changed |= call.given
    call.frame.world.mutate(changed, call.span)
    call.consume()
    if name in known.RETURNS_SELF:
        return base
    if name in {"fit_transform", "fit_predict"}:
        return new(library="numpy")
    if name == "popitem":
        return new(elements(base), type_name="container")
    return elements(base) if name in {"pop", "popleft", "send", "choice"} else NOTHING


def _draw(call: Call, base: Value, name: str) -> None:
    """Fitting a scikit-learn estimator without a `random_state` draws from NumPy's global generator."""
    if name not in {"fit", "fit_transform", "fit_predict", "partial_fit"}:
        return
    for item in reach(base):
        if (
            item.library == "sklearn"
            and not item.seeded
            and item.type_name.rpartition(".")[2] not in known.UNSEEDED_FITS
        ):
            call.frame.world.use_state(ambient.NUMPY_RANDOM, call.span, change=True)
            return


def _store(call: Call, base: Value) -> Value:
    given = call.given
    if (
        call.node.func.attr in {"extend", "update", "extendleft"}
        if isinstance(call.node.func, ast.Attribute)
        else False
    ):
        call.consume()
        given = given | elements(given)
    for item in base:
        item.hold(given)
    if all(item.type_name == "container" for item in base):
        call.frame.world.mutate(base, call.span)
        return elements(base) if call.text.endswith("setdefault") else NOTHING
    call.frame.world.mutate({item for item in reach(base) if not item.function and not item.user_class}, call.span)
    return base | given


def _is_false(node: ast.Call, name: str) -> bool:
    return any(k.arg == name and isinstance(k.value, ast.Constant) and not k.value.value for k in node.keywords)


# Built-in functions


def _other_builtin(call: Call, name: str) -> Value:
    call.callback()
    if name in known.SCALAR_BUILTINS or name.endswith(("Error", "Warning", "Exception")):
        if name in {"any", "all", "print", "bytes"}:
            call.consume()
        if name in {"print", "len", "repr", "str", "format", "bool", "int", "float", "hash", "display"}:
            call_dunder(call.given, (f"__{name}__", "__repr__", "__str__"), call.frame, call.node)
        file = call.keywords.get("file")
        if file:
            call.frame.world.mutate(file, call.span)
        return NOTHING
    if name in known.FRESH_BUILTINS:
        call.consume()
        call_dunder(call.given, ("__add__", "__radd__", "__abs__", "__round__"), call.frame, call.node)
        held = elements(elements(call.given)) if name == "sum" else NOTHING
        return new(held, library=library(call.given)) if call.given else NOTHING
    if name in known.CONTAINER_BUILTINS:
        call.consume()
        keywords: Value = frozenset().union(*call.keywords.values())
        return new(elements(call.first()) | keywords, type_name="container")
    if name in known.ITERATOR_BUILTINS:
        made = Object(iterator=True)
        made.hold(call.given | elements(call.given))
        return frozenset((made,))
    if name in known.ELEMENT_BUILTINS:
        call.consume()
        return elements(call.given) | call.given
    return _unknown(call, NOTHING)


def _view(call: Call, _name: str) -> Value:
    return call.given | new(call.given)


def _next(call: Call, _name: str) -> Value:
    call.frame.world.mutate(call.first(), call.span)
    call_dunder(call.first(), ("__next__",), call.frame, call.node)
    return elements(call.given)


def _set_attribute(call: Call, name: str) -> Value:
    for item in call.first():
        if item.module:
            call.frame.world.patch(item.module, call.span)
        item.hold(call.given)
    call_dunder(call.first(), (f"__{name}__",), call.frame, call.node)
    call.frame.world.mutate(call.first(), call.span)
    return NOTHING


def _get_attribute(call: Call, _name: str) -> Value:
    name = call.node.args[1] if len(call.node.args) > 1 else None
    if isinstance(name, ast.Constant) and isinstance(name.value, str):
        return take_attribute(call.first(), name.value, call.frame, call.node) | elements(call.given)
    return elements(call.given) | frozenset(item for item in reach(call.first()) if item.function)


def _open(call: Call, _name: str) -> Value:
    ambient.open_file(call.frame.world, call.node, call.span)
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
        execute(body, call.frame)
        last = body[-1] if body else None
        return evaluate(last.value, call.frame) if isinstance(last, ast.Expr) and name == "eval" else NOTHING
    if len(call.node.args) > 1:
        return _unknown(call, NOTHING)
    call.frame.world.everything(name, call.span)
    return new()


def _namespace(call: Call, name: str) -> Value:
    """`globals()` and its like give access to every name."""
    if call.node.args:
        return elements(call.given)
    if name == "locals" and call.frame.outer is not None:
        return new(frozenset().union(*call.frame.values.values()), type_name="container")
    call.frame.world.everything(f"{name}()", call.span)
    return new()


def _super(call: Call, _name: str) -> Value:
    """`super()`: the instance, seen as one of the bases of its class."""
    frame: Frame | None = call.frame
    while frame is not None and not frame.values:
        frame = frame.outer
    instance: Value = next(iter(frame.values.values()), NOTHING) if frame is not None else NOTHING
    given: set[Object] = set()
    for item in instance:
        fact = item.instance_of
        if fact is None:
            continue
        for base in fact.bases:
            for parent in base:
                if parent.user_class is not None:
                    seen = Object(instance_of=parent.user_class)
                    seen.hold((item, parent))
                    item.hold((seen,))
                    given.add(seen)
    return frozenset(given)


def _history(_call: Call, _name: str) -> Value:
    return NOTHING


_BUILTINS = {
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
    "get_ipython": _history,
}
