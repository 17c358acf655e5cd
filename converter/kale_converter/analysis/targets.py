"""Assignment: to names, to parts of objects, to tuples of targets."""

from __future__ import annotations

import ast

from kale_converter.analysis import ambient, states
from kale_converter.analysis.attributes import MAIN, delete_attribute, global_in, set_attribute
from kale_converter.analysis.dunders import KEY
from kale_converter.analysis.figures import set_variable
from kale_converter.analysis.finalizers import drop_parts, finalize
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.functions import call_dunder
from kale_converter.analysis.imported import change_member
from kale_converter.analysis.interpret import evaluate
from kale_converter.analysis.iteration import use_up
from kale_converter.analysis.kept import set_kept
from kale_converter.analysis.library import CORRELATED, LABEL_ATTRIBUTES, MADE_ATTRIBUTES
from kale_converter.analysis.loggers import LOGGER_SETTINGS
from kale_converter.analysis.objects import AROUND_ARRAYS, NOTHING, Object, Value, library, modules, new, reach
from kale_converter.analysis.observers import call_observers
from kale_converter.analysis.uncarried import FORMATTER_SETTINGS
from kale_converter.analysis.world import OBJECTS_A_STEP

OF_OBJECTS = "array of objects"
"""The type name of arrays that are told to have Python's objects as elements."""

PART = "part"
"""The type name of what stands for the parts of an object."""
_COPY_IN = {"numpy", "pandas", "torch", "polars"}


def elements(value: Value) -> Value:
    """What indexing or iterating over `value` may give.

    Of a container or an iterator it is what that holds; of anything else a part, which is taken for the whole. A file
    gives texts.
    """
    if not value:
        return NOTHING
    given = set()
    wholes = set()
    for item in value:
        if item.type_name == "file":
            continue
        if item.type_name == "container" or item.iterator:
            given |= {other for other in item.held if other.type_name != "file"}
        elif not item.module:
            wholes.add(item)
            if item.unstorable:  # a part of it may well be handed on
                given.add(part_of(item))
    if wholes:
        given |= {
            other for other in reach(wholes) if other.function is None and other.user_class is None and not other.module
        }
    return frozenset(given)


def held_by_copies(value: Value) -> Value:
    """What copies and selections of arrays and frames hold as well: objects of Python that are their elements."""
    return frozenset(
        item
        for item in reach(value)
        if item.type_name == "container" or item.instance_of is not None or item.library in CORRELATED
    )


def correlated(value: Value) -> Value:
    """The numbers among `value` and its elements that whatever is worked out of them keeps."""
    return frozenset(item for item in reach(value) if item.library in CORRELATED and not item.module)


def part_of(item: Object) -> Object:
    """The one object that stands for the parts of `item` where they are not what it is."""
    for holder in item.holders:
        if holder.type_name == PART:
            return holder
    made = Object(type_name=PART, library=item.library)
    made.hold((item,))
    return made


def assign(target: ast.expr, value: Value, frame: Frame) -> None:
    """Assign `value` to a target as `=` does."""
    match target:
        case ast.Name(id=name):
            frame.bind(name, value, frame.span(target))
            finalize(frame, target)
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            parts = elements(use_up(value, frame, target))
            for item in targets:
                assign(item, parts, frame)
        case ast.Starred(value=inner):
            assign(inner, new(value, type_name="container"), frame)
        case ast.Subscript() if global_in(target, frame):
            frame.world.bind(global_in(target, frame), value, frame.span(target))
        case ast.Attribute() | ast.Subscript():
            _store(target, value, frame)
        case _:
            pass


def _store(target: ast.Attribute | ast.Subscript, value: Value, frame: Frame) -> None:
    base = changed_part(target, frame)
    frame.world.steps_left -= len(base) * len(value) // OBJECTS_A_STEP
    drop_parts(base, frame, target)
    keys = NOTHING
    if isinstance(target, ast.Subscript):
        key = evaluate(target.slice, frame)
        keys = frozenset(item for item in key | elements(key) if item.instance_of is not None)
        call_dunder(key, KEY, frame, target)
        call_dunder(base, ("__setitem__",), frame, target, value)
        if isinstance(target.slice, ast.Slice) and any(item.iterator for item in value):
            value = use_up(value, frame, target)
    else:
        set_attribute(base, target.attr, NOTHING if library(base) in _COPY_IN else value, frame, target)
    for item in base:
        if (item.library not in _COPY_IN or _is_attrs(target)) and item.module != MAIN:
            item.hold(value | keys)
        elif kept := correlated(value):
            item.hold(kept)
        elif item.library == "pandas":
            item.hold(_kept_in_frame(target, value))
        elif item.type_name == OF_OBJECTS:
            item.hold(value)
    if isinstance(target, ast.Attribute) and target.attr == "__dict__":  # whose attributes then are what it holds
        for item in value:
            item.hold(base)
    _change(target, base, frame)
    call_observers(base, value, frame, target)


def _kept_in_frame(target: ast.Attribute | ast.Subscript, value: Value) -> Value:
    """What of `value` a frame holds in which it is put: labels, lists that become a column, the object in each row."""
    if isinstance(target, ast.Attribute) and target.attr in LABEL_ATTRIBUTES:
        return frozenset(part for part in value if part.library == "pandas")
    lines = frozenset(part for whole in value if whole.type_name == "container" for part in whole.held)
    return lines | frozenset(whole for whole in value if whole.instance_of is not None)


def _is_attrs(target: ast.expr) -> bool:
    """Whether something is put into the `attrs` of a frame, which keep it and do not copy it."""
    return isinstance(target, ast.Subscript) and getattr(target.value, "attr", "") == "attrs"


def _change(target: ast.Attribute | ast.Subscript, base: Value, frame: Frame) -> None:
    """A part of `base` is stored or deleted."""
    span = frame.span(target)
    for path in modules(base):
        place = f"{path}.{target.attr}" if isinstance(target, ast.Attribute) else path
        state = ambient.state_of(place)
        if state is not None:
            _set_state(state, target, frame)
        elif path != MAIN and not set_kept(frame.world, place, span):
            frame.world.patch(place, span, path.partition(".")[0])
            if isinstance(target, ast.Subscript):
                change_member(frame.world, path, span)
    _change_state(target, base, frame)
    frame.world.mutate(base | _arrays_in(base), span)


def _change_state(target: ast.Attribute | ast.Subscript, base: Value, frame: Frame) -> None:
    """What is stored to an object of a package may be state of that package."""
    span = frame.span(target)
    made_by = {item.library for item in base if not item.module}
    if "decimal" in made_by:
        frame.world.set_state(states.DECIMAL, span, wholly=False)
        if not isinstance(target.value, ast.Call):  # a context kept in a variable is another one where it is loaded
            frame.world.patch("the decimal context", span)
    if "IPython" in made_by and isinstance(target, ast.Attribute) and target.attr in FORMATTER_SETTINGS:
        frame.world.set_state(states.IPYTHON, span, wholly=False)
    if "plotly" in made_by:  # `fig.layout.template = "mine"`
        frame.world.use_state(states.PLOTLY, span, change=False)
    if "logging" in made_by:
        frame.world.set_state(states.LOGGING, span, wholly=False)
        if not (isinstance(target, ast.Attribute) and target.attr in LOGGER_SETTINGS):
            frame.world.patch("a logger", span, "logging")


def _set_state(state: str, target: ast.Attribute | ast.Subscript, frame: Frame) -> None:
    """A part of what no variable holds is stored or deleted."""
    span = frame.span(target)
    frame.world.set_state(state, span, wholly=False)
    if state == states.ENVIRON and isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant):
        set_variable(frame.world, target.slice.value, span)


def _arrays_in(value: Value) -> Value:
    """The arrays that objects of packages are built around: storing to such an object stores to them."""
    around = frozenset(item for item in value if item.library in AROUND_ARRAYS)
    return frozenset(item for item in reach(around) if item.library in {"numpy", *AROUND_ARRAYS})


def changed_part(target: ast.Attribute | ast.Subscript, frame: Frame) -> Value:
    """The object that a store changes: where a part is nothing that has an object of its own, what it is a part of."""
    base = evaluate(target.value, frame)
    inner = target.value
    if isinstance(inner, ast.Attribute) and inner.attr in MADE_ATTRIBUTES:  # the name of a frame's index
        base |= evaluate(inner.value, frame)
    while not base and isinstance(inner, ast.Attribute | ast.Subscript):
        inner = inner.value
        base = evaluate(inner, frame)
    return base


def delete(target: ast.expr, frame: Frame) -> None:
    """`del`."""
    match target:
        case ast.Name(id=name):
            frame.unbind(name, frame.span(target))
            finalize(frame, target)
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            for item in targets:
                delete(item, frame)
        case ast.Subscript() if global_in(target, frame):
            frame.world.unbind(global_in(target, frame), frame.span(target))
        case ast.Attribute() | ast.Subscript():
            base = changed_part(target, frame)
            if isinstance(target, ast.Subscript):
                call_dunder(evaluate(target.slice, frame), KEY, frame, target)
                call_dunder(base, ("__delitem__",), frame, target)
            else:
                delete_attribute(base, target.attr, frame, target)
            drop_parts(base, frame, target)
            _change(target, base, frame)
        case _:
            pass
