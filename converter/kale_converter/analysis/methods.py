"""Calls of methods, by the method's name and the package that made the receiver."""

from __future__ import annotations

import ast

from kale_converter.analysis import ambient, deep_learning, queries
from kale_converter.analysis import library as known
from kale_converter.analysis.call import Call, call_unknown, is_false
from kale_converter.analysis.called_back import call_held
from kale_converter.analysis.changing import change, store
from kale_converter.analysis.changing_methods import CHANGING_BY_LIBRARY, CHANGING_SPECIAL_METHODS
from kale_converter.analysis.current_figure import draw_on_figure
from kale_converter.analysis.displays import use_handle
from kale_converter.analysis.lasting_files import CACHE, write_on
from kale_converter.analysis.lazily import call_lazy
from kale_converter.analysis.method_names import (
    CHANGING_METHODS,
    DRAWING_METHODS,
    FITTING,
    LIST_METHODS,
    PICKING_METHODS,
    PURE_BY_PACKAGE,
    PURE_METHODS,
    STORING_METHODS,
    TUPLE_METHODS,
    VIEW_METHODS,
    VIEWS_BY_LIBRARY,
)
from kale_converter.analysis.objects import KEEPS_ON_DISK, NOTHING, Object, Value, in_order, library, new, reach
from kale_converter.analysis.observers import keep_observers
from kale_converter.analysis.random_numbers import draw, generators, is_simulated
from kale_converter.analysis.shown import render, show
from kale_converter.analysis.stored_whole import keep as keep_parts
from kale_converter.analysis.targets import changed_part, correlated, elements, held_by_copies
from kale_converter.analysis.testing import UNITTEST, run_tests
from kale_converter.analysis.texts import QUERYING, read_query
from kale_converter.analysis.unstorable import (
    BUFFER,
    FILE,
    GENERATOR,
    GROUPED,
    GROUPING,
    ITERATING,
    LOCKS,
    MAPPED,
    MAPPING,
    RESULTS,
    RESULTS_BY_LIBRARY,
    SHARED_BY_THREADS,
    STORABLE,
    VIEWING_BUFFERS,
)

_IN_PLACE = ("inplace", "in_place")
"""Keywords with which methods of pandas and of polars are told to change their object; the latter give it too."""


def call_method(call: Call, base: Value, name: str) -> Value:
    """Call the method `name` of `base`, and give what it gives."""
    if name in QUERYING:
        read_query(call)
    made_by = library(base)
    queries.call_method(call, made_by, name)
    made = _call(call, base, name)
    if made_by == "matplotlib":
        render(base, call.frame, call.node)
    if made_by not in known.DRAWN_ON and ambient.draws_of(made_by, name, call.node):
        draw_on_figure(call.frame.world, name, call.node, made, _keep_axes(call, base, made_by))
    return made


def _keep_axes(call: Call, base: Value, made_by: str) -> Value:
    """The displays of scikit-learn, which keep the axes that they draw on; NOTHING of other objects."""
    if made_by != "sklearn":
        return NOTHING
    for item in base:
        item.hold(call.keywords.get("ax", NOTHING))
    return base


def _call(call: Call, base: Value, name: str) -> Value:
    world = call.frame.world
    made_by = library(base) or library(frozenset([item for item in base if item.type_name != "container"]))
    world.effects.packages.add(made_by)
    ambient.call_method(world, name, made_by, call.node, call.span, given=call.given)
    deep_learning.call_method(world, name, _packages_of(base, made_by), call.span)
    deep_learning.train(world, base, name, call.given, call.span)
    keep_parts(base, name, call.given)
    if name in FITTING or name == "split":
        draw(call, frozenset(item for item in base if item.type_name or name != "split"))
    _work_in_place(call, base, made_by)
    _register(call, base, name, made_by)
    told = [word for word in _IN_PLACE if word in call.keywords and not is_false(call.node, word)]
    if told:
        world.mutate(_changed_in_place(call, base), call.span)
        return NOTHING if told == ["inplace"] else base
    in_container = all(item.type_name == "container" for item in base)
    passed_on = NOTHING
    if not (base and in_container and name in STORING_METHODS):  # a list calls nothing that is put into it
        passed_on = _call_given(call, base, made_by)
    passed_on |= call_held(call, base, name)
    call.ask(elements(frozenset(item for item in base if item.type_name == "container")))
    if made_by == "IPython":  # a handle of what is displayed
        show(call.given, call.frame, call.node)
        use_handle(world, base, call.span)
    special = _special_result(call, base, name, made_by, passed_on)
    if special is not None:
        return special
    draws = name in DRAWING_METHODS and made_by in known.DRAWN_ON
    changes = (
        draws
        or (name in CHANGING_METHODS and not _gives_frame(name, made_by))
        or name in CHANGING_BY_LIBRARY.get(made_by, ())
        or (name in CHANGING_SPECIAL_METHODS and not in_container)
        or (name.endswith("_") and name[0] != "_" and made_by in {"torch", ""})
    )
    if name in STORING_METHODS and made_by not in known.ALGEBRA and not _gives_frame(name, made_by):
        result = store(call, base)
    elif changes:
        result = change(call, base, name) | (base if made_by in known.DRAWN_ON else NOTHING)
    elif name == "items" and any(item.type_name == "container" for item in base):
        result = new(base | elements(base), type_name="container")  # of pairs, whose elements are `base`'s
    elif _gives_view(call, name, made_by):
        result = _viewed(call, base, name, made_by)
    else:
        result = _other_method(call, base, name, made_by)
    return result | passed_on


def _use_cache(call: Call, base: Value, name: str, made_by: str) -> Value:
    """What a cache on disk makes of functions; NOTHING of other methods, which may write its files."""
    if made_by == "joblib" and name == "cache":
        return frozenset(_kept_on_disk(item) for item in call.first()) or base
    if made_by == "joblib" or any(item.type_name == KEEPS_ON_DISK for item in base):
        write_on(call.frame.world, CACHE, call.span)
    return NOTHING


def _kept_on_disk(item: Object) -> Object:
    made = Object(function=item.function, library="joblib", type_name=KEEPS_ON_DISK)
    made.hold((item,))
    return made


def _register(call: Call, base: Value, name: str, made_by: str) -> None:
    """A callback of Dask, or a class of the notebook that is one, is registered with the process."""
    if name in {"register", "unregister"} and "dask" in _packages_of(base, made_by):
        world = call.frame.world
        world.patch("what Dask calls as it computes", call.span, "dask", names=world.used_by(base))


def _work_in_place(call: Call, base: Value, made_by: str) -> None:
    """An estimator that is told not to copy its data changes them, and so does what holds one."""
    if made_by == "sklearn" and any(item.type_name == known.IN_PLACE for item in reach(base)):
        call.frame.world.mutate(call.given, call.span)


def _changed_in_place(call: Call, base: Value) -> Value:
    """What a method changes that is told to do so: with the labels of a frame, the frame."""
    func = call.node.func
    return changed_part(func, call.frame) if isinstance(func, ast.Attribute) and base else base


def _call_given(call: Call, base: Value, made_by: str) -> Value:
    """A method may call the functions that it is given. Gives what these give, or the frame that holds it."""
    parts = _given_to_functions(base) if any(item.closes or item.runs for item in call.given) else NOTHING
    given = call.callback(of_instances=any(item.type_name != "container" for item in base), parts=parts)
    if made_by in known.RUNNING:
        return given
    kept = held_by_copies(given) if made_by == "pandas" else NOTHING
    return new(kept, library=made_by) if kept else NOTHING


def _gives_view(call: Call, name: str, made_by: str) -> bool:
    """Whether a method may give something that shares with its object."""
    if name in VIEW_METHODS or name in VIEWS_BY_LIBRARY.get(made_by, ()):
        return True
    return is_false(call.node, "copy") or is_false(call.node, "deep")


def _viewed(call: Call, base: Value, name: str, made_by: str) -> Value:
    seen = base | elements(base)
    if name in VIEWS_BY_LIBRARY.get(made_by, ()):
        call.consume()
        return seen | new(call.given, library=made_by) | call.given
    if name not in GROUPING or not any(item.library == "pandas" for item in base):
        return seen
    indexers = frozenset(item for item in call.given if item.instance_of is not None)
    return seen | new(base | indexers, library="pandas", type_name=GROUPED)


def _given_to_functions(base: Value) -> Value:
    """What a method gives to a function beside its arguments: the elements of a list, what rows and groups hold."""
    lists = elements(frozenset([item for item in base if item.type_name == "container"]))
    tables = frozenset([item for item in base if item.library in known.CALLS_NOTHING_HELD])
    kept = held_by_copies(tables)
    return lists | kept | new(kept, library=library(base)) if tables else lists


def _special_result(call: Call, base: Value, name: str, made_by: str, passed_on: Value) -> Value | None:
    """What cannot be handed on, generators and random numbers give; None where it is none of these."""
    world = call.frame.world
    if made := _style(call, base, name) or call_lazy(call, base, name) or _use_cache(call, base, name, made_by):
        return made
    tables = [RESULTS_BY_LIBRARY.get(package, {}) for package in _packages_of(base, made_by)]
    tables += [RESULTS[item.unstorable] for item in in_order(base) if item.unstorable in RESULTS]
    kind = next((table[name] for table in tables if name in table), None)
    of_locks = base and all(item.unstorable in SHARED_BY_THREADS or item.type_name in LOCKS for item in base)
    if kind is not None or of_locks:
        world.mutate(base, call.span)
        return NOTHING if kind is None else new(base | call.given | passed_on, library=made_by, unstorable=kind)
    if name == MAPPING and any(item.unstorable == MAPPED for item in base):
        for item in call.given:
            item.unstorable = MAPPED if item.user_class is not None else item.unstorable
    if name == VIEWING_BUFFERS and made_by == "io":
        return new(base, library=made_by, unstorable=BUFFER)
    if name in ITERATING.get(made_by, ()):
        call.consume()
        world.mutate(generators(frozenset(reach(base))), call.span)
        parts = NOTHING if made_by == "sklearn" else base | elements(base)
        return new(parts, iterator=True, unstorable="" if name in STORABLE else GENERATOR)
    if generators(base):
        world.mutate(base | call.given if "shuffle" in name else base, call.span)
        return _of_generator(base, name, made_by)
    return None


def _of_generator(base: Value, name: str, made_by: str) -> Value:
    """What a method of a random generator gives: numbers, others like it, or itself, as PyTorch's do."""
    if name == "manual_seed":
        return base
    made = new(library=made_by, type_name=known.GENERATOR if name == "spawn" else "")
    return new(made, type_name="container") if name == "spawn" else made


def _packages_of(base: Value, made_by: str) -> list[str]:
    """The package that has made an object, and those that the class of one of the notebook's own derives from."""
    facts = [item.instance_of for item in base if item.instance_of is not None]
    return [made_by, *sorted({path.partition(".")[0] for fact in facts for path in fact.foreign()})]


def _style(call: Call, base: Value, name: str) -> Value:
    """A method of pandas' styler: it keeps the functions that it is given and calls them when it is shown or stored.

    Gives NOTHING where it is none.
    """
    stylers = frozenset(item for item in base if item.type_name == known.STYLER)
    if not stylers:
        return NOTHING
    if name.startswith("to_"):
        render(stylers, call.frame, call.node)
    for item in stylers:
        item.hold(call.given)
    call.frame.world.mutate(stylers, call.span)
    return stylers


def _other_method(call: Call, base: Value, name: str, made_by: str) -> Value:
    keep_observers(base, call.given)
    if name.startswith("__") and all(item.type_name == "container" for item in base):
        return _special_method(call, base, name)
    if made_by in known.LAZY and name in PURE_METHODS:
        return new(base | call.given, library=made_by)
    if name in PURE_METHODS or name in PURE_BY_PACKAGE.get(made_by, ()) or made_by in known.PURE_BY_LIBRARY:
        return _pure_method(call, base, name, made_by)
    if made_by in known.TRUSTED:
        call.consume()
        if made_by in known.KEEPING or made_by in known.KEEPING_FUNCTIONS:
            kept = call.given if made_by in known.KEEPING else _artists(call.given)
            for item in base:
                item.hold(kept)
        call.frame.world.assume(call.text, reach(base), call.span)
        return base | new(base | call.given, library=made_by)
    if made_by == UNITTEST:
        run_tests(call, base | call.given)
    if made_by in known.CORRELATED:  # a model keeps the constraints that it is given
        for item in base:
            item.hold(call.given)
    return call_unknown(call, base, made_by)


def _pure_method(call: Call, base: Value, name: str, made_by: str) -> Value:
    call.consume()
    if made_by == "arch" and name == "forecast" and is_simulated(call.node):
        call.frame.world.mutate(reach(base), call.span)
    picked = elements(_with_parts(base)) if name in PICKING_METHODS else NOTHING
    if name in LIST_METHODS and (made_by != "pandas" or name.startswith("to")):
        kept = held_by_copies(base) | (elements(base) - base) | picked
        nested = bool(kept) or name.startswith("to")  # lists of rows, a dictionary of columns
        lines = new(kept, type_name="container") if nested else NOTHING
        return new(kept | lines, type_name="container")
    if name in TUPLE_METHODS:
        return new(elements(base) | call.given, library=made_by)
    if name == "copy":
        for kind in ("container", known.DEFAULT_DICT):
            if any(item.type_name == kind for item in base):
                return new(elements(base), type_name=kind)
    if made_by == "pandas" and ambient.draws(name, call.node):
        return new(library="matplotlib")
    if name == "open" and made_by == "pathlib":
        return new(iterator=True, library="io", type_name="file", unstorable=FILE)
    kept = held_by_copies(frozenset([item for item in base if item.library in known.COPYING]))
    return picked | new(kept | correlated(base | call.given) | zones(call, made_by), library=made_by)


def zones(call: Call, made_by: str) -> Value:
    """The time zones that what a call of Python's `datetime` makes holds, but for those of which a process has one."""
    if made_by != known.DATETIME:
        return NOTHING
    return frozenset(item for item in call.given if item.instance_of is not None or item.type_name == known.ZONE_APART)


def _with_parts(base: Value) -> Value:
    """The objects of packages whose methods may find and give a part of them: a tree, a document, a graph."""
    return frozenset(
        item
        for item in base
        if (item.library in known.KEEPING or item.library not in {"", *known.TRUSTED})
        and item.library not in known.PURE_BY_LIBRARY
    )


def _special_method(call: Call, base: Value, name: str) -> Value:
    """`x.__getitem__(0)`, or `super().__init__(y)` in a class that derives from `list`."""
    call.consume()
    if name in CHANGING_SPECIAL_METHODS or name == "__init__":
        for item in base:
            item.hold(call.given | elements(call.given))
        call.frame.world.mutate(base, call.span)
    return base | elements(base)


def _artists(value: Value) -> Value:
    """What of `value` is a part of figures: a patch, a line, a function. What is drawn of data is a copy."""
    return frozenset(item for item in value if item.may_be_called or (item.library == "matplotlib" and not item.module))


def _gives_frame(name: str, made_by: str) -> bool:
    """Whether a method gives a new frame, though of other packages' objects methods of its name change the object."""
    return made_by == "pandas" and name in {"add", "subtract", "truncate"}


def has_own_method(item: Object, name: str) -> bool:
    """Whether a class of the notebook, or that of an instance, has this method from the notebook."""
    fact = item.instance_of or item.user_class
    return fact is not None and bool(fact.lookup(name))
