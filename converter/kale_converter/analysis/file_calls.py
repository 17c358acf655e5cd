"""Files that a call reads, looks at, lists and writes: by its name, and by the path where that is literal.

`file:…` only orders steps; a relative path is one of the working directory, which is a state.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from kale_converter.analysis.files_by_name import (
    FUNCTIONS,
    METHODS,
    Names,
    is_of_package,
    paths,
    texts,
)
from kale_converter.analysis.world import World
from kale_converter.model import Span

CWD = "state:cwd"

PATH_METHODS = frozenset({"absolute", "cwd", "resolve"})
"""Methods of a path that give the working directory, or what is in it, whether there is such a file or not."""
IN_DIRECTORY = frozenset({
    *(f"os.{name}" for name in ("getcwd", "getcwdb", "path.abspath", "path.realpath", "path.relpath")),
    *(f"pathlib.Path.{name}" for name in PATH_METHODS),
})  # fmt: skip
"""Functions that do so."""

_READ_FUNCTIONS = {
    "numpy.load", "numpy.loadtxt", "numpy.genfromtxt", "numpy.fromfile", "joblib.load", "torch.load", "PIL.Image.open",
    "matplotlib.pyplot.imread", "matplotlib.image.imread", "cv2.imread", "skimage.io.imread", "scipy.io.loadmat",
    "xml.etree.ElementTree.parse", "xarray.open_dataset", "xarray.load_dataset",
    "xarray.load_dataarray", "xarray.open_dataarray", "xarray.open_datatree", "xarray.open_mfdataset",
    "xarray.open_zarr", "statsmodels.api.load", "statsmodels.iolib.api.load_pickle",
    "statsmodels.iolib.smpickle.load_pickle", "linecache.getline",
    "linecache.getlines", "pandas.ExcelFile", "fiona.listlayers", "geopandas.list_layers", "pyogrio.list_layers",
    "runpy.run_path", "numpy.fromregex", "scipy.io.mminfo", "scipy.io.whosmat", "imageio.get_reader",
    "imageio.v2.get_reader", "imageio.v3.imiter", "pyarrow.parquet.ParquetFile", "pyarrow.dataset.dataset",
    "soundfile.info", "cv2.VideoCapture",
    "IPython.display.Audio", "IPython.display.Image", "IPython.display.SVG", "IPython.display.Video",
    "IPython.display.FileLink", "fileinput.input", "fileinput.FileInput",
}  # fmt: skip
_TAKING_TEXTS = {f"IPython.display.{name}" for name in (
    "Code", "GeoJSON", "HTML", "JSON", "Javascript", "Latex", "Markdown", "Math", "Pretty")}  # fmt: skip
"""What takes a text or the name of a file: by `filename`, or first where there is such a file."""
_STYLES = {"matplotlib.pyplot.style.use", "matplotlib.style.use"}
_OPENING_FUNCTIONS = {
    "io.open", "codecs.open", "gzip.open", "gzip.GzipFile", "bz2.open", "bz2.BZ2File", "lzma.open", "lzma.LZMAFile",
    "zipfile.ZipFile", "tarfile.open", "tarfile.TarFile", "wave.open", "h5py.File", "netCDF4.Dataset",
    "tables.open_file", "rasterio.open", "fiona.open", "scipy.io.netcdf_file", "scipy.io.FortranFile",
    "pyarrow.memory_map", "pyarrow.OSFile", "soundfile.SoundFile",
}  # fmt: skip
"""Functions that take a path and a mode as the built-in `open` does."""
_DATABASES = {"shelve.open", "dbm.open", "dbm.dumb.open", "dbm.gnu.open", "dbm.ndbm.open"}
_OF_DATABASES = ("", ".bak", ".dat", ".db", ".dir")
"""What is added to the name of a database of Python's own to make those of its files."""
_LOOK_FUNCTIONS = {
    "os.path.exists", "os.path.isfile", "os.path.isdir", "os.path.getsize", "os.stat", "os.lstat", "os.path.lexists",
    "os.path.getmtime", "os.path.getctime", "os.path.getatime", "os.path.islink", "os.access",
}  # fmt: skip
_LIST_FUNCTIONS = {
    "os.fwalk", "os.listdir", "os.scandir", "os.walk", "glob.glob", "glob.iglob", "IPython.display.FileLinks",
    "sklearn.datasets.load_files", "skimage.io.imread_collection",
}  # fmt: skip
_COMPARING = {"filecmp.cmp": False, "os.path.samefile": True}
"""Function of two files → whether it only looks at what they are."""
_FOLDER_FUNCTIONS = {"os.rmdir", "shutil.rmtree"}
"""Functions that do something to a folder with all that is in it."""
_WRITE_FUNCTIONS = {
    "numpy.save": 0, "numpy.savez": 0, "numpy.savez_compressed": 0, "numpy.savetxt": 0, "joblib.dump": 1,
    "torch.save": 1, "matplotlib.pyplot.savefig": 0, "matplotlib.pyplot.imsave": 0, "os.remove": 0, "os.unlink": 0,
    "os.makedirs": 0, "os.mkdir": 0, "os.rename": -1, "os.replace": -1, "os.rmdir": 0, "shutil.rmtree": 0,
    "shutil.copy": -1, "shutil.copyfile": -1, "shutil.copytree": -1, "shutil.move": -1, "cv2.imwrite": 0,
    "scipy.io.savemat": 0, "shutil.unpack_archive": -1, "shutil.make_archive": -1, "urllib.request.urlretrieve": 1,
    "sqlite3.connect": 0, "subprocess.run": -1, "subprocess.call": -1, "subprocess.check_call": -1,
    "subprocess.check_output": -1, "subprocess.Popen": -1, "os.system": -1, "os.popen": -1, "shutil.copy2": -1,
    "os.link": -1, "os.symlink": -1, "os.truncate": 0, "os.renames": -1, "os.open": -1, "pandas.ExcelWriter": 0,
    "pandas.HDFStore": 0, "pyarrow.parquet.write_table": 1, "numpy.lib.format.open_memmap": 0,
    "pyogrio.write_arrow": 1, "pyogrio.write_dataframe": 1, "pyarrow.parquet.ParquetWriter": 0,
    "imageio.get_writer": 0, "imageio.v2.get_writer": 0, "cv2.VideoWriter": 0, "bokeh.io.export_png": -1,
    "bokeh.io.export_svg": -1, "bokeh.io.export_svgs": -1, "plotly.offline.plot": -1, "torch.onnx.export": -1,
    "keras.utils.plot_model": -1, "tensorflow.keras.utils.plot_model": -1, "wget.download": -1, "gdown.download": -1,
    "dask.array.to_npy_stack": 0,
}  # fmt: skip
"""Function → which argument names the file; -1: it cannot be told."""
_IF_GIVEN = {"sklearn.tree.export_graphviz": ("out_file", 1)}
"""Function → the argument that names the file, which it writes only where it is given one."""
_READ_METHODS = {"read_text", "read_bytes"}
_LOOK_METHODS = {"exists", "is_file", "is_dir", "is_symlink", "lstat", "stat"}
_LIST_METHODS = {"iterdir", "glob", "rglob"}
_WRITE_METHODS = {"write_text", "write_bytes", "mkdir", "touch", "unlink", "rmdir", "rename", "savefig", "save",
                  "save_model", "save_pretrained", "extractall", "saveas", "tofile"}  # fmt: skip
_GIVING_PATHS = {"path", "path_or_buf", "buf", "fname", "excel_writer"}
_MEMORY_FORMATS = {"to_numpy", "to_dict", "to_list", "to_string", "to_frame", "to_records", "to_series", "to_period",
                   "to_timestamp", "to_datetime", "to_markdown", "to_flat_index"}  # fmt: skip


def writes(path: str) -> bool:
    """Whether a function of this dotted name writes a file."""
    by_name = is_of_package(path) and FUNCTIONS.writes(path.rpartition(".")[2])
    return path in _WRITE_FUNCTIONS or by_name


def call_function(world: World, path: str, node: ast.Call, span: Span) -> None:
    """A call of a function known by its dotted name."""
    if path == "numpy.memmap":
        use = read if reads_only(node) else write
        use(world, literal(node.args, 0), span)
    elif path in _WRITE_FUNCTIONS:
        position = _WRITE_FUNCTIONS[path]
        folder = path in _FOLDER_FUNCTIONS
        write(world, literal(node.args, position) if position >= 0 else None, span, inside=folder)
    elif path in _IF_GIVEN:
        argument, place = _IF_GIVEN[path]
        given = [*node.args[place:], *(keyword.value for keyword in node.keywords if keyword.arg == argument)]
        if given and not (isinstance(given[0], ast.Constant) and given[0].value is None):
            write(world, literal(given, 0), span)
    elif path in _OPENING_FUNCTIONS:
        open_file(world, node, span)
    elif path in _DATABASES:
        name = literal(node.args, 0)
        for ending in _OF_DATABASES:
            write(world, name and name + ending, span)
    else:
        _read_by_function(world, path, node, span)


def _read_by_function(world: World, path: str, node: ast.Call, span: Span) -> None:
    """A function that only reads, looks at or lists files."""
    if path in _READ_FUNCTIONS:
        read(world, literal(node.args, 0), span)
    elif path in _TAKING_TEXTS:
        _read_text_or_file(world, node, span)
    elif path in _STYLES:
        _read_style(world, node, span)
    elif path in _COMPARING:
        for place in (0, 1):
            read(world, literal(node.args, place), span, looks=_COMPARING[path])
    elif path in _LOOK_FUNCTIONS:
        read(world, literal(node.args, 0), span, looks=True)
    elif path in _LIST_FUNCTIONS:
        _list(world, literal(node.args, 0) if node.args else ".", span)
    else:
        _use_by_name(world, FUNCTIONS, path, node, span)


def _use_by_name(world: World, names: Names, path: str, node: ast.Call, span: Span) -> None:
    """What no table knows. path: the dotted name of a function, or the package and the name of a method."""
    name = path.rpartition(".")[2]
    if not is_of_package(path):
        return
    if names.writes(name):
        write(world, literal(names.path_written(node), 0), span)
    elif names.reads(name, node):
        read(world, literal(paths(node), 0), span)
    else:
        given = (*node.args, *node.keywords)
        for text in sorted({text for argument in given for text in texts(argument) if world.files.is_written(text)}):
            read(world, text, span)


def _read_text_or_file(world: World, node: ast.Call, span: Span) -> None:
    """What is shown is in a file that the call names, or in one that the notebook has written."""
    named = [keyword.value for keyword in node.keywords if keyword.arg == "filename"]
    if named:
        read(world, literal(named, 0), span)
    elif (path := literal(node.args, 0)) is not None and "\n" not in path and world.files.is_written(path):
        read(world, path, span)


def _read_style(world: World, node: ast.Call, span: Span) -> None:
    """A style of Matplotlib is known by its name, or a file."""
    parts = [part for argument in node.args for part in ast.walk(argument) if isinstance(part, ast.Constant)]
    for path in filter(None, (literal([part], 0) for part in parts)):
        if path.endswith(".mplstyle"):
            read(world, path, span)


def call_method(world: World, name: str, library: str, node: ast.Call, span: Span) -> None:
    """A call of a method by name, of an object that a package made ("" where it is not known)."""
    if _call_of_package(world, name, library, node, span):
        return
    if name.startswith("to_") and name not in _MEMORY_FORMATS:
        if node.args or any(keyword.arg in _GIVING_PATHS for keyword in node.keywords):
            write(world, literal(node.args, 0), span)
    elif name == "cleanup":  # of a temporary folder, whatever it is called
        write(world, None, span)
    elif name in _WRITE_METHODS:
        on_path = name in {"write_text", "write_bytes", "mkdir", "touch", "unlink", "rmdir", "rename"}
        path = _path_literal(node.func) if on_path else literal(node.args, 0)
        write(world, path, span, inside=name in {"rmdir", "rename"})
    elif name in _READ_METHODS | _LOOK_METHODS:
        read(world, _path_literal(node.func), span, looks=name in _LOOK_METHODS)
    elif name in _LIST_METHODS:
        _list(world, _path_literal(node.func), span)
    else:
        _use_by_name(world, METHODS, f"{library}.{name}", node, span)


def _call_of_package(world: World, name: str, library: str, node: ast.Call, span: Span) -> bool:
    """A method that uses files in one package only; whether it is one."""
    match library, name:
        case "pathlib", "open":
            open_file(world, node, span, path=_path_literal(node.func), place=0)
        case "pathlib", "readlink" | "samefile":
            read(world, None, span, looks=True)
        case "pathlib", "walk":
            _list(world, _path_literal(node.func), span)
        case "pathlib", "replace" | "symlink_to" | "hardlink_to":
            write(world, None, span)
        case "graphviz" | "pydot" | "pydotplus", "render" | "view" | "write":  # beside the file one with its text
            write(world, None, span)
        case "pandas", "to_markdown" | "to_string" if node.args or any(part.arg == "buf" for part in node.keywords):
            write(world, literal(node.args, 0), span)
        case ("xml" | "lxml", "write") | ("numpy", "dump"):
            write(world, literal(node.args, 0), span)
        case ("configparser", "read") | ("zipfile", "write"):
            read(world, literal(node.args, 0), span)
        case "tarfile", "add":  # perhaps a folder
            read(world, literal(node.args, 0), span)
            _list(world, literal(node.args, 0), span)
        case _:
            return False
    return True


def open_file(world: World, node: ast.Call, span: Span, path: str | None = None, place: int = 1) -> None:
    """The built-in `open` and its like. place: of the mode among the arguments, of which the path is the first."""
    mode: ast.expr | None = node.args[place] if len(node.args) > place else None
    for keyword in node.keywords:
        if keyword.arg == "mode":
            mode = keyword.value
    text = (
        mode.value if isinstance(mode, ast.Constant) and isinstance(mode.value, str) else ("r" if mode is None else "w")
    )
    path = literal(node.args, 0) if place else path
    if set(text.partition(":")[0]) & set("wax+"):
        write(world, path, span)
    else:
        read(world, path, span)


def read(world: World, path: str | None, span: Span, *, looks: bool = False) -> None:
    """A file is read, or only looked at; None: any file."""
    if path is not None and "://" in path:
        return
    world.use_state(CWD, span, change=False)
    world.read_file(path or "*", span, looks=looks)


def _list(world: World, pattern: str | None, span: Span) -> None:
    world.use_state(CWD, span, change=False)
    world.list_files(pattern or "*", span)


def write(world: World, path: str | None, span: Span, *, inside: bool = False) -> None:
    """A file is written, or a folder with all that is inside; None: any file."""
    world.use_state(CWD, span, change=False)
    world.write_file(path or "*", span, inside=inside)


def literal(args: Sequence[ast.expr], position: int) -> str | None:
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
    return literal(node.args, 0) if name == "Path" and len(node.args) == 1 else None


def reads_only(node: ast.Call) -> bool:
    """Whether a memory map is opened so that changes do not reach its file."""
    modes = [keyword.value for keyword in node.keywords if keyword.arg == "mode"] + node.args[2:3]
    return any(isinstance(mode, ast.Constant) and mode.value in {"r", "c", "readonly", "copyonwrite"} for mode in modes)
