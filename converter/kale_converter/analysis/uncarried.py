"""Settings of the process that no step hands on: they stay in the step that makes them.

Sources: the reference manuals of Python, IPython and the packages that are named here.
"""

from __future__ import annotations

import collections.abc

from kale_converter.analysis.library import SHELL

SHELL_SETTINGS = tuple(f"{SHELL}.{name}" for name in (
    "ast_node_interactivity", "autoawait", "autocall", "automagic", "colors", "show_rewritten_input"))  # fmt: skip
"""What is configurable of the shell and shows in outputs."""

FORMATTER_SETTINGS = frozenset({"enabled", "float_format", "max_seq_length", "max_width", "newline", "pprint"})
"""What is configurable of the shell's formatters."""

ACCESSORS = {
    **{f"pandas.api.extensions.register_{kind}_accessor": "an accessor of pandas"
       for kind in ("dataframe", "index", "series")},
    **{f"polars.api.register_{kind}_namespace": "an accessor of polars"
       for kind in ("dataframe", "expr", "lazyframe", "series")},
    **{f"xarray.register_{kind}_accessor": "an accessor of xarray" for kind in ("dataarray", "dataset", "datatree")},
}  # fmt: skip
"""What adds an attribute to the objects of a package, whose name is the first argument."""

UNCARRIED = {
    "IPython.shell.events.register": "what the kernel calls around cells",
    "IPython.shell.events.unregister": "what the kernel calls around cells",
    "IPython.shell.set_hook": "a hook of the kernel",
    "IPython.shell.set_custom_exc": "how the kernel shows exceptions",
    "IPython.shell.register_magic_function": "the set of the kernel's magics",
    "IPython.shell.register_magics": "the set of the kernel's magics",
    "IPython.shell.input_transformers_post.append": "how the kernel reads code",
    "IPython.shell.input_transformers_cleanup.append": "how the kernel reads code",
    "IPython.shell.ast_transformers.append": "how the kernel reads code",
    "sys.setrecursionlimit": "the recursion limit",
    "sys.setswitchinterval": "the switch interval",
    "locale.setlocale": "the locale",
    "calendar.setfirstweekday": "the first day of the week",
    **{
        f"{path}.register": "what counts as an instance"
        for path in (
            *(f"collections.abc.{name}" for name in collections.abc.__all__),
            *(f"numbers.{name}" for name in ("Number", "Complex", "Real", "Rational", "Integral")),
        )
    },
    "socket.setdefaulttimeout": "the default time-out of sockets",
    "signal.signal": "a signal handler",
    "atexit.register": "an exit handler",
    **{f"gc.{name}": "the garbage collector's setting" for name in ("disable", "enable", "freeze", "set_threshold")},
    "faulthandler.enable": "the fault handler",
    "threading.settrace": "the trace function",
    "tqdm.tqdm.pandas": "what tqdm adds to pandas",
    "tqdm.auto.tqdm.pandas": "what tqdm adds to pandas",
    "tqdm.notebook.tqdm.pandas": "what tqdm adds to pandas",
    "sympy.init_printing": "how SymPy shows expressions",
    "sympy.init_session": "how SymPy shows expressions",
    "sklearn.set_config": "the configuration of scikit-learn",
    "torch.set_default_dtype": "the default type of PyTorch",
    "torch.set_default_device": "the default device of PyTorch",
    "torch.set_grad_enabled": "whether PyTorch records gradients",
    "sys.set_int_max_str_digits": "how many digits numbers have as texts",
    "mimetypes.add_type": "the types of files",
    "time.tzset": "the time zone",
    "copyreg.pickle": "how objects are pickled",
    "sqlite3.register_adapter": "how sqlite3 stores objects",
    "sqlite3.register_converter": "what sqlite3 makes of what is stored",
    "codecs.register_error": "how errors of encodings are handled",
    "codecs.register": "the set of encodings",
    "logging.captureWarnings": "whether warnings are logged",
    "logging.addLevelName": "the names of logging levels",
    "logging.setLoggerClass": "the class of loggers",
    "logging.config.dictConfig": "loggers",
    "logging.config.fileConfig": "loggers",
    "importlib.reload": "a module that is loaded again",
    "IPython.core.magic.register_line_magic": "a magic",
    "IPython.core.magic.register_cell_magic": "a magic",
    "IPython.core.magic.register_line_cell_magic": "a magic",
    **ACCESSORS,
    "pandas.api.extensions.register_extension_dtype": "the types of elements of pandas",
    "sys.settrace": "the trace function",
    "cv2.setNumThreads": "the number of threads of OpenCV",
    "cv2.setUseOptimized": "whether OpenCV uses its optimized code",
    **{
        f"altair.{kind}.{name}": f"the {what} of Altair"
        for kind, what in (
            ("theme", "theme"),
            ("themes", "theme"),
            ("renderers", "renderer"),
            ("data_transformers", "data transformer"),
        )
        for name in ("enable", "register", "unregister", "set_embed_options", "disable_max_rows")
    },
    "numpy.seterrcall": "what NumPy calls at errors of floating point",
    "numpy.setbufsize": "the size of NumPy's buffers",
    "scipy.special.seterr": "how SciPy's special functions tell of errors",
}
"""Settings of the process that stay in the step that makes them."""

SHOWN_BY = {"codecs.register_error": "encode", "codecs.register": "encode", "logging.captureWarnings": "warn"}
"""Attributes by which a cell uses such a setting that need not name the package itself."""
