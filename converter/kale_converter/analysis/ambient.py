"""State that no variable holds: random generators, the environment, the working directory, options, files.

Each call is looked up by its dotted name. `state:…` is carried from step to step as a value, `file:…` only orders
steps.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from kale_converter.analysis.kept import call_kept
from kale_converter.analysis.library import DRAWING_FUNCTIONS, DRAWING_SETTINGS, QUIET_SETTINGS, UNCARRIED
from kale_converter.analysis.world import World
from kale_converter.model import Span

RANDOM = "state:random"
NUMPY_RANDOM = "state:numpy.random"
TORCH_RANDOM = "state:torch.random"
ENVIRON = "state:os.environ"
CWD = "state:cwd"
SYS_PATH = "state:sys.path"
WARNINGS = "state:warnings"
MATPLOTLIB = "state:matplotlib"
PANDAS = "state:pandas"
NUMPY = "state:numpy"
LOGGING = "state:logging"
IPYTHON = "state:ipython"
SKLEARN = "state:sklearn"
DECIMAL = "state:decimal"
TQDM = "state:tqdm"

EVERYWHERE = (WARNINGS, PANDAS, NUMPY, IPYTHON, SKLEARN, DECIMAL, SYS_PATH)
"""State that shows in what any later cell puts out, or in what it can load."""

_SETTERS = {
    "random.seed": RANDOM,
    "random.setstate": RANDOM,
    "numpy.random.seed": NUMPY_RANDOM,
    "numpy.random.set_state": NUMPY_RANDOM,
    "torch.manual_seed": TORCH_RANDOM,
    "torch.random.manual_seed": TORCH_RANDOM,
    "torch.set_rng_state": TORCH_RANDOM,
}
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
    "os.putenv": ENVIRON,
    "os.unsetenv": ENVIRON,
    **{f"tqdm.{name}.pandas": TQDM for name in (
        "tqdm", "tqdm_notebook", "auto.tqdm", "autonotebook.tqdm", "notebook.tqdm", "std.tqdm", "rich.tqdm")},
}  # fmt: skip
_PREFIXES = {
    "os.environ": ENVIRON,
    "sys.path": SYS_PATH,
    "matplotlib.pyplot.rcParams": MATPLOTLIB,
    "matplotlib.rcParams": MATPLOTLIB,
    "pandas.options": PANDAS,
    "warnings.filters": WARNINGS,
    "IPython.core.interactiveshell.InteractiveShell": IPYTHON,
}
_NOT_DRAWING = {"Random", "SystemRandom", "getstate", "get_state", "default_rng", "Generator", "RandomState",
                "SeedSequence", "PCG64", "MT19937", "Philox", "BitGenerator"}  # fmt: skip
_CHANGING_METHODS = {"append", "insert", "extend", "remove", "pop", "update", "setdefault", "clear", "popitem"}

_READ_FUNCTIONS = {
    "numpy.load", "numpy.loadtxt", "numpy.genfromtxt", "numpy.fromfile", "joblib.load", "torch.load", "PIL.Image.open",
    "matplotlib.pyplot.imread", "matplotlib.image.imread", "cv2.imread", "skimage.io.imread", "scipy.io.loadmat",
    "runpy.run_path",
}  # fmt: skip
_LOOK_FUNCTIONS = {
    "os.path.exists", "os.path.isfile", "os.path.isdir", "os.path.getsize", "os.stat",
}  # fmt: skip
_LIST_FUNCTIONS = {"os.listdir", "os.scandir", "os.walk", "glob.glob", "glob.iglob"}
_FOLDER_FUNCTIONS = {"os.rmdir", "shutil.rmtree"}
"""Functions that do something to a folder with all that is in it."""
_WRITE_FUNCTIONS = {
    "numpy.save": 0, "numpy.savez": 0, "numpy.savez_compressed": 0, "numpy.savetxt": 0, "joblib.dump": 1,
    "torch.save": 1, "matplotlib.pyplot.savefig": 0, "matplotlib.pyplot.imsave": 0, "os.remove": 0, "os.unlink": 0,
    "os.makedirs": 0, "os.mkdir": 0, "os.rename": -1, "os.replace": -1, "os.rmdir": 0, "shutil.rmtree": 0,
    "shutil.copy": -1, "shutil.copyfile": -1, "shutil.copytree": -1, "shutil.move": -1, "cv2.imwrite": 0,
    "scipy.io.savemat": 0, "shutil.unpack_archive": -1, "shutil.make_archive": -1, "urllib.request.urlretrieve": 1,
    "sqlite3.connect": 0, "subprocess.run": -1, "subprocess.call": -1, "subprocess.check_call": -1,
    "subprocess.check_output": -1, "subprocess.Popen": -1, "os.system": -1, "os.popen": -1,
}  # fmt: skip
"""Function → which argument names the file; -1: it cannot be told."""
_NO_FILES = {"pandas.read_clipboard", "pandas.read_gbq", "pandas.read_sql", "pandas.read_sql_query",
             "pandas.read_sql_table"}  # fmt: skip
_READ_METHODS = {"read_text", "read_bytes"}
_LOOK_METHODS = {"exists", "is_file", "is_dir", "stat"}
_LIST_METHODS = {"iterdir", "glob", "rglob"}
_WRITE_METHODS = {"write_text", "write_bytes", "mkdir", "touch", "unlink", "rmdir", "rename", "savefig", "save",
                  "save_model", "save_pretrained", "extractall", "saveas"}  # fmt: skip
_MEMORY_FORMATS = {"to_numpy", "to_dict", "to_list", "to_string", "to_frame", "to_records", "to_series", "to_period",
                   "to_timestamp", "to_datetime", "to_markdown", "to_flat_index"}  # fmt: skip


_DRAWING = re.compile(
    r"plot|draw|Display\b|dendrogram|heatmap|scatter_matrix|andrews_curves|parallel_coordinates|radviz|influence_graph"
)
"""In the names of what draws with Matplotlib, in whatever package. That too much is taken for it costs little: it
waits for the cell that sets the style, mostly the first."""
_DRAWING_OTHERWISE = {"IPython", "altair", "bokeh", "plotly", "PIL", "hvplot", "holoviews"}


LOGGER_SETTINGS = frozenset({"level", "propagate", "disabled"})
"""The attributes of a logger that `state:logging` holds."""


def state_of(path: str) -> str | None:
    """The state that a dotted name such as `os.environ` or something in it stands for."""
    for prefix, state in _PREFIXES.items():
        if path == prefix or path.startswith(prefix + "."):
            return state
    return None


def is_known_setting(path: str) -> bool:
    """Whether what a function of this dotted name sets is carried over, or is no setting."""
    return path in _SETTERS or path in _CHANGERS or path in _WRITE_FUNCTIONS or state_of(path) is not None


def call_function(world: World, path: str, node: ast.Call, span: Span) -> None:
    """A call of a function known by its dotted name: what it does beside its arguments and its result."""
    call_kept(world, path, span)
    if path == "os.chdir":
        change_directory(world, _literal(node.args, 0) or "", span)
    elif path in _SETTERS:
        world.set_state(_SETTERS[path], span, wholly=True)
    elif path in _CHANGERS:
        world.set_state(_CHANGERS[path], span, wholly=False)
    elif (state := state_of(path)) is not None:
        if path.rpartition(".")[2] in _CHANGING_METHODS:
            world.set_state(state, span, wholly=False)
        else:
            world.use_state(state, span, change=False)
    elif (generator := _drawn_from(path, node)) is not None:
        world.use_state(generator, span, change=True)
    elif (state := _seen_by(path)) is not None:
        world.use_state(state, span, change=False)
    if path in UNCARRIED:
        world.patch(UNCARRIED[path], span, "" if path.startswith("IPython") else path.partition(".")[0])
    _function_files(world, path, node, span)


def _drawn_from(path: str, node: ast.Call) -> str | None:
    """The random generator that a function draws from, if any."""
    root, last = path.partition(".")[0], path.rpartition(".")[2]
    if path.startswith("numpy.random.") or path in DRAWING_FUNCTIONS or (root == "scipy" and last == "rvs"):
        return None if last in _NOT_DRAWING or has_seed(node) else NUMPY_RANDOM
    if root == "libpysal" and (last == "lag_categorical" or _breaks_ties(node)):
        return NUMPY_RANDOM
    if root == "random" or path == "pandas.plotting.bootstrap_plot":
        return None if last in _NOT_DRAWING else RANDOM
    return TORCH_RANDOM if root in {"torch", "torchvision"} else None


def _seen_by(path: str) -> str | None:
    """The state that shows in what a function does, if any."""
    root = path.partition(".")[0]
    if path in _READERS:
        return _READERS[path]
    if path == "os.getenv" or root in {"subprocess", "dotenv"}:
        return ENVIRON
    if path in {"os.getcwd", "os.path.abspath", "os.path.realpath"}:
        return CWD
    if root in {"matplotlib", "seaborn"} or (root not in _DRAWING_OTHERWISE and _DRAWING.search(path)):
        return MATPLOTLIB
    return LOGGING if root == "logging" else None


def call_unknown(world: World, span: Span) -> None:
    """A call that nothing is known of may draw a plot, and numbers from the global generators."""
    world.may_see_state(MATPLOTLIB, span)
    for generator in (RANDOM, NUMPY_RANDOM):
        world.may_change_state(generator, span)


def call_method(world: World, name: str, library: str, node: ast.Call, span: Span) -> None:
    """A call of a method by name: drawing, plotting, reading and writing of files."""
    _method_states(world, name, library, node, span)
    if library == "IPython" and name.startswith("for_type"):
        world.patch("how the kernel shows objects", span)
    if name.startswith("to_") and name not in _MEMORY_FORMATS:
        if node.args or any(keyword.arg in {"path", "path_or_buf", "buf", "fname"} for keyword in node.keywords):
            _write(world, _literal(node.args, 0), span)
    elif name in _WRITE_METHODS:
        on_path = name in {"write_text", "write_bytes", "mkdir", "touch", "unlink", "rmdir", "rename"}
        path = _path_literal(node.func) if on_path else _literal(node.args, 0)
        _write(world, path, span, inside=name in {"rmdir", "rename"})
    elif name in _READ_METHODS | _LOOK_METHODS:
        _read(world, _path_literal(node.func), span, looks=name in _LOOK_METHODS)
    elif name in _LIST_METHODS:
        _list(world, _path_literal(node.func), span)


def _method_states(world: World, name: str, library: str, node: ast.Call, span: Span) -> None:
    if (name in {"sample", "rvs"} and not has_seed(node)) or (library == "libpysal" and _breaks_ties(node)):
        world.use_state(NUMPY_RANDOM, span, change=True)
    elif library in {"matplotlib", "seaborn"} or (library not in _DRAWING_OTHERWISE and _draws(name, node)):
        world.use_state(MATPLOTLIB, span, change=False)
    elif name == "cache_info":
        world.of_the_process("what a function's cache has seen", span)
    if name.startswith("progress_"):
        world.use_state(TQDM, span, change=False)
    if library == "torch":
        world.use_state(TORCH_RANDOM, span, change=True)
    if library == "logging":
        _logger_method(world, name, span)


def _logger_method(world: World, name: str, span: Span) -> None:
    """What a method of a logger or of its handler sees and sets: levels are carried, handlers where they are plain."""
    handles = name in {"addHandler", "removeHandler", "addFilter", "setFormatter"}
    if handles or name == "setLevel":
        world.set_state(LOGGING, span, wholly=False)
    else:
        world.use_state(LOGGING, span, change=False)
    if handles:
        world.patch("a logger", span)


def _draws(name: str, node: ast.Call) -> bool:
    """Whether a method draws with Matplotlib, by its name: `frame.hist()`, `frame.plot.barh()`, `fit.plot_qq()`."""
    match node.func:
        case ast.Attribute(value=ast.Attribute(attr="plot")):
            return True
    return name == "hist" or _DRAWING.search(name) is not None


def open_file(world: World, node: ast.Call, span: Span) -> None:
    """The built-in `open`."""
    mode: ast.expr | None = node.args[1] if len(node.args) > 1 else None
    for keyword in node.keywords:
        if keyword.arg == "mode":
            mode = keyword.value
    text = (
        mode.value if isinstance(mode, ast.Constant) and isinstance(mode.value, str) else ("r" if mode is None else "w")
    )
    path = _literal(node.args, 0)
    if set(text) & set("wax+"):
        _write(world, path, span)
    else:
        _read(world, path, span)


_QUIET_COMMANDS = {"ls", "cat", "head", "tail", "wc", "pwd", "nvidia-smi", "which", "date", "echo", "uname", "du", "df",
                   "file", "grep", "env", "printenv", "whoami", "hostname", "nproc", "free", "lscpu"}  # fmt: skip


def run_shell(world: World, command: str, span: Span) -> None:
    """A shell command: it sees the environment and the working directory, and may read and write any file."""
    world.use_state(ENVIRON, span, change=False)
    words = command.split()
    quiet = not words or (words[0] in _QUIET_COMMANDS and not set(command) & set(">;&`"))
    if quiet:
        _read(world, None, span)
    else:
        _write(world, None, span)


def change_directory(world: World, path: str, span: Span) -> None:
    """`os.chdir` and `%cd`: into a folder that is there by now."""
    world.read_file(path or "*", span, looks=True)
    world.set_state(CWD, span, wholly=False)


def write_file(world: World, path: str, span: Span) -> None:
    """A file of this name is written (`%%writefile`)."""
    _write(world, path, span)


def _function_files(world: World, path: str, node: ast.Call, span: Span) -> None:
    if path == "numpy.memmap":
        use = _read if reads_only(node) else _write
        use(world, _literal(node.args, 0), span)
    elif path in _WRITE_FUNCTIONS:
        position = _WRITE_FUNCTIONS[path]
        folder = path in _FOLDER_FUNCTIONS
        _write(world, _literal(node.args, position) if position >= 0 else None, span, inside=folder)
    elif path in _READ_FUNCTIONS or (path.startswith("pandas.read_") and path not in _NO_FILES):
        _read(world, _literal(node.args, 0), span)
    elif path in _LOOK_FUNCTIONS:
        _read(world, _literal(node.args, 0), span, looks=True)
    elif path in _LIST_FUNCTIONS:
        _list(world, _literal(node.args, 0) if node.args else ".", span)


def _read(world: World, path: str | None, span: Span, *, looks: bool = False) -> None:
    if path is not None and "://" in path:
        return
    world.use_state(CWD, span, change=False)
    world.read_file(path or "*", span, looks=looks)


def _list(world: World, pattern: str | None, span: Span) -> None:
    world.use_state(CWD, span, change=False)
    world.list_files(pattern or "*", span)


def _write(world: World, path: str | None, span: Span, *, inside: bool = False) -> None:
    world.use_state(CWD, span, change=False)
    world.write_file(path or "*", span, inside=inside)


def _literal(args: Sequence[ast.expr], position: int) -> str | None:
    """The text of a literal argument. None where it is no literal."""
    if position < len(args):
        node = args[position]
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value.removeprefix("./")
        if isinstance(node, ast.Call):
            return _path_of(node)
    return None


def _path_literal(function: ast.expr) -> str | None:
    """The path in `Path("data.txt").read_text`."""
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Call):
        return _path_of(function.value)
    return None


def _path_of(node: ast.Call) -> str | None:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return _literal(node.args, 0) if name == "Path" and len(node.args) == 1 else None


def _breaks_ties(node: ast.Call) -> bool:
    """Whether a call of libpysal may settle a tie by drawing: `ties` other than "raise", its functions' default."""
    return any(
        keyword.arg == "ties" and not (isinstance(keyword.value, ast.Constant) and keyword.value.value == "raise")
        for keyword in node.keywords
    )


def has_seed(node: ast.Call) -> bool:
    """Whether a call is given a `random_state`, `seed` or `rng` other than None."""
    return any(
        keyword.arg in {"random_state", "seed", "rng"}
        and not (isinstance(keyword.value, ast.Constant) and keyword.value.value is None)
        for keyword in node.keywords
    )


def reads_only(node: ast.Call) -> bool:
    """Whether a memory map is opened so that changes do not reach its file."""
    modes = [keyword.value for keyword in node.keywords if keyword.arg == "mode"] + node.args[2:3]
    return any(isinstance(mode, ast.Constant) and mode.value in {"r", "c", "readonly", "copyonwrite"} for mode in modes)


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
