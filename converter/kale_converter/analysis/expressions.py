"""What each kind of expression reads, makes and shares."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from kale_converter.analysis import ambient, autograd, states
from kale_converter.analysis.attributes import MAIN, global_in
from kale_converter.analysis.awaiting import awaited
from kale_converter.analysis.defining import make_function
from kale_converter.analysis.dunders import COMPARISON, KEY, SUBSCRIPTION, TEXT, TRUTH, UNARY, of_operator
from kale_converter.analysis.enumerations import flags
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.functions import call_dunder, invoke_any
from kale_converter.analysis.interpret import evaluate, evaluate_all, expression
from kale_converter.analysis.iteration import iterate, use_up
from kale_converter.analysis.library import DATETIME, DEFAULT_DICT, OPERANDS_KEPT
from kale_converter.analysis.made_by_class import made_by_class
from kale_converter.analysis.objects import NOTHING, Object, Value, in_order, library, modules, new
from kale_converter.analysis.targets import assign, correlated, elements, held_by_copies
from kale_converter.analysis.texts import note_names
from kale_converter.analysis.unstorable import GROUPED

_REACHING = frozenset({"delattr", "eval", "exec", "globals", "locals", "setattr", "vars"})
"""Built-in functions that reach names and attributes, also under another name (`names = globals`)."""
_INDEXED = frozenset({"numpy", "pandas", "polars", "torch"})
"""Packages whose objects give a copy where they are indexed by a list or a condition."""


@expression(ast.Constant)
def _constant(node: ast.Constant, frame: Frame) -> Value:
    if isinstance(node.value, str):
        note_names(node.value, frame)
    return NOTHING


@expression(ast.Name)
def _name(node: ast.Name, frame: Frame) -> Value:
    if node.id in _REACHING and frame.finds_builtin(node.id):
        return frozenset((frame.world.module(f"builtins.{node.id}"),))
    return frame.read(node.id, frame.span(node))


@expression(ast.Subscript)
def _subscript(node: ast.Subscript, frame: Frame) -> Value:
    name = global_in(node, frame)
    if name:
        return frame.world.read(name, frame.span(node))
    base = evaluate(node.value, frame)
    index = evaluate(node.slice, frame)
    call_dunder(index, KEY, frame, node)
    base |= call_dunder(base, SUBSCRIPTION, frame, node)
    base |= _of_class(base, frame, node)
    base |= made_by_class(base, frame, node)
    lookups = {item for item in base if item.type_name == DEFAULT_DICT}
    if lookups:
        frame.world.mutate(lookups, frame.span(node))
        factories = frozenset(part for item in lookups for part in item.held if part.may_be_called)
        made = invoke_any(factories, (), {}, frame, node)
        for item in lookups:
            item.hold(made)
    if _copies(node.slice) and _is_copied(base, node.slice):
        return new(held_by_copies(base), library=library(base))
    of_modules = NOTHING
    for path in modules(base):
        if path == "sys.modules" and _names_main(node.slice):
            return frozenset((frame.world.module(MAIN),))
        state = ambient.state_of(path)
        if state == states.PLOTLY:  # a template that is taken out is most likely to be changed
            frame.world.set_state(state, frame.span(node), wholly=False)
        elif state is not None:
            frame.world.use_state(state, frame.span(node), change=False)
        of_modules |= new(index, library=path.partition(".")[0])
    base = frozenset(item for item in base if not item.module) | of_modules
    if isinstance(node.slice, ast.Slice):
        containers = frozenset(item for item in base if item.type_name == "container")
        copy = new(elements(containers), type_name="container") if containers else NOTHING
        return copy | elements(base - containers)
    return elements(base)


def _is_copied(base: Value, index: ast.expr) -> bool:
    """Whether an object gives a copy for an index that asks for one. Groups give groups of the same frame."""
    made_by = library(base)
    if made_by == "numpy":
        return not _names_fields(index)
    return made_by in _INDEXED and not any(item.type_name == GROUPED for item in base)


def _names_main(index: ast.expr) -> bool:
    """Whether `sys.modules[index]` is the notebook itself."""
    match index:
        case ast.Constant(value=value):
            return value == MAIN
        case _:
            return isinstance(index, ast.Name) and index.id == "__name__"


def _of_class(base: Value, frame: Frame, node: ast.expr) -> Value:
    """What `__class_getitem__` of the notebook's own classes gives."""
    given = NOTHING
    for item in in_order(base):
        if item.user_class is not None:
            found = item.user_class.lookup("__class_getitem__")
            given |= invoke_any(found, (frozenset((item,)), NOTHING), {}, frame, node)
    return given


def _names_fields(index: ast.expr) -> bool:
    """Whether this is a list of names: of a structured array it gives a view."""
    match index:
        case ast.List(elts=[*names]):
            return all(isinstance(name, ast.Constant) and isinstance(name.value, str) for name in names)
        case _:
            return False


def _copies(index: ast.expr) -> bool:
    """Whether an array or frame that is indexed so gives a copy: by a list, or by a condition."""
    match index:
        case ast.List() | ast.Compare() | ast.UnaryOp(op=ast.Invert()):
            return True
        case ast.BinOp(op=ast.BitAnd() | ast.BitOr()):
            return True
        case _:
            return False


@expression(ast.Slice)
def _slice(node: ast.Slice, frame: Frame) -> Value:
    call_dunder(evaluate_all((node.lower, node.upper, node.step), frame), KEY, frame, node)
    return NOTHING


def operand(node: ast.expr, value: Value, frame: Frame) -> Value:
    """Those of what an operand may be that its operator acts on.

    What an attribute is taken for where its value is not known includes the object that has it. That is right for
    changes, which are changes of the object; but an instance of the notebook's own class is not its own attribute, and
    its operators are not meant. A column of a frame is like the frame.
    """
    match node:
        case ast.Attribute(value=ast.Name(), attr=name):
            owners = frozenset(item for item in evaluate(node.value, frame) if item.instance_of is not None)
            return frozenset(item for item in value if item not in owners or item in item.parts.named(name))
    return value


@expression(ast.BinOp)
def _binary(node: ast.BinOp, frame: Frame) -> Value:
    left, right = evaluate(node.left, frame), evaluate(node.right, frame)
    if isinstance(node.left, ast.Constant) and isinstance(node.left.value, str):
        call_dunder(right | elements(right), TEXT, frame, node)
        return NOTHING
    left, right = operand(node.left, left, frame), operand(node.right, right, frame)
    of_left, of_right = of_operator(node.op)
    result = call_dunder(left, (of_left,), frame, node, right) | call_dunder(right, (of_right,), frame, node, left)
    operands = left | right
    together = flags(operands) if isinstance(node.op, ast.BitOr | ast.BitAnd | ast.BitXor) else NOTHING
    return result | combined(operands, frame) | together | made_by_class(operands, frame, node)


def combined(operands: Value, frame: Frame) -> Value:
    """The result of an operator: a new object, which for containers holds what the operands hold.

    One of numbers that are correlated with what is worked out of them holds these, and so does one of charts.
    """
    if not operands:
        return NOTHING
    held = {item for operand in operands if operand.type_name == "container" for item in operand.held}
    kind = "container" if held else ""
    kept = correlated(operands)
    held |= kept | _compare_zones(operands, frame)
    held |= {operand for operand in operands if operand.library in OPERANDS_KEPT}
    made = new(held, library=library(kept) or library(operands), type_name=kind)
    return autograd.worked_out(operands, made, frame)


def _compare_zones(operands: Value, frame: Frame) -> Value:
    """Two datetimes are subtracted and compared by the clock where their time zones are one object. Gives the zones."""
    zones = frozenset(zone for operand in operands if operand.library == DATETIME for zone in operand.held)
    frame.world.compare(zones)
    return zones


@expression(ast.UnaryOp)
def _unary(node: ast.UnaryOp, frame: Frame) -> Value:
    operand = evaluate(node.operand, frame)
    if isinstance(node.op, ast.Not):
        call_dunder(operand, TRUTH, frame, node)
        return NOTHING
    made = call_dunder(operand, UNARY[type(node.op)], frame, node) | made_by_class(operand, frame, node)
    return made | combined(operand, frame)


def _compare_plain(nodes: Sequence[ast.expr], frame: Frame) -> None:
    """Numbers and texts are other objects in another process: whether two of them are one is not handed on."""
    names = [node.id for node in nodes if isinstance(node, ast.Name) and not frame.knows(node.id)]
    if len(names) == len(nodes):
        frame.world.compare_plain(names, frame.span(nodes[0]))


@expression(ast.Compare)
def _compare(node: ast.Compare, frame: Frame) -> Value:
    compared = [evaluate(part, frame) for part in (node.left, *node.comparators)]
    operands: Value = frozenset().union(*compared)
    if any(isinstance(operator, ast.Is | ast.IsNot) for operator in node.ops):
        frame.world.compare(operands)
        _compare_plain((node.left, *node.comparators), frame)
    _compare_zones(operands, frame)
    call_dunder(operands | elements(operands), COMPARISON, frame, node)
    for operator, container in zip(node.ops, compared[1:], strict=True):
        if isinstance(operator, ast.In | ast.NotIn):
            use_up(frozenset(item for item in container if item.iterator or _is_iterated_over(item)), frame, node)
    kept = correlated(operands)
    made = {item.library for item in operands}
    compares_elements = made & {"numpy", "pandas", "torch", "polars"}
    own = made_by_class(operands, frame, node)
    return own | new(kept, library=library(kept) or library(operands)) if kept or compares_elements else own


def _is_iterated_over(item: Object) -> bool:
    """Whether what is in an object is found by iterating over it."""
    return item.instance_of is not None and not item.instance_of.lookup("__contains__")


@expression(ast.BoolOp)
def _bool(node: ast.BoolOp, frame: Frame) -> Value:
    value = test(node.values[0], frame)
    before = frame.world.fork()
    frame.world.conditional += 1
    value |= evaluate_all(node.values[1:], frame)
    frame.world.conditional -= 1
    frame.world.join(before)
    return value


@expression(ast.IfExp)
def _if(node: ast.IfExp, frame: Frame) -> Value:
    world = frame.world
    test(node.test, frame)
    before = world.fork()
    world.conditional += 1
    value = evaluate(node.body, frame)
    after_body, world.env = world.env, before
    value |= evaluate(node.orelse, frame)
    world.conditional -= 1
    world.join(after_body)
    return value


@expression(ast.NamedExpr)
def _walrus(node: ast.NamedExpr, frame: Frame) -> Value:
    value = evaluate(node.value, frame)
    owner: Frame | None = frame
    while owner is not None and owner.is_comprehension:
        owner = owner.outer
    assign(node.target, value, owner or frame)
    return value


@expression(ast.Lambda)
def _lambda(node: ast.Lambda, frame: Frame) -> Value:
    return make_function(node, frame)


@expression(ast.List, ast.Tuple, ast.Set)
def _display(node: ast.List | ast.Tuple | ast.Set, frame: Frame) -> Value:
    held: Value = NOTHING
    for element in node.elts:
        held |= evaluate(element, frame)
    if isinstance(node, ast.Set):
        call_dunder(held, KEY, frame, node)
    if isinstance(node, ast.Tuple) and not held:
        return NOTHING
    return _container(held, node, frame)


def _container(held: Value, node: ast.expr, frame: Frame) -> Value:
    """A container that an expression makes, one for a few of them where it makes many in a cell."""
    made = frame.world.make_again(node, lambda: Object(type_name="container"))
    made.hold(held)
    return frozenset((made,))


@expression(ast.Dict)
def _dict(node: ast.Dict, frame: Frame) -> Value:
    held = evaluate_all(node.keys, frame)
    call_dunder(held, KEY, frame, node)
    for key, item in zip(node.keys, node.values, strict=True):
        value = evaluate(item, frame)
        held |= value if key is not None else elements(value)
    return _container(held, node, frame)


@expression(ast.Starred)
def _starred(node: ast.Starred, frame: Frame) -> Value:
    return elements(iterate(node.value, frame))


@expression(ast.JoinedStr)
def _joined(node: ast.JoinedStr, frame: Frame) -> Value:
    evaluate_all(node.values, frame)
    return NOTHING


@expression(ast.FormattedValue)
def _formatted(node: ast.FormattedValue, frame: Frame) -> Value:
    value = evaluate(node.value, frame)
    call_dunder(value | elements(value), TEXT, frame, node)
    evaluate(node.format_spec, frame)
    return NOTHING


@expression(ast.Await)
def _await(node: ast.Await, frame: Frame) -> Value:
    return awaited(evaluate(node.value, frame), frame, node)


@expression(ast.Yield)
def _yield(node: ast.Yield, frame: Frame) -> Value:
    frame.returns |= evaluate(node.value, frame)
    return NOTHING


@expression(ast.YieldFrom)
def _yield_from(node: ast.YieldFrom, frame: Frame) -> Value:
    frame.returns |= elements(iterate(node.value, frame))
    return NOTHING


def test(node: ast.expr, frame: Frame) -> Value:
    """The value of something that it is asked of whether it is true."""
    value = evaluate(node, frame)
    call_dunder(value, TRUTH, frame, node)
    return value
