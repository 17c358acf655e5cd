"""Calls of functions and classes of packages, by their dotted names."""

from __future__ import annotations

import ast

from kale_converter.analysis import ambient, file_calls, pickles, queries
from kale_converter.analysis import library as known
from kale_converter.analysis.builtin_calls import BUILT_IN, call_builtin
from kale_converter.analysis.call import Call, call_unknown, is_false
from kale_converter.analysis.called_back import call_given
from kale_converter.analysis.copies import deep_copy
from kale_converter.analysis.current_figure import draw_on_figure, is_pyplot
from kale_converter.analysis.drawing_numbers import DRAWING_ESTIMATOR, VALIDATING_FUNCTIONS
from kale_converter.analysis.functions import invoke_any
from kale_converter.analysis.getters import make_getter
from kale_converter.analysis.imported import change_member, read_module
from kale_converter.analysis.kept import changes_kept, draws_by_text
from kale_converter.analysis.kept_results import keeping, kind_of_keeping
from kale_converter.analysis.lazily import make_lazy
from kale_converter.analysis.making_hooks import EVOLVING, classes_of
from kale_converter.analysis.method_names import CHANGING_METHODS, STORING_METHODS
from kale_converter.analysis.methods import zones
from kale_converter.analysis.naming import bind_names
from kale_converter.analysis.objects import (
    ANY_ATTRIBUTE,
    ARROW,
    MEMORY_MAP,
    NOTHING,
    Object,
    Value,
    all_given,
    modules,
    new,
)
from kale_converter.analysis.observers import link
from kale_converter.analysis.random_numbers import draw, generators, global_generator
from kale_converter.analysis.settings import changed_member, sets_something
from kale_converter.analysis.targets import OF_OBJECTS, correlated, elements, held_by_copies
from kale_converter.analysis.testing import UNITTEST, run_tests
from kale_converter.analysis.texts import read_text
from kale_converter.analysis.unstorable import DERIVATIVE, GENERATOR, PARAMETRIZED, kind_made_by, reads_generator

_TYPES = ("builtins.", "numpy.")
"""Where the types of elements are from: a frame made with `dtype=np.float64` is no part of NumPy."""

_OF_BUFFER = "numpy.frombuffer"
_OF_ELEMENTS = frozenset({"pandas", "numpy"})
_KEEPING_ELEMENTS = ("pandas.", "numpy.", "sklearn.")
"""Packages whose functions make arrays and frames of the elements of those that they are given."""


def call_library(call: Call, path: str) -> Value:
    """Call what has the dotted name `path`, and give what it gives."""
    read_text(call, path)
    queries.call_function(call, path)
    if path == "importlib.reload":
        for module in modules(call.first()):
            read_module(call.frame.world, module.partition(".")[0], call.span)
    world = call.frame.world
    if path in known.TRACING:
        world.trace(all_given(call.positional, {}), call.span)
    made = _compiled(call, path) or _call(call, path)
    if path in known.REGISTERING:
        _register(call)
    if path == known.PARAMETRIZING:
        _parametrize(call)
    if path in EVOLVING:
        invoke_any(classes_of(call.first()), (), call.keywords, call.frame, call.node)
    bind_names(call, path, made)
    if path in known.LINKING:
        world.mutate(link(call.given | elements(call.given) | made), call.span)
    by_name = ambient.draws_by_name(path) and not path.startswith("matplotlib.")
    if is_pyplot(path) or by_name or draws_by_text(world, path):
        draw_on_figure(world, path.rpartition(".")[2], call.node, made)
    return made


def _compiled(call: Call, path: str) -> Value:
    """A function that is compiled or traced where it is first called; NOTHING where none of the notebook is."""
    kind = kind_of_keeping(NOTHING, (path,))
    return keeping(call.first(), kind) if kind else NOTHING


def _register(call: Call) -> None:
    """A class is registered: it is handed on with that, and with the functions that are given beside it."""
    for item in call.first():
        item.hold(call.given - call.first())
    call.frame.world.mutate(call.first(), call.span)


def _parametrize(call: Call) -> None:
    """A module gets a class of its own; what it was before could be handed on."""
    world = call.frame.world
    made = new(call.given, library="torch", unstorable=PARAMETRIZED)
    for item in call.first():
        for name in sorted(item.names):
            if world.peek(name) == {item}:
                world.bind(name, made, call.span)


def _call(call: Call, path: str) -> Value:
    root, _, rest = path.partition(".")
    if root == "builtins" or path in BUILT_IN:
        return call_builtin(call, BUILT_IN.get(path, rest))
    world = call.frame.world
    ambient.call_function(world, path, call.node, call.span, call.given)
    world.effects.packages.add(root)
    if world.may_keep_state(root):
        world.patch(f"the state of the module {root}", call.span, root)
    elif call.node is world.discarded and _is_setting(call, path) and not changes_kept(world, path):
        world.patch(f"what {path}() sets", call.span, root)
    else:
        _change_member(call, path)
    kind = kind_made_by(path, [name for name in call.keywords if not is_false(call.node, name)])
    if kind:
        return _unstorable(call, path, kind)
    if root not in known.TRUSTED:
        return _call_untrusted(call, path)
    passed_on = call_given(call, path)
    asked = call.ask() | pickles.call_function(call, path)
    passed_on |= asked if root == "copy" or path in pickles.LOADING else NOTHING
    call.consume()
    if path in VALIDATING_FUNCTIONS:
        draw(call, call.given)
    if path in known.CHANGING_FUNCTIONS or (root == "numpy" and path.endswith(".at")):
        return _changing(call, root)
    if in_place := _in_place(call, path, root):
        return in_place
    if path in known.VIEW_FUNCTIONS or path == "copy.copy" or is_false(call.node, "copy"):
        made = _view(call.given, path, root) | _memory_map(call, path) | global_generator(call, path)
    else:
        made = _container(call, path) or _keeper(call, path)
        made = made or _array_of_objects(call, root) or _zone_or_proxy(call, path, root)
        made = made or _made_by_library(call, path, root)
    return made | passed_on


def _in_place(call: Call, path: str, root: str) -> Value:
    """What a function that is told not to copy gives, or an estimator that is; NOTHING of any other."""
    if root == "sklearn" and path.rpartition(".")[2][:1].isupper():
        told = any(is_false(call.node, name) for name in ("copy", "copy_X", "copy_x"))
        return new(call.given | new(type_name=known.IN_PLACE), library=root, type_name=path) if told else NOTHING
    if not is_false(call.node, "copy") or path == "numpy.array":
        return NOTHING
    call.frame.world.mutate(call.given, call.span)
    return call.given | new(call.given, library=root)


def _call_untrusted(call: Call, path: str) -> Value:
    """Call what a package has of which nothing is known, or a method of it (`from settings import LIST`)."""
    owner, _, name = path.rpartition(".")
    if "." in owner and name in CHANGING_METHODS | STORING_METHODS:
        change_member(call.frame.world, owner, call.span)
    if path.startswith(UNITTEST):
        run_tests(call, call.given, found_by_name=path == "unittest.main")
    return call_unknown(call, NOTHING, path.partition(".")[0])


def _changing(call: Call, root: str) -> Value:
    """A function that changes its arguments; a container that is the first may hold the others from then on."""
    others = all_given(call.positional[1:], call.keywords)
    for item in call.first():
        if item.type_name == "container" or not item.library or item.library in known.KEEPING:
            item.hold(others | elements(others))
    call.frame.world.mutate(call.given, call.span)
    return elements(call.given) | new(library=root)


def _is_setting(call: Call, path: str) -> bool:
    """Whether a call as a statement sets something that is not known to be carried over."""
    has_arguments = bool(call.node.args or call.node.keywords)
    return sets_something(path, has_arguments=has_arguments) and not ambient.is_known_setting(path)


def _change_member(call: Call, path: str) -> None:
    """A method of what a package has may change that, whatever it is called in the notebook."""
    world = call.frame.world
    owner = changed_member(path, len(call.node.args))
    if not owner or ambient.is_known_setting(path) or changes_kept(world, path):
        return
    names = frozenset(world.module(owner).names)
    carried = names and owner.partition(".")[0] not in known.TRUSTED  # by `change_member`
    if not carried:
        world.patch(owner, call.span, owner.partition(".")[0], names=names)


def _unstorable(call: Call, path: str, kind: str) -> Value:
    """Something that cannot be handed to another process: a connection, a lock, a reader of a file."""
    root, _, rest = path.partition(".")
    if root in known.TRUSTED:
        call.callback()
        call.consume()
    else:
        call_unknown(call, NOTHING)
    type_name = path if rest.rpartition(".")[2][:1].isupper() else ""
    if kind == DERIVATIVE:
        value = new(library=root)
        return new(value | new(call.given, library=root, unstorable=kind), type_name="container")
    if path == "os.scandir":
        return new(new(unstorable="an entry of a folder"), library=root, iterator=True, unstorable=kind)
    reads = path in {"csv.reader", "csv.DictReader", "io.TextIOWrapper"} or path.startswith("pandas.read_")
    iterates = kind == GENERATOR or reads
    return new(call.given, library=root, type_name=type_name, iterator=iterates, unstorable=kind)


def _view(given: Value, path: str, root: str) -> Value:
    """What may share memory with what is given.

    Arrays and frames copy what they are given in plain containers, but for objects of Python that become elements: in a
    frame these are what its columns or rows hold.
    """
    types = frozenset(item for item in given if item.module.startswith(_TYPES))
    if root == "pyarrow":
        arrays = frozenset(item for item in given | elements(given) if item.library in _OF_ELEMENTS and not item.module)
        return new(arrays, library=root, type_name=ARROW if arrays else "")
    if path == _OF_BUFFER or root not in {"numpy", "pandas", "torch"}:
        return (given - types) | new(given - types, library=root)
    containers = frozenset(item for item in given if item.type_name == "container")
    parts = elements(containers)
    if path == "pandas.DataFrame":
        parts = frozenset(part for part in parts if part.type_name != "container") | _of_lines(parts)
    return (given - containers - types) | new(parts, library=root)


def _memory_map(call: Call, path: str) -> Value:
    """An array that is a file, NOTHING where it is none or changes of it do not reach the file."""
    if path != MEMORY_MAP or file_calls.reads_only(call.node):
        return NOTHING
    return new(library="numpy", type_name=MEMORY_MAP)


def _container(call: Call, path: str) -> Value:
    """A container of `collections`, or what holds its arguments under names; NOTHING where it is none."""
    parts = call.given | elements(call.given)
    match path:
        case "collections.deque" | "collections.OrderedDict" | "collections.Counter":
            return new(parts, type_name="container")
        case "collections.defaultdict" | "networkx.utils.UnionFind" | "networkx.utils.union_find.UnionFind":
            made_by = "networkx" if path.startswith("networkx.") else ""
            return new(parts, library=made_by, type_name=known.DEFAULT_DICT)
        case "collections.ChainMap":
            return call.given | new(parts, type_name="container")
        case "functools.partial":  # its attribute `func` is what a call of it calls
            made = Object(library="functools")
            made.hold(call.given)
            made.set_part("func", call.first())
            return frozenset((made,))
        case "types.SimpleNamespace" | "argparse.Namespace":
            made = Object(library=path.partition(".")[0], type_name=path)
            made.hold(call.given)
            for name, value in call.keywords.items():
                made.set_part(ANY_ATTRIBUTE if name == "**" else name, value)
            return frozenset((made,))
        case _:
            return NOTHING


def _keeper(call: Call, path: str) -> Value:
    """A function that keeps its results, or what is called to make one; NOTHING where it is neither."""
    if path not in {"functools.cache", "functools.lru_cache"}:
        return NOTHING
    return keeping(call.given) or new(library="functools", type_name=path)


def _of_lines(value: Value) -> Value:
    """What columns and rows hold that are plain containers."""
    return elements(frozenset(part for part in value if part.type_name == "container"))


def _elements_kept(call: Call, path: str) -> Value:
    """The objects of Python that a frame or array has as elements which a function makes of others, or of rows."""
    if not path.startswith(_KEEPING_ELEMENTS) or not call.given:
        return NOTHING
    parts = call.given | elements(call.given)
    kept = held_by_copies(frozenset(part for part in parts if part.library in _OF_ELEMENTS and not part.module))
    kept |= correlated(call.given)
    return kept | _of_lines(parts) if path.startswith("pandas.DataFrame.from_") else kept


def _array_of_objects(call: Call, root: str) -> Value:
    """An array whose elements are told to be objects of Python, NOTHING where it is none."""
    for keyword in call.node.keywords:
        match keyword:
            case ast.keyword("dtype", ast.Name("object") | ast.Constant("O" | "object")) if root == "numpy":
                return new(elements(call.given), library=root, type_name=OF_OBJECTS)
            case _:
                pass
    return NOTHING


def _zone_or_proxy(call: Call, path: str, root: str) -> Value:
    """A time zone that is not kept by its name, or what stands for another object; NOTHING of anything else."""
    if path == known.ZONE_APART:
        return new(library=root, type_name=path)
    return call.given | new(call.given, library=root) if path == "weakref.proxy" else NOTHING


def _iterator(call: Call, path: str) -> Value:
    """What a function of `itertools` gives."""
    parts = call.given | elements(call.given)
    kind = reads_generator(call.given)
    made = new(parts | new(parts, type_name="container"), library="itertools", iterator=True, unstorable=kind)
    if any(item.may_be_called for item in parts):
        for item in made:
            item.runs = call.later()
    if path == "itertools.groupby":  # going on to the next group ends the one before
        group = new(made, library="itertools", iterator=True)
        for item in made:
            item.hold(group)
    return new(made, type_name="container") if path == "itertools.tee" else made


def _made_by_library(call: Call, path: str, root: str) -> Value:
    """The result of a function that leaves its arguments alone."""
    if path in known.OF_THE_PROCESS:
        return frozenset((call.frame.world.module(known.OF_THE_PROCESS[path]),))
    last = path.rpartition(".")[2]
    type_name = path if last[:1].isupper() else ""
    if root == "contextlib" or path == "functools.partialmethod":
        type_name = path
    if path in known.GENERATORS:
        given = generators(call.given)
        return given | new(given, library=root, type_name=known.GENERATOR)
    if made := make_getter(call, path) or make_lazy(call, path):
        return made
    if root == "sklearn" and type_name and ambient.may_draw(call.node):
        type_name = DRAWING_ESTIMATOR
    if root == "itertools":
        return _iterator(call, path)
    holds = path in known.HOLDING_FUNCTIONS or (type_name and root not in {"cv2", "numpy", "pandas"})
    if path in known.DEEP_COPIES or (root in known.COPYING and not holds):
        copied = path in known.DEEP_COPIES
        kept = NOTHING if copied else _elements_kept(call, path) | zones(call, root)
        return deep_copy(call.given) if copied else new(kept, library=root, type_name=type_name)
    return new(
        call.given,
        library=root,
        type_name=type_name or (path if path in known.HOLDING_FUNCTIONS else ""),
        seeded=ambient.has_seed(call.node),
        iterator=root == "io" or last in {"reader", "DictReader", "map", "imap"},
    )
