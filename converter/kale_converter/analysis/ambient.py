"""State that no variable holds: random generators, the environment, the working directory, options.

Each call is looked up by its dotted name. `state:…` is carried from step to step as a value.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import lru_cache

from kale_converter.analysis import file_calls, lasting_files
from kale_converter.analysis.deep_learning import call_deep_learning, call_operation
from kale_converter.analysis.drawing_numbers import (
    DRAWING_FUNCTIONS,
    DRAWING_SETTINGS,
    NOT_DRAWING,
    QUIET_SETTINGS,
)
from kale_converter.analysis.effects import DISPLAY
from kale_converter.analysis.figures import call_drawing, keep_open, set_when_shown
from kale_converter.analysis.file_calls import CWD
from kale_converter.analysis.kept import call_kept
from kale_converter.analysis.library import DRAWING_NAMES
from kale_converter.analysis.loggers import call_logger, sets_loggers
from kale_converter.analysis.objects import NOTHING, Value
from kale_converter.analysis.opencv import call_opencv
from kale_converter.analysis.states import (
    CSV,
    DECIMAL,
    ENVIRON,
    FIGURES,
    IPYTHON,
    JAX,
    LOGGING,
    MATPLOTLIB,
    NUMPY,
    NUMPY_RANDOM,
    PANDAS,
    PLOTLY,
    RANDOM,
    SEEDING,
    SKLEARN,
    SYS_ARGV,
    SYS_PATH,
    TORCH_RANDOM,
    TQDM,
    WARNINGS,
    XML,
    seeded_by,
)
from kale_converter.analysis.uncarried import ACCESSORS, SHELL_SETTINGS, SHOWN_BY, UNCARRIED
from kale_converter.analysis.world import World
from kale_converter.model import Span

_READERS = {"random.getstate": RANDOM, "numpy.random.get_state": NUMPY_RANDOM}
_CHANGERS = {
    "matplotlib.pyplot.ioff": MATPLOTLIB,
    "matplotlib.pyplot.ion": MATPLOTLIB,
    "matplotlib.interactive": MATPLOTLIB,
    "matplotlib.pyplot.set_cmap": MATPLOTLIB,
    "matplotlib.pyplot.xkcd": MATPLOTLIB,
    "seaborn.set_color_codes": MATPLOTLIB,
    "urllib3.disable_warnings": WARNINGS,
    "requests.packages.urllib3.disable_warnings": WARNINGS,
    "numpy.set_string_function": NUMPY,
    "logging.disable": LOGGING,
    "warnings.filterwarnings": WARNINGS,
    "warnings.simplefilter": WARNINGS,
    "warnings.resetwarnings": WARNINGS,
    "matplotlib.pyplot.style.use": MATPLOTLIB,
    "matplotlib.style.use": MATPLOTLIB,
    "matplotlib.rc": MATPLOTLIB,
    "matplotlib.pyplot.rc": MATPLOTLIB,
    "matplotlib.use": MATPLOTLIB,
    "matplotlib.pyplot.switch_backend": MATPLOTLIB,
    "matplotlib.rcdefaults": MATPLOTLIB,
    "matplotlib.pyplot.rcdefaults": MATPLOTLIB,
    "seaborn.set": MATPLOTLIB,
    "seaborn.set_theme": MATPLOTLIB,
    "seaborn.set_style": MATPLOTLIB,
    "seaborn.set_context": MATPLOTLIB,
    "seaborn.set_palette": MATPLOTLIB,
    "seaborn.reset_defaults": MATPLOTLIB,
    "seaborn.reset_orig": MATPLOTLIB,
    "matplotlib.colormaps.register": MATPLOTLIB,
    **{f"matplotlib.pyplot.{name}": MATPLOTLIB for name in (
        "autumn", "bone", "cool", "copper", "flag", "gray", "hot", "hsv", "inferno", "jet", "magma", "nipy_spectral",
        "pink", "plasma", "prism", "spring", "summer", "viridis", "winter")},
    "IPython.display.set_matplotlib_formats": IPYTHON,
    "matplotlib_inline.backend_inline.set_matplotlib_formats": IPYTHON,
    "sklearn.set_config": SKLEARN,
    "decimal.setcontext": DECIMAL,
    "pandas.set_eng_float_format": PANDAS,
    "pandas.set_option": PANDAS,
    "pandas.reset_option": PANDAS,
    "numpy.set_printoptions": NUMPY,
    "numpy.seterr": NUMPY,
    "logging.basicConfig": LOGGING,
    "xml.etree.ElementTree.register_namespace": XML,
    **dict.fromkeys(("csv.register_dialect", "csv.unregister_dialect", "csv.field_size_limit"), CSV),
    "os.putenv": ENVIRON,
    "os.unsetenv": ENVIRON,
    **{f"tqdm.{name}.pandas": TQDM for name in (
        "tqdm", "tqdm_notebook", "auto.tqdm", "autonotebook.tqdm", "notebook.tqdm", "std.tqdm", "rich.tqdm")},
}  # fmt: skip
_BACKENDS = frozenset({"matplotlib.use", "matplotlib.pyplot.switch_backend"})
_PREFIXES = {
    "os.environ": ENVIRON,
    "sys.path": SYS_PATH,
    "sys.argv": SYS_ARGV,
    "matplotlib.pyplot.rcParams": MATPLOTLIB,
    "matplotlib.rcParams": MATPLOTLIB,
    "pandas.options": PANDAS,
    "jax.config": JAX,
    "warnings.filters": WARNINGS,
    "plotly.io.templates": PLOTLY,
    "IPython.core.interactiveshell.InteractiveShell": IPYTHON,
    "IPython.InteractiveShell": IPYTHON,
    **dict.fromkeys(SHELL_SETTINGS, IPYTHON),
}
_CHANGING_METHODS = {"append", "insert", "extend", "remove", "pop", "update", "setdefault", "clear", "popitem"}


_DRAWING_OTHERWISE = {"IPython", "altair", "bokeh", "plotly", "PIL", "hvplot", "holoviews"}


def state_of(path: str) -> str | None:
    """The state that a dotted name such as `os.environ` or something in it stands for."""
    for prefix, state in _PREFIXES.items():
        if path == prefix or path.startswith(prefix + "."):
            return state
    return None


def is_known_setting(path: str) -> bool:
    """Whether what a function of this dotted name sets is carried over, or is no setting."""
    settings = bool(seeded_by(path)) or path in _CHANGERS or sets_loggers(path)
    return settings or file_calls.writes(path) or state_of(path) is not None


def call_function(world: World, path: str, node: ast.Call, span: Span, given: Value = NOTHING) -> None:
    """A call of a function known by its dotted name: what it does beside its arguments and its result."""
    call_kept(world, path, span)
    call_opencv(world, path, span)
    call_deep_learning(world, path, span)
    call_operation(world, path, node, span)
    if path == "os.chdir":
        change_directory(world, file_calls.literal(node.args, 0) or "", span)
    elif seeded := seeded_by(path):
        _seed(world, path, seeded, span)
    elif path.startswith("logging.root."):
        call_logger(world, path.rpartition(".")[2], span, given)
    elif path in _CHANGERS or sets_loggers(path):
        _change(world, path, node, span, given)
    elif (state := state_of(path)) is not None:
        if path.rpartition(".")[2] in _CHANGING_METHODS:
            world.set_state(state, span, wholly=False)
            set_when_shown(world, path, span, given)
        else:
            world.use_state(state, span, change=False)
            if path.endswith("rcParams.copy"):  # whether figures are shown at once is among them
                world.use_state(FIGURES, span, change=False)
    elif (generator := _drawn_from(path, node)) is not None:
        world.use_state(generator, span, change=True)
    else:
        _see(world, path, node, span)
    _set_uncarried(world, path, node, span, given)
    lasting_files.set_up(world, path, node, span)
    file_calls.call_function(world, path, node, span)


def _seed(world: World, path: str, seeded: Iterable[str], span: Span) -> None:
    """Generators are set; by a function that only its name tells of, perhaps not all of them."""
    for state in seeded:
        world.set_state(state, span, wholly=path in SEEDING)


def _set_uncarried(world: World, path: str, node: ast.Call, span: Span, given: Value) -> None:
    if path not in UNCARRIED:
        return
    attribute = file_calls.literal(node.args, 0) if path in ACCESSORS else SHOWN_BY.get(path)
    package = "" if path.startswith("IPython") else path.partition(".")[0]
    called = frozenset(item for item in given if item.closes)
    world.patch(UNCARRIED[path], span, package, attribute or "", world.used_by(called))


def _drawn_from(path: str, node: ast.Call) -> str | None:
    """The random generator that a function draws from, if any."""
    root, last = path.partition(".")[0], path.rpartition(".")[2]
    if path.startswith("numpy.random.") or path in DRAWING_FUNCTIONS or (root == "scipy" and last == "rvs"):
        return None if last in NOT_DRAWING or has_seed(node) else NUMPY_RANDOM
    if root == "random" or path == "pandas.plotting.bootstrap_plot":
        return None if last in NOT_DRAWING else RANDOM
    return TORCH_RANDOM if root in {"torch", "torchvision"} else None


def _change(world: World, path: str, node: ast.Call, span: Span, given: Value) -> None:
    """A function of `_CHANGERS`, or one that sets loggers, is called."""
    world.set_state(_CHANGERS.get(path, LOGGING), span, wholly=False, given=given)
    set_when_shown(world, path, span, given)
    if path in _BACKENDS:
        keep_open(world, are_kept="inline" not in (file_calls.literal(node.args, 0) or ""))


def _see(world: World, path: str, node: ast.Call, span: Span) -> None:
    """Any other function is called, in which state may show."""
    state = _seen_by(path)
    if state is not None:
        world.use_state(state, span, change=False)
    if path.startswith("plotly.") or draws_by_name(path):  # `optuna.visualization.plot_slice`
        world.use_state(PLOTLY, span, change=False)
    if state == MATPLOTLIB:
        call_drawing(world, path, node, span)
    elif state == LOGGING and path.removeprefix("logging.") in lasting_files.LOGGING:
        lasting_files.write_on(world, lasting_files.LOG, span)
    if any(keyword.arg == "dialect" for keyword in node.keywords):
        world.use_state(CSV, span, change=False)


def _seen_by(path: str) -> str | None:
    """The state that shows in what a function does, if any."""
    root = path.partition(".")[0]
    if path in _READERS:
        return _READERS[path]
    if path == "os.getenv" or root in {"subprocess", "dotenv"}:
        return ENVIRON
    if path in file_calls.IN_DIRECTORY:
        return CWD
    if root in {"matplotlib", "seaborn"} or draws_by_name(path):
        return MATPLOTLIB
    return {"logging": LOGGING, "xml": XML, "csv": CSV}.get(root)


@lru_cache(maxsize=4096)
def draws_by_name(path: str) -> bool:
    """Whether a function of this dotted name draws with Matplotlib, by its name."""
    return path.partition(".")[0] not in _DRAWING_OTHERWISE and DRAWING_NAMES.search(path) is not None


def call_unknown(world: World, span: Span) -> None:
    """A call that nothing is known of may draw a plot, and numbers from the global generators, or read arguments."""
    for state in (MATPLOTLIB, PLOTLY, SYS_ARGV):
        world.may_see_state(state, span)
    for generator in (RANDOM, NUMPY_RANDOM, TORCH_RANDOM):
        world.may_change_state(generator, span)


def call_method(world: World, name: str, library: str, node: ast.Call, span: Span, *, given: Value) -> None:
    """A call of a method by name: drawing, plotting, reading and writing of files."""
    _method_states(world, name, library, node, span)
    if library == "logging" or name == "setLevel":  # loggers are also given by packages
        call_logger(world, name, span, given)
    if library == "IPython" and name.startswith("for_type"):
        world.patch("how the kernel shows objects", span, DISPLAY)
    lasting_files.use_address(world, library, node, span)
    file_calls.call_method(world, name, library, node, span)


_USED_BY_METHODS = {"torch": TORCH_RANDOM, "plotly": PLOTLY, "xml": XML}
"""What any method of a package's objects may use, or draw from."""


def _method_states(world: World, name: str, library: str, node: ast.Call, span: Span) -> None:
    if name in {"sample", "rvs"} and not has_seed(node):
        world.use_state(NUMPY_RANDOM, span, change=True)
    elif library in {"matplotlib", "seaborn"} or draws_of(library, name, node):
        world.use_state(MATPLOTLIB, span, change=False)
        if library not in {"matplotlib", "seaborn"}:
            world.use_state(PLOTLY, span, change=False)  # with another backend of pandas
            call_drawing(world, "figure" if library == "pandas" else name, node, span)
    elif name == "cache_info":
        world.of_the_process("what a function's cache has seen", span)
    elif name in file_calls.PATH_METHODS and library in {"", "pathlib"}:
        world.use_state(CWD, span, change=False)
    elif name in {"parse_args", "parse_known_args"} and not node.args:
        world.use_state(SYS_ARGV, span, change=False)
    if name.startswith("progress_"):
        world.use_state(TQDM, span, change=False)
    if library in _USED_BY_METHODS:
        state = _USED_BY_METHODS[library]
        world.use_state(state, span, change=state == TORCH_RANDOM)


def draws_of(library: str, name: str, node: ast.Call) -> bool:
    """Whether a method of what this package has made draws with Matplotlib, by its name."""
    return library not in _DRAWING_OTHERWISE and draws(name, node)


def draws(name: str, node: ast.Call) -> bool:
    """Whether a method draws with Matplotlib, by its name: `frame.hist()`, `frame.plot.barh()`, `fit.plot_qq()`."""
    match node.func:
        case ast.Attribute(value=ast.Attribute(attr="plot")):
            return True
    return name == "hist" or DRAWING_NAMES.search(name) is not None


_QUIET_COMMANDS = {"ls", "cat", "head", "tail", "wc", "pwd", "nvidia-smi", "which", "date", "echo", "uname", "du", "df",
                   "file", "grep", "env", "printenv", "whoami", "hostname", "nproc", "free", "lscpu"}  # fmt: skip


def run_shell(world: World, command: str, span: Span) -> None:
    """A shell command: it sees the environment and the working directory, and may read and write any file."""
    world.use_state(ENVIRON, span, change=False)
    words = command.split()
    quiet = not words or (words[0] in _QUIET_COMMANDS and not set(command) & set(">;&`"))
    if quiet:
        file_calls.read(world, None, span)
    else:
        file_calls.write(world, None, span)


def change_directory(world: World, path: str, span: Span) -> None:
    """`os.chdir` and `%cd`: into a folder that is there by now."""
    world.read_file(path or "*", span, looks=True)
    world.set_state(CWD, span, wholly=False)


def has_seed(node: ast.Call) -> bool:
    """Whether a call is given a `random_state`, `seed` or `rng` other than None."""
    return any(
        keyword.arg in {"random_state", "seed", "rng"}
        and not (isinstance(keyword.value, ast.Constant) and keyword.value.value is None)
        for keyword in node.keywords
    )


def may_draw(node: ast.Call) -> bool:
    """Whether the settings that an estimator is given may make it draw random numbers."""
    return any(
        keyword.arg is None
        or (
            keyword.arg in DRAWING_SETTINGS
            and not (isinstance(keyword.value, ast.Constant) and keyword.value.value in QUIET_SETTINGS)
        )
        for keyword in node.keywords
    )
