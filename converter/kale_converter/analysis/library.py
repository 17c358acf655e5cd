"""What is known of code outside the notebook: which calls change what they are given, and which give new objects.

Sources: the reference manuals of Python (built-in functions and types, `random`, `os`), NumPy ("Copies and views",
"Legacy random generation"), pandas (methods with `inplace`), scikit-learn ("Developing estimators": `fit` changes the
estimator and never its input; glossary: `random_state`), Matplotlib and PyTorch (in-place operations end with "_");
GeoPandas (a frame is a pandas frame), Shapely 2 ("geometries are immutable"), statsmodels, arch and linearmodels (`fit`
gives the results), iminuit (`migrad`, `minos`, `hesse` update the `Minuit` object), hist ("project" and its like give a
new histogram), control, libpysal, mapclassify and pvlib (functions and constructors give what they work out),
uncertainties ("Correlations between variables are automatically handled": what is worked out keeps the variables).

Methods are in `method_names`, settings of the process in `uncarried`. What is in none of them is unknown, and the
unknown is taken to change the objects that it is given.
"""

from __future__ import annotations

import re
import sys

TRUSTED = (frozenset(sys.stdlib_module_names) - {"unittest"}) | {
    "IPython", "PIL", "altair", "arch", "bokeh", "boost_histogram", "catboost", "control", "cv2", "dateutil",
    "geopandas", "hist", "imblearn", "iminuit", "ipywidgets", "jacobi", "joblib", "keras", "libpysal", "lightgbm",
    "linearmodels", "mapclassify", "matplotlib", "mlflow", "mpl_toolkits", "networkx", "nltk", "numba", "numba_stats",
    "numpy", "optuna", "pandas", "plotly", "polars", "pvlib", "pyarrow", "requests", "scipy", "seaborn", "shap",
    "shapely", "skimage", "sklearn", "spacy", "statsmodels", "sympy", "tensorflow", "torch", "torchvision", "tqdm",
    "traitlets", "transformers", "uncertainties", "xarray", "xgboost", "yaml",
}  # fmt: skip
"""Packages whose functions leave their arguments alone, but for the exceptions below. (A mock counts its calls.)"""

DATETIME = "datetime"
"""The package whose objects are told apart by which object their time zone is."""

ZONE_APART = "zoneinfo.ZoneInfo.no_cache"
"""What makes a time zone that Python does not keep by its name."""

GENERATOR = "random generator"
GENERATORS = frozenset({
    "numpy.random.default_rng", "numpy.random.Generator", "numpy.random.RandomState", "numpy.random.PCG64",
    "numpy.random.MT19937", "numpy.random.SeedSequence", "random.Random", "torch.Generator",
    *(f"arch.bootstrap.{kind}Bootstrap" for kind in (
        "CircularBlock", "IID", "IndependentSamples", "MovingBlock", "Stationary")),
})  # fmt: skip
"""Makers of random generators, and of what draws from one of its own: every method of one changes it."""

DEFAULT_DICT = "defaultdict"
"""The type name of dictionaries that change when they are read."""

SHELL = "IPython.shell"
"""Stands for what `get_ipython()` gives."""

GET_SHELL = frozenset({
    "IPython.get_ipython", "IPython.core.getipython.get_ipython", "IPython.InteractiveShell.instance",
    "IPython.core.interactiveshell.InteractiveShell.instance",
})  # fmt: skip

OF_THE_PROCESS = {
    **dict.fromkeys(GET_SHELL, SHELL),
    **{path: f"{path}()" for path in ("bokeh.io.curdoc", "bokeh.io.doc.curdoc", "bokeh.plotting.curdoc")},
}
"""Functions that give what the package has for the whole process → what that is called here."""

TRACING = frozenset(f"traceback.{name}" for name in (
    "TracebackException", "TracebackException.from_exception", "extract_tb", "format_exception", "format_tb",
    "print_exception", "print_tb", "walk_tb"))  # fmt: skip
"""Functions that show where an exception was raised."""

STATE_IN_TABLES = frozenset(sys.stdlib_module_names) | {
    "IPython", "PIL", "awkward", "catboost", "cv2", "dask", "fsspec", "geopandas", "h5py", "ipywidgets", "joblib",
    "keras", "lightgbm", "matplotlib", "mpl_toolkits", "netCDF4", "networkx", "numba", "numpy", "pandas", "polars",
    "pyarrow", "pyproj", "requests", "scipy", "seaborn", "shapely", "skimage", "sklearn", "statsmodels", "tensorflow",
    "torch", "torchvision", "tqdm", "traitlets", "transformers", "xarray", "xgboost", "yaml",
}  # fmt: skip
"""Packages whose state is in these tables and those of `ambient`, or keeps to what shows in no result (caches, open
files, registries of their own parts): their text is not looked through for more."""

TRUSTED_CALLABLES = TRUSTED - {"torch", "torchvision", "keras", "tensorflow", "transformers"}
"""Packages whose objects do not change when they are called, as a module in training mode may."""

COPYING = frozenset({
    "numpy", "pandas", "scipy", "math", "json", "re", "time", "datetime", "statistics", "os", "sys", "string",
    "textwrap", "platform", "hashlib", "base64", "polars", "pyarrow", "pickle", "csv", "sklearn", "cv2",
})  # fmt: skip
"""Packages whose functions' results share nothing with the arguments, but for the views below; their classes do."""

KEEPING = (frozenset(sys.stdlib_module_names) - COPYING) | {"bokeh", "ipywidgets", "networkx", "traitlets"}
"""Packages whose objects may keep what their methods are given."""

KEEPING_FUNCTIONS = frozenset({"matplotlib", "scipy"})
"""Packages whose objects may keep the functions that their methods are given."""

NAMED_TUPLE = "collections.namedtuple"
"""The type name of a named tuple's class; a tuple of it may hold the very objects that are its defaults."""

HOLDING_FUNCTIONS = frozenset({
    NAMED_TUPLE,
    "sklearn.pipeline.make_pipeline", "sklearn.pipeline.make_union", "sklearn.compose.make_column_transformer",
    "csv.reader", "csv.writer", "csv.DictReader", "csv.DictWriter", "numpy.vectorize", "numpy.frompyfunc",
    "sklearn.metrics.make_scorer", "scipy.stats.gaussian_kde", "scipy.integrate.ode", "scipy.integrate.complex_ode",
    "scipy.sparse.linalg.aslinearoperator",
})  # fmt: skip
"""Functions of these packages, and classes that do not begin with a capital, whose results hold their arguments."""

DEEP_COPIES = frozenset({"copy.deepcopy", "keras.models.clone_model", "sklearn.base.clone", "sklearn.clone"})
"""Functions that give copies of all that they are given access to."""

STYLER = "pandas styler"
"""The type name of what `frame.style` gives."""

ANIMATIONS = "matplotlib.animation."
"""How the type names of Matplotlib's animations begin."""

CALLS_NOTHING_HELD = frozenset({"numpy", "pandas", "matplotlib", "polars", "pathlib", "datetime", "torch"})
"""Packages whose objects' methods call no function that they may hold."""

TELLING = ("set_", "reset")
"""How methods of Matplotlib's begin that tell those who have connected a function to them."""

OBSERVED = frozenset({"bokeh", "ipywidgets", "plotly", "traitlets"})
"""Packages whose objects call who observes them where a part of them is set."""

FILLED = frozenset({"ipywidgets"})
"""Packages whose objects take what is put out while they are entered with `with`."""

LINKING = frozenset({
    *(f"ipywidgets.{place}{name}" for place in ("", "widgets.")
      for name in ("dlink", "interact", "interact_manual", "interactive", "interactive_output", "link")),
    *(f"traitlets.{place}{name}" for place in ("", "traitlets.") for name in ("directional_link", "dlink", "link")),
})  # fmt: skip
"""Functions after which setting a part of one of the objects that they are given sets others, or calls a function."""

RUNNING = frozenset({"asyncio", "concurrent", "contextvars", "joblib", "multiprocessing", "threading"})
"""Packages whose objects' methods give what the functions give that they are given."""

CALLS_NO_METHOD = frozenset({"builtins", "typing", "abc", "enum", "torch"})
"""Packages whose classes call no method, by another name than their own, of a class that derives from them."""

ADDRESSES = frozenset({"ctypes", "__array_interface__"})
"""Attributes of arrays that tell where their memory is."""

PARAMETRIZING = "torch.nn.utils.parametrize.register_parametrization"

REGISTERING = frozenset(f"jax.tree_util.{name}" for name in (
    "register_dataclass", "register_pytree_node", "register_pytree_node_class", "register_pytree_with_keys",
    "register_pytree_with_keys_class", "register_static"))  # fmt: skip
"""Functions that register a class, the first that they are given, with a package; it keeps the rest with the class."""

CHANGING_FUNCTIONS = frozenset({
    "xml.etree.ElementTree.SubElement", "xml.etree.ElementTree.indent", "functools.update_wrapper",
    "struct.pack_into", "operator.iand", "operator.iconcat", "operator.ifloordiv", "operator.ilshift",
    "operator.imatmul", "operator.imod", "operator.ipow", "operator.irshift", "operator.itruediv", "operator.ixor",
    "json.dump", "pickle.dump", "shutil.copyfileobj", "marshal.dump", "ctypes.memmove", "ctypes.memset",
    "random.shuffle", "numpy.random.shuffle", "numpy.put", "numpy.place", "numpy.copyto", "numpy.putmask",
    "numpy.fill_diagonal", "numpy.put_along_axis", "heapq.heappush", "heapq.heappop", "heapq.heapify",
    "heapq.heapreplace", "heapq.heappushpop", "bisect.insort", "bisect.insort_left", "bisect.insort_right",
    "operator.iadd", "operator.setitem", "operator.delitem", "operator.isub", "operator.imul", "operator.ior",
    "ipywidgets.interact", "ipywidgets.interact_manual", "matplotlib.pyplot.sca", "matplotlib.pyplot.setp",
    "matplotlib.artist.setp",
    "torch.nn.utils.clip_grad_norm_", "torch.nn.utils.clip_grad_value_", PARAMETRIZING,
    *(f"networkx.{name}" for name in (
        "add_cycle", "add_path", "add_star", "connected_double_edge_swap", "directed_edge_swap", "double_edge_swap",
        "freeze", "remove_edge_attributes", "remove_node_attributes", "set_edge_attributes", "set_node_attributes")),
})  # fmt: skip
"""Functions that change their arguments. (A file that is read or written through changes too: see `Call.consume`.)"""

WRITTEN_KEYWORDS = frozenset({"out", "ax", "axes", "cax", "fig", "stream", "buf", "file"})
"""Keywords whose arguments are changed: results go into NumPy's `out`, onto Matplotlib's axes and figures, to files."""

OUT_PLACES = {
    f"numpy.{name}": place
    for place, names in (
        (1, ("abs absolute arccos arccosh arcsin arcsinh arctan arctanh bitwise_not cbrt ceil conj conjugate cos cosh "
            "deg2rad degrees exp exp2 expm1 fabs floor invert isfinite isinf isnan log log10 log1p log2 logical_not "
            "negative positive rad2deg radians reciprocal rint sign sin sinh sqrt square tan tanh trunc")),
        (2, ("add all amax amin any arctan2 around bitwise_and bitwise_or bitwise_xor choose copysign divide dot equal "
            "float_power floor_divide fmax fmin fmod gcd greater greater_equal heaviside hypot lcm left_shift less "
            "less_equal logaddexp logical_and logical_or logical_xor matmul max maximum min minimum mod multiply "
            "nextafter not_equal power remainder right_shift round subtract true_divide")),
        (3, "clip compress cumprod cumsum mean prod std sum take var"),
    )
    for name in names.split()
}  # fmt: skip
"""NumPy's functions that write their result to an argument → at which place that stands, if it has no name."""

VIEW_FUNCTIONS = frozenset({
    "numpy.asarray", "numpy.asanyarray", "numpy.ascontiguousarray", "numpy.ravel", "numpy.reshape", "numpy.squeeze",
    "numpy.transpose", "numpy.atleast_1d", "numpy.atleast_2d", "numpy.atleast_3d", "numpy.broadcast_to",
    "numpy.broadcast_arrays", "numpy.expand_dims", "numpy.swapaxes", "numpy.moveaxis", "numpy.rollaxis", "numpy.split",
    "numpy.array_split", "numpy.hsplit", "numpy.vsplit", "numpy.flip", "numpy.diag", "numpy.diagonal", "numpy.real",
    *(f"numpy.{name}" for name in (
        "asarray_chkfinite", "asfortranarray", "asmatrix", "dsplit", "fliplr", "flipud", "from_dlpack", "ma.asanyarray",
        "ma.asarray", "ma.filled", "ma.getdata", "ma.getmask", "mat", "matrix_transpose", "permute_dims",
        "real_if_close", "require", "trim_zeros", "unstack")),
    "numpy.einsum", "numpy.imag", "numpy.rot90", "numpy.nditer", "numpy.ndenumerate", "numpy.frombuffer",
    "numpy.lib.stride_tricks.as_strided", "numpy.ndarray", "numpy.recarray", "numpy.chararray", "numpy.ma.MaskedArray",
    "numpy.lib.stride_tricks.sliding_window_view", "numpy.matrix", "numpy.ma.array", "numpy.ma.masked_array",
    "numpy.lib.recfunctions.structured_to_unstructured", "numpy.lib.recfunctions.unstructured_to_structured",
    "pandas.DataFrame", "pandas.Series", "pandas.Index", "pandas.MultiIndex", "torch.from_numpy",
    "sklearn.utils.check_random_state",
    "torch.as_tensor", "tqdm.tqdm", "tqdm.auto.tqdm", "tqdm.notebook.tqdm", "tqdm.trange", "scipy.sparse.csr_matrix",
    "scipy.sparse.csc_matrix", "scipy.sparse.coo_matrix", "numpy.memmap", "dataclasses.replace", "typing.cast",
    *(f"pyarrow.{name}" for name in (
        "array", "chunked_array", "py_buffer", "record_batch", "table", "Array.from_buffers", "Array.from_pandas",
        "RecordBatch.from_arrays", "RecordBatch.from_pandas", "RecordBatch.from_pydict", "Table.from_arrays",
        "Table.from_pandas", "Table.from_pydict")),
})  # fmt: skip
"""Functions whose result may share memory with an argument."""

DRAWN_ON = frozenset({"matplotlib", "seaborn"})
DRAWING_NAMES = re.compile(
    r"plot|draw|Display\b|dendrogram|heatmap|scatter_matrix|andrews_curves|parallel_coordinates|radviz|influence_graph"
)
"""In the names of what draws with Matplotlib, in whatever package. That too much is taken for it costs little: it
waits for the cell that sets the style, mostly the first."""
AXES_METHODS = frozenset({
    "axhline", "axvline", "contour", "contourf", "errorbar", "fill_between", "imshow", "legend", "pcolormesh",
    "scatter", "set_title", "set_xlabel", "set_xlim", "set_ylabel", "set_ylim", "stairs", "tight_layout",
})  # fmt: skip
"""Methods that hardly anything but Matplotlib's axes and figures has: a package's function that calls one draws."""

APART = frozenset({"arch", "iminuit", "linearmodels", "statsmodels"})
"""Packages whose objects keep what they work out to themselves: a method that changes one leaves its data alone."""

FITTED_ALONG = ".cov_struct."
"""In the type names of what statsmodels' models hold and fit with them: how observations of a group are correlated."""

IN_PLACE = "changes its data"
"""The type name of what estimators hold that are told not to copy the data that they are given."""

KEEPING_DATA = frozenset({
    "sklearn.cluster.HDBSCAN", "sklearn.kernel_ridge.KernelRidge",
    *(f"sklearn.manifold.{name}" for name in ("Isomap", "LocallyLinearEmbedding")),
    *(f"sklearn.neighbors.{name}" for name in (
        "KNeighborsClassifier", "KNeighborsRegressor", "KNeighborsTransformer", "KernelDensity", "LocalOutlierFactor",
        "NearestNeighbors", "RadiusNeighborsClassifier", "RadiusNeighborsRegressor", "RadiusNeighborsTransformer")),
    *(f"sklearn.semi_supervised.{name}" for name in ("LabelPropagation", "LabelSpreading")),
})  # fmt: skip
"""Estimators that look into the arrays that they were fitted with, and leave them alone when they are fitted again."""

SILENT = frozenset(sys.stdlib_module_names) | {"numpy", "pandas", "matplotlib", "seaborn", "scipy"}
"""Packages whose objects' changing methods (`RETURNS_SELF` aside) give None, or something new."""

SIMPLE_ATTRIBUTES = frozenset({
    "shape", "size", "ndim", "dtype", "dtypes", "nbytes", "itemsize", "columns", "index", "name", "names", "empty",
    "__name__", "__class__", "__doc__", "__module__", "__qualname__", "best_score_", "n_features_in_",
    "n_iter_", "inertia_", "n_clusters", "n_components", "year", "month", "day",
    "hour", "minute", "second", "stem", "suffix", "parent", "returncode", "stdout", "stderr",
})  # fmt: skip
"""Attributes that hold nothing that is changed in place."""

MADE_ATTRIBUTES = frozenset({
    "columns", "day", "dtypes", "hour", "index", "minute", "month", "second", "year",
})  # fmt: skip
"""Those of them that are labels or a new series where they are of pandas. What is made of these can be changed."""

LABEL_ATTRIBUTES = frozenset({"columns", "index"})
"""Those that are the frame's own, and not a copy."""

PURE_BY_LIBRARY = frozenset({
    "pandas", "numpy", "polars", "PIL", "boost_histogram", "datetime", "geopandas", "hist", "pathlib", "re", "shapely",
    "sympy", "uncertainties", "xarray",
})  # fmt: skip
"""Packages whose objects' methods leave the receiver alone unless they are listed as changing it."""

CORRELATED = frozenset({
    "casadi", "cplex", "cvxopt", "cvxpy", "docplex", "gekko", "gurobipy", "highspy", "linopy", "mip", "mosek",
    "ortools", "picos", "pint", "pulp", "pyomo", "pyscipopt", "uncertainties",
})  # fmt: skip
"""Packages whose numbers keep what they are worked out of (numbers, a registry of units), and are compared by that; so
do the variables of packages for modelling, whose expressions hold them and get their values as they do."""

LAZY = frozenset({"dask"})
"""Packages whose objects keep what they are made of, and call the functions among that where a result is asked for."""

OPERANDS_KEPT = LAZY | frozenset({"altair", "matplotlib"})
"""Packages whose objects are parts of what operators make of them: transforms follow one another, layers share data."""

ALGEBRA = frozenset({"sympy", "xarray"})
"""Packages whose objects have methods like `add` and `update` that give a new object."""

DEFAULTING = frozenset({"", "collections", "contextvars", "json", "pandas", "types", "weakref", "yaml"})
"""The packages whose objects have them; "" is none, or not known."""

SCALAR_BUILTINS = frozenset({
    "print", "len", "repr", "str", "int", "float", "bool", "complex", "isinstance", "issubclass", "type", "hash",
    "ord", "chr", "format", "callable", "hasattr", "input", "any", "all", "bin", "hex", "oct", "dir", "range", "slice",
    "bytes", "ascii", "help", "object", "Exception", "ValueError", "TypeError", "KeyError", "RuntimeError",
    "breakpoint", "compile", "StopIteration", "NotImplementedError", "AttributeError", "IndexError",
    "AssertionError", "ZeroDivisionError", "OSError", "FileNotFoundError", "NameError", "ImportError", "exit", "quit",
})  # fmt: skip
FRESH_BUILTINS = frozenset({"abs", "round", "sum", "pow", "divmod"})
CONTAINER_BUILTINS = frozenset({"list", "tuple", "set", "frozenset", "dict", "sorted", "bytearray"})
ITERATOR_BUILTINS = frozenset({"iter", "reversed", "enumerate", "zip", "map", "filter", "aiter"})
ELEMENT_BUILTINS = frozenset({"min", "max", "anext"})

QUIET_DECORATORS = frozenset({
    "property", "staticmethod", "classmethod", "functools.lru_cache", "functools.cache", "functools.wraps",
    "functools.cached_property", "functools.total_ordering", "functools.singledispatch", "dataclasses.dataclass",
    "contextlib.contextmanager", "abc.abstractmethod", "numba.jit", "numba.njit", "typing.overload", "torch.no_grad",
    "typing.final", "typing.no_type_check", "enum.unique",
})  # fmt: skip
"""Decorators that do not call what they decorate and give something that stands for it."""
