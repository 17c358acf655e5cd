"""State besides variables: random generators, the environment, options of libraries."""

import contextlib
import importlib
import os
import pickle
import random
import sys
import types
import warnings
from pathlib import Path
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Tuple


class State(NamedTuple):
    """Something that code changes besides variables. It is taken only where `module` is loaded."""

    module: str
    take: Callable[[Any], Any]
    put: Callable[[Any, Any], None]
    reseed: Optional[Callable[[Any], None]] = None


_environment: Dict[str, str] = {}
_raw: Dict[Any, Any] = {}
"""The same as `os.environ` keeps it inside: what has not changed need not be decoded."""
_process: Any = os.environ
"""The process's own, whatever the notebook may put in its place."""
_OWN_VARIABLES = {"CUDA_VISIBLE_DEVICES"}
_home: List[str] = []
_path: List[Any] = []
_HOME = "\0kale-home"
"""Stands for the folder that a session began in; no path begins so."""


def baseline_environment() -> None:
    """Remember the environment that every step starts with, its folder and where it finds modules."""
    _environment.clear()
    _environment.update(os.environ)
    _raw.clear()
    _raw.update(_process._data)
    _home[:] = [str(Path.cwd())]
    _path[:] = sys.path


def begin_environment(given: Dict[str, str]) -> None:
    """Let a step begin with these variables too, as if the process had; what the prologue set itself stays."""
    for name, value in given.items():
        if os.environ.get(name) == _environment.get(name):
            os.environ[name] = value
        _environment[name] = value
        _raw[_process.encodekey(name)] = _process.encodevalue(value)


def _take_environment(_: Any) -> Tuple[Dict[str, str], List[str]]:
    """Only what was changed since the session began: the rest may hold secrets, and every step has it anyway."""
    in_place = os.environ is _process
    if in_place:
        now = dict(_process._data)
        others = {_process.decodekey(k): _process.decodevalue(v) for k, v in now.items() if _raw.get(k) != v}
        removed = [_process.decodekey(k) for k in _raw if k not in now]
    else:
        others = {k: v for k, v in os.environ.items() if _environment.get(k) != v}
        removed = [k for k in _environment if k not in os.environ]
    return {k: v for k, v in others.items() if k not in _OWN_VARIABLES}, removed


def _put_environment(module: Any, value: Tuple[Dict[str, str], List[str]]) -> None:
    """What the prologue has set and a step has taken back is as it was before."""
    own = _take_environment(module)[0].keys() - value[0].keys()
    os.environ.update({name: _environment[name] for name in own if name in _environment})
    os.environ.update(value[0])
    for name in (*value[1], *(own - _environment.keys())):
        os.environ.pop(name, None)


def _at_home(path: str) -> str:
    """A path as every step can read it: the folder that the session began in may be called otherwise elsewhere."""
    home = _home[0] if _home else ""
    return _HOME + path[len(home) :] if home and (path == home or path.startswith(home + os.sep)) else path


def _from_home(path: Any) -> Any:
    return _home[0] + path[len(_HOME) :] if isinstance(path, str) and path.startswith(_HOME) else path


def _visited() -> List[Any]:
    """The folders where `%cd` has been, which is the shell's own list."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return shell.user_ns.get("_dh", []) if shell is not None else []


def _take_folder(module: Any) -> List[str]:
    """Where the process is, and where `%cd` has been (`%cd -`)."""
    return [_at_home(path) for path in (module.getcwd(), *map(str, _visited()))]


def _put_folder(_: Any, value: List[str]) -> None:
    path, *visited = value
    folder = _from_home(path)
    if path.startswith(_HOME):  # in a container of its own the step has not the folders that another has made
        Path(folder).mkdir(parents=True, exist_ok=True)
    os.chdir(folder)
    _visited()[:] = map(_from_home, visited)


def _take_path(_: Any) -> Tuple[List[Any], List[Any]]:
    """`sys.path`, and what it was when the session began."""
    return [[_at_home(p) if isinstance(p, str) else p for p in paths] for paths in (sys.path, _path)]  # type: ignore[return-value]


def _put_path(_: Any, value: Tuple[List[Any], List[Any]]) -> None:
    """The same where the session began with the same. In another image: its own, and what was added around it."""
    now, then = value
    begun = [_at_home(p) if isinstance(p, str) else p for p in _path]
    if then != begun:
        first = next((n for n, path in enumerate(now) if path in then), len(now))
        added = [[path for path in part if path not in then] for part in (now[:first], now[first:])]
        now = [*added[0], *begun, *added[1]]
    sys.path[:] = map(_from_home, now)


def _put_arguments(module: Any, value: List[Any]) -> None:
    module.argv[:] = value


def _put_warnings(module: Any, value: List[Any]) -> None:
    module.resetwarnings()  # also makes modules forget what they have warned of
    module.filters[:] = value


def _take_pandas(module: Any) -> Dict[str, Any]:
    options = module._config.config._registered_options
    with warnings.catch_warnings():  # some options are deprecated, and the notebook may have made errors of warnings
        warnings.simplefilter("ignore")
        return {key: module.get_option(key) for key, o in options.items() if module.get_option(key) != o.defval}


def _put_pandas(module: Any, value: Dict[str, Any]) -> None:
    """What the prologue has set and a step has put back has its default."""
    own = _take_pandas(module).keys() - value.keys()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for key in own:
            module.reset_option(key)
        for key, option in value.items():
            module.set_option(key, option)


def _put_numpy(module: Any, value: Tuple[Dict[str, Any], Dict[str, Any]]) -> None:
    module.set_printoptions(**value[0])
    module.seterr(**value[1])


FIRST = ("os.environ", "cwd", "sys.path", "jax")
"""States that values may need to be loaded: modules are found by them, and numbers keep their precision."""

DRAWN: Dict[str, Dict[str, bytes]] = {"random": {}, "numpy.random": {}, "torch.random": {}}
"""Of each generator the packages that have drawn from it as they were imported, here or in earlier steps, each with the
pickle of the state that it was in before."""


def _generator(module: str, read: Callable[[Any], Any], write: Callable[[Any, Any], None]) -> State:
    """Of a generator the state, and the packages that have drawn from it as they were imported."""

    def put(m: Any, value: Tuple[Any, Dict[str, bytes]]) -> None:
        write(m, value[0])
        DRAWN[module].update(value[1])

    return State(module, lambda m: (read(m), dict(DRAWN[module])), put, lambda m: m.seed())


def _apart(part: str, name: str, module: str) -> State:
    """State that a module of the runtime is for, which only some pipelines have."""

    def function(kind: str) -> Any:
        return getattr(importlib.import_module(f".{part}", __package__), f"{kind}_{name}")

    def put(loaded: Any, value: Any) -> None:
        function("put")(loaded, value)

    return State(module, lambda loaded: function("take")(loaded), put)  # noqa: PLW0108 - only then is it imported


STATES = {
    "random": _generator("random", lambda m: m.getstate(), lambda m, v: m.setstate(v)),
    "numpy.random": _generator("numpy.random", lambda m: m.get_state(), lambda m, v: m.set_state(v)),
    "torch.random": _generator(
        "torch.random",
        lambda m: bytes(m.get_rng_state().tolist()),
        lambda m, v: m.set_rng_state(sys.modules["torch"].tensor(list(v), dtype=sys.modules["torch"].uint8)),
    ),
    "os.environ": State("os", _take_environment, _put_environment),
    "cwd": State("os", _take_folder, _put_folder),
    "sys.path": State("sys", _take_path, _put_path),
    "sys.argv": State("sys", lambda m: list(m.argv), _put_arguments),
    "warnings": State("warnings", lambda m: list(m.filters), _put_warnings),
    "figures": _apart("matplotlib_state", "figures", "matplotlib"),
    "matplotlib": _apart("matplotlib_state", "matplotlib", "matplotlib"),
    "pandas": State("pandas", _take_pandas, _put_pandas),
    "numpy": State("numpy", lambda m: (m.get_printoptions(), m.geterr()), _put_numpy),
    "logging": _apart("logging_state", "logging", "logging"),
    "ipython": _apart("shell_state", "shell", "IPython"),
    "tensorflow": _apart("deep_learning", "tensorflow", "tensorflow.python.eager.context"),
    "keras": _apart("deep_learning", "keras", "keras.src.backend.common.global_state"),
    "jax": _apart("deep_learning", "jax", "jax"),
    "sklearn": State("sklearn", lambda m: m.get_config(), lambda m, v: m.set_config(**v)),
    "decimal": State("decimal", lambda m: m.getcontext().copy(), lambda m, v: m.setcontext(v)),
    "plotly": _apart("rare_states", "plotly", "plotly.io"),
    "tqdm": _apart("rare_states", "tqdm", "tqdm"),
    "csv": _apart("rare_states", "csv", "csv"),
    "xml": _apart("rare_states", "xml", "xml.etree.ElementTree"),
}

_GENERATOR_OF = {"numpy.random": "numpy.random", "torch": "torch.random"}
"""The imports after which a generator can be asked: PyTorch crashes where it is while the package is imported."""


class Generators:
    """Tells whether the prologue has seeded or used a random generator, and gives every step the right state."""

    def __init__(self) -> None:
        self._fresh = {"random": pickle.dumps(STATES["random"].take(random))}
        self._used: Dict[str, Any] = {}
        sys.meta_path.insert(0, self)

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """Import as always, and remember the state of a generator that comes with the module."""
        if name not in _GENERATOR_OF:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None and spec.loader is not None:
                watched = self._watched(_GENERATOR_OF[name], spec.loader.exec_module)
                setattr(spec.loader, "exec_module", watched)  # noqa: B010 - mypy
                return spec
        return None

    def _watched(self, name: str, execute: Callable[[types.ModuleType], None]) -> Callable[[types.ModuleType], None]:
        def exec_module(module: types.ModuleType) -> None:
            execute(module)
            with contextlib.suppress(Exception):
                self._fresh[name] = pickle.dumps(STATES[name].take(sys.modules[STATES[name].module]))

        return exec_module

    def end_prologue(self) -> None:
        """Keep the states that the prologue has changed."""
        sys.meta_path[:] = [finder for finder in sys.meta_path if finder is not self]
        for name, fresh in self._fresh.items():
            state = STATES[name].take(sys.modules[STATES[name].module])
            if pickle.dumps(state) != fresh:
                self._used[name] = state

    def is_used(self, name: str) -> bool:
        """Whether the prologue has changed the state of this generator."""
        return name in self._used

    def begin_step(self) -> None:
        """In a step's process: the prologue's state where it has one, else a seed of the step's own."""
        for name in self._fresh:
            state = STATES[name]
            if name in self._used:
                state.put(sys.modules[state.module], self._used[name])
            elif state.reseed:
                state.reseed(sys.modules[state.module])
