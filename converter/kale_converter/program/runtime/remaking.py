"""Objects of Python and NumPy that refuse to be pickled, though all that is in them can be: taken apart, made again."""

import importlib
import inspect
import io
import sys
import typing
from typing import Any, Callable, Dict, Tuple

from .pytorch import optimizer, tensor

_AWAITED = (
    "Barrier", "BoundedSemaphore", "Condition", "Event", "Lock", "Semaphore", "Queue", "LifoQueue", "PriorityQueue",
)  # fmt: skip
_MOCKS = ("Mock", "MagicMock", "AsyncMock", "NonCallableMock", "NonCallableMagicMock")
_WAYS = ("search", "match", "fullmatch")
COMPILED = ("_representations", "_statespaces", "_kalman_filters", "_kalman_smoothers", "_simulators")
"""What a state space of statsmodels has made of its matrices, for its compiled code."""


def taken_apart(obj: Any) -> Any:
    """What pickle is to make of an object of these kinds; None of any other."""
    kind = type(obj)
    known = _KINDS.get((_package(kind), kind.__name__))
    if known is not None:
        return known(obj)
    if _is_of_formula(kind):
        return _with_attributes(obj)
    for module, base, take_apart in _FAMILIES:
        if issubclass(kind, getattr(sys.modules.get(module), base, ())):
            return take_apart(obj)
    argparse: Any = sys.modules.get("argparse")
    if argparse is not None and isinstance(obj, (argparse.Action, argparse._ActionsContainer)):
        return _with_word(obj, argparse.SUPPRESS)
    return None


def _package(kind: Any) -> str:
    """The package of a class; one that is made at run time may be of no module (None)."""
    return str(kind.__module__).partition(".")[0]


def _content(file: Any) -> bytes:
    """All bytes of an open file, which is left where it was."""
    place = file.tell()
    file.seek(0)
    try:
        return bytes(file.read())
    finally:
        file.seek(place)


def _compiled(parts: Any) -> Any:
    """What Numba stores of a function of the notebook, with the pickler that hands on functions without their globals.

    Numba would copy those that are there now; where types are given, it compiles as it loads, and needs these.
    """
    states = parts.states
    of_ufunc = states.get("pyfunc") or getattr(states.get("dispatcher"), "py_func", None)
    function = states.get("py_func", of_ufunc)
    as_loaded = any(states.get(name) for name in ("sigs", "siglist", "typesigs"))
    if as_loaded or getattr(function, "__module__", "") != "__main__":
        return None
    return type(parts), (parts.ctor, states)


def _with_word(obj: Any, word: str) -> Any:
    """A part of an argument parser, whose code asks whether what it has is the very text `argparse.SUPPRESS`."""
    found = obj.__reduce_ex__(4)
    if len(found) < 3 or not isinstance(found[2], dict):  # noqa: PLR2004 - the state
        return None
    names = tuple(name for name, value in found[2].items() if value is word)
    return (*found[:2], (found[2], names), None, None, _set_parser) if names else None


def _set_parser(part: Any, state: Tuple[Dict[str, Any], Tuple[str, ...]]) -> None:
    vars(part).update(state[0])
    for name in state[1]:
        setattr(part, name, __import__("argparse").SUPPRESS)


def _taken_apart_mock(mock: Any) -> Any:
    """A mock of `unittest.mock`. Each has a class of its own, and what it lacks it makes as soon as it is asked."""
    module = sys.modules["unittest.mock"]
    kind = next(cls for cls in type(mock).__mro__ if getattr(module, cls.__name__, None) is cls)
    of_class = {
        name: value
        for name, value in vars(type(mock)).items()
        if name not in ("__doc__", "__module__") and type(value) is not module.MagicProxy
    }
    return _make_new, (kind,), (of_class, vars(mock)), None, None, _set_mock


def _animation(animation: Any) -> Any:
    """An animation of Matplotlib whose frames a generator gives that nobody has read from: it can be made again."""
    frames, function = animation.frame_seq, getattr(animation, "_iter_gen", None)
    code = getattr(getattr(function, "__func__", function), "__code__", None)
    if getattr(frames, "gi_code", animation) is not code or inspect.getgeneratorstate(frames) != inspect.GEN_CREATED:
        return None
    state = {name: value for name, value in vars(animation).items() if name != "frame_seq"}
    return _make_part, (type(animation),), state, None, None, _set_animation


def _set_animation(animation: Any, attributes: Dict[str, Any]) -> None:
    vars(animation).update(attributes)
    animation.frame_seq = animation.new_frame_seq()


def _is_of_formula(kind: Any) -> bool:
    """Whether it is what patsy makes of a formula, which refuses to be pickled, or the data of a model of statsmodels.

    The latter leaves that out and evaluates the formula anew, which then may name what is not there.
    """
    own = getattr(kind, "__getstate__", None) is not getattr(object, "__getstate__", None)
    data: Any = sys.modules.get("statsmodels.base.data")
    return (own and str(kind.__module__).startswith("patsy.")) or (
        data is not None and issubclass(kind, data.ModelData)
    )


def _state_space(space: Any) -> Any:
    """A state space of statsmodels without what is compiled of its matrices, which is made again when it is needed.

    Stored along, that would be copies which no longer follow the matrices: fitting again would change nothing.
    """
    make, args, state, *parts = space.__reduce_ex__(4)
    return (make, args, {**state, **{name: {} for name in COMPILED if name in state}}, *parts)


def _vectorized(function: Any) -> Any:
    """A function of `numpy.vectorize` without what is compiled of it, which no pickle takes and a call makes again."""
    state = dict(vars(function))
    if "_ufunc" in state:
        state["_ufunc"] = {} if isinstance(state["_ufunc"], dict) else None
    return _make_part, (type(function),), state, None, None, _set_part


def _tree_of_scipy(tree: Any) -> Any:
    """A tree of neighbours with the very array that it was made of; SciPy would store a copy, and share no memory."""
    make, args, state, *parts = tree.__reduce_ex__(4)
    return (make, args, (state[0], tree.data, *state[2:]), *parts)


def _with_attributes(obj: Any) -> Any:
    """An object with all its attributes: a node of a wavelet packet, which would store what it was made of only."""
    return _make_part, (type(obj),), vars(obj), None, None, _set_part


def _wavelet(wavelet: Any) -> Any:
    """A wavelet of PyWavelets with those of its properties that can be set, which it would leave out."""
    make, args = wavelet.__reduce_ex__(4)[:2]
    return make, args, (None, {name: getattr(wavelet, name) for name in ("orthogonal", "biorthogonal")})


def _make_part(kind: Any) -> Any:
    return object.__new__(kind)


def _set_part(part: Any, attributes: Dict[str, Any]) -> None:
    vars(part).update(attributes)


def _without_loop(thing: Any) -> Any:
    """What coroutines of `asyncio` wait for, without the loop that they ran in: who waits next has another."""
    return _make_part, (type(thing),), {**vars(thing), "_loop": None}, None, None, _set_part


def _without_solver(solved: Any) -> Any:
    """A problem of cvxpy that was solved, or what it tells of that: without the solver, which makes itself again."""
    state = dict(vars(solved))
    if "_solver_cache" in state:
        state["_solver_cache"] = {}
    if "extra_stats" in state:
        state["extra_stats"] = None
    if isinstance(state.get("attr"), dict):
        state["attr"] = {name: value for name, value in state["attr"].items() if name != "solver_specific_stats"}
    return _make_part, (type(solved),), state, None, None, _set_part


def _make_new(kind: Any) -> Any:
    return kind.__new__(kind)


def _set_mock(mock: Any, state: Tuple[Dict[str, Any], Dict[str, Any]]) -> None:
    vars(mock).update(state[1])
    for name, value in state[0].items():
        type.__setattr__(type(mock), name, value)
    if hasattr(type(mock), "_mock_set_magics"):  # leaves those alone that are there
        mock._mock_set_magics()


def _make_call(kind: Any, parts: Tuple[Any, ...]) -> Any:
    return tuple.__new__(kind, parts)


def _make_match(pattern: Any, text: Any, *place: Any) -> Any:
    """place: from where to where it was looked for, and the spans that were found."""
    begin, end, spans = place
    for at in (begin, spans[0][0]):  # the later matches of `finditer` begin where they are
        for way in _WAYS:
            found = getattr(pattern, way)(text, at, end)
            if found is not None and found.regs == spans:
                return found
    return pattern.fullmatch(text, *spans[0])


def _make_row(names: Tuple[str, ...], values: Tuple[Any, ...]) -> Any:
    sqlite3 = __import__("sqlite3")
    connection = sqlite3.connect(":memory:")
    try:
        columns = ", ".join('? AS "{}"'.format(name.replace('"', '""')) for name in names)
        return sqlite3.Row(connection.execute(f"SELECT {columns}", (None,) * len(names)), values)
    finally:
        connection.close()


def _make_edge(kind: Any, edges: Any, neighbour: Any) -> Any:
    """Where the search for a flow is in the edges of a node: at the one to this neighbour."""
    made = kind(edges)
    while made.get()[0] != neighbour:
        made.move_to_next()
    return made


def _frames(image: Any) -> Any:
    """An open image of several frames: Pillow would store the one that is shown, without the way to the others."""
    file = getattr(image, "_fp", None)
    if getattr(file, "closed", True):
        return None
    pixels, place = image.tobytes(), image.tell()  # to ask how many frames there are would load this one again
    return _make_frames, (_content(file), place, pixels), (image.info, image.filename), None, None, _set_frames


def _make_frames(content: bytes, place: int, pixels: bytes) -> Any:
    """pixels: those of the frame that it is at, which may have been painted over."""
    made = __import__("PIL.Image").Image.open(io.BytesIO(content))
    made.seek(place)
    if made.tobytes() != pixels:
        made.frombytes(pixels)
    return made


def _set_frames(image: Any, state: Tuple[Dict[str, Any], str]) -> None:
    image.info, image.filename = state


def _make_archive(content: bytes, allow_pickle: bool) -> Any:
    """An archive of arrays as `numpy.load` gives it, of the bytes of its file."""
    return __import__("numpy").load(io.BytesIO(content), allow_pickle=allow_pickle)


def _zone(zone: Any) -> Any:
    """A time zone that dateutil keeps by its name: datetimes are told apart by whether theirs is the same object."""
    gettz = sys.modules["dateutil.tz"].gettz
    kept = getattr(gettz, "_GettzFunc__instances", {})
    name = next((name for name, there in kept.items() if there is zone), None)
    return None if name is None else (_make_zone, (name,))


def _make_zone(name: str) -> Any:
    return importlib.import_module("dateutil.tz").gettz(name)


def _alias(alias: Any) -> Any:
    """`Stack[int]`, where the notebook's class has a `__class_getitem__` of its own, which pickle would call again."""
    kinds = getattr(alias.__origin__, "__mro__", ())
    if any(cls.__module__ == "__main__" and "__class_getitem__" in vars(cls) for cls in kinds):
        return _make_alias, (alias.__origin__, alias.__args__)
    return None


def _quantity(quantity: Any) -> Any:
    """A quantity or unit of pint with its registry, the class's; pint would give it that of the other process.

    Of the registry that every process has pint's own way is right.
    """
    pint: Any = sys.modules["pint"]
    if getattr(type(quantity), "_REGISTRY", pint._DEFAULT_REGISTRY) is pint._DEFAULT_REGISTRY:
        return None
    return _make_part, (type(quantity),), vars(quantity), None, None, _set_part


def _make_alias(origin: Any, arguments: Any) -> Any:
    return typing._GenericAlias(origin, arguments)  # type: ignore[attr-defined]


def _key_point(point: Any) -> Any:
    fields = (point.size, point.angle, point.response, point.octave, point.class_id)
    return type(point), (*point.pt, *fields)


_KINDS: Dict[Tuple[str, str], Callable[[Any], Any]] = {
    ("re", "Match"): lambda found: (_make_match, (found.re, found.string, found.pos, found.endpos, found.regs)),
    ("sqlite3", "Row"): lambda row: (_make_row, (tuple(row.keys()), tuple(row))),
    ("numpy", "NpzFile"): lambda file: (
        (_make_archive, (_content(file.zip.fp), file.allow_pickle)) if file.zip is not None else None
    ),
    ("numpy", "finfo"): lambda limits: (type(limits), (limits.dtype,)),
    **{("unittest", name): _taken_apart_mock for name in _MOCKS},
    ("unittest", "_Call"): lambda call: (_make_call, (type(call), tuple(call)), vars(call), None, None, _set_part),
    ("PIL", "GifImageFile"): _frames,
    ("PIL", "TiffImageFile"): _frames,
    ("networkx", "CurrentEdge"): lambda edge: (_make_edge, (type(edge), edge._edges, edge._curr[0])),
    ("cv2", "KeyPoint"): _key_point,
    ("cv2", "DMatch"): lambda found: (type(found), (found.queryIdx, found.trainIdx, found.imgIdx, found.distance)),
    ("dateutil", "tzfile"): _zone,
    ("dateutil", "tzstr"): _zone,
    ("typing", "_GenericAlias"): _alias,
    **{("pint", name): _quantity for name in ("Quantity", "Unit", "Measurement")},
    **{("asyncio", name): _without_loop for name in _AWAITED},
    ("numba", "_CustomPickled"): _compiled,
    ("torch", "Tensor"): tensor,
    ("torch", "Parameter"): tensor,
    **{("cvxpy", name): _without_solver for name in ("Problem", "Solution", "SolverStats")},
    ("_struct", "Struct"): lambda record: (type(record), (record.format,)),
}
"""By the package and the name of their classes."""

_FAMILIES: Tuple[Tuple[str, str, Callable[[Any], Any]], ...] = (
    ("numpy", "vectorize", _vectorized),
    ("pywt", "BaseNode", _with_attributes),
    ("pywt", "Wavelet", _wavelet),
    ("scipy.spatial", "cKDTree", _tree_of_scipy),
    ("statsmodels.tsa.statespace.representation", "Representation", _state_space),
    ("torch.optim", "Optimizer", optimizer),
    ("matplotlib.animation", "Animation", _animation),
)
"""By the module and the name of a class that theirs derive from."""
