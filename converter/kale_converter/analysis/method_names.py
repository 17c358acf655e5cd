"""What methods do, by their names; those that change their object in one package only are in `changing_methods`.

`library` tells the sources.
"""

from __future__ import annotations

FITTING = frozenset({"fit", "fit_transform", "fit_predict", "fit_resample", "partial_fit"})
"""Methods of estimators that fit them: they call all methods of the estimators that they hold, others only the rest."""

PASSING_ON = frozenset({"transform", "fit_transform", "predict", "inverse_transform", "visit"})
"""Methods that may give what a method of the notebook, which they call, has given them."""

VIEW_METHODS = frozenset({
    "T", "reshape", "ravel", "view", "transpose", "squeeze", "swapaxes", "diagonal", "flat", "real", "imag", "head",
    "tail", "items", "keys", "values", "get", "iterrows", "itertuples", "groupby", "get_group", "rolling", "expanding",
    "resample", "loc", "iloc", "at", "iat", "str", "dt", "cat", "set_axis", "to_numpy", "xs", "pipe", "numpy", "detach",
    "cpu", "cuda", "to", "expand", "permute", "flatten", "unsqueeze", "parameters", "named_parameters", "children",
    "modules", "state_dict", "most_common", "elements", "__iter__", "group", "iteritems", "pivot", "field", "filled",
    "get_booster", "getA", "getA1", "getH", "getT", "getfield", "conjugate", "compressed", "__array__",
})  # fmt: skip
"""Methods that leave their receiver alone and may give something that shares with it."""

VIEWS_BY_LIBRARY: dict[str, frozenset[str]] = {
    "xarray": frozenset({
        "as_numpy", "assign", "assign_attrs", "assign_coords", "broadcast_like", "chunk", "compute", "drop",
        "drop_vars", "expand_dims", "isel", "merge", "persist", "rename", "rename_dims", "rename_vars", "reset_coords",
        "reset_index", "sel", "set_coords", "set_index", "set_xindex", "stack", "swap_dims", "thin", "to_array",
        "to_dataarray", "to_dataset", "to_pandas", "to_series", "to_variable", "unstack", "where",
    }),
}  # fmt: skip
"""Package → names of methods that may give what shares with the object, and with what they are given."""

_FINDING = frozenset({
    "find_all", "find_next", "find_next_sibling", "find_next_siblings", "find_parent", "find_parents", "find_previous",
    "find_previous_sibling", "find_previous_siblings", "select_one",
})  # fmt: skip
"""Methods of Beautiful Soup that give parts of a document."""

PURE_METHODS = _FINDING | frozenset({
    # str, bytes, numbers
    "capitalize", "casefold", "center", "count", "decode", "encode", "endswith", "expandtabs", "find", "format",
    "format_map", "index", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier", "islower",
    "isnumeric", "isprintable", "isspace", "istitle", "isupper", "join", "ljust", "lower", "lstrip", "maketrans",
    "partition", "removeprefix", "removesuffix", "rfind", "rindex", "rjust", "rpartition", "rsplit", "rstrip", "split",
    "splitlines", "startswith", "strip", "swapcase", "title", "translate", "upper", "zfill", "hex", "bit_length",
    # containers
    "copy", "union", "intersection", "difference", "symmetric_difference", "issubset", "issuperset", "isdisjoint",
    "total", "total_seconds", "isoformat", "strftime", "timestamp", "_asdict", "_replace",
    # NumPy, pandas
    "abs", "add", "agg", "aggregate", "all", "any", "apply", "applymap", "argmax", "argmin", "argsort", "asfreq",
    "assign", "astype", "between", "bool", "clip", "clip_lower", "combine", "compare", "conj", "corr", "corrwith",
    "cov",
    "cummax", "cummin", "cumprod", "cumsum", "describe", "diff", "div", "dot", "drop", "drop_duplicates", "droplevel",
    "dropna", "duplicated", "eq", "equals", "ewm", "explode", "ffill", "bfill", "fillna", "filter", "first", "last",
    "floordiv", "ge", "gt", "hist", "idxmax", "idxmin", "info", "interpolate", "isin", "isna", "isnull", "notna",
    "notnull", "item", "kurt", "kurtosis", "le", "lt", "mad", "map", "mask", "max", "mean", "median", "melt",
    "memory_usage", "merge", "min", "mod", "mode", "mul", "ne", "nlargest", "nsmallest", "nunique", "nonzero",
    "pct_change",
    "pivot_table", "plot", "pow", "prod", "product", "ptp", "quantile", "query", "rank", "reindex", "rename", "repeat",
    "replace", "reset_index", "round", "sample", "searchsorted", "select_dtypes", "sem", "set_index", "shift", "size",
    "skew", "sort_index", "sort_values", "stack", "std", "sub", "sum", "swaplevel", "take", "to_csv", "to_dict",
    "to_excel", "to_frame", "to_html", "to_json", "to_latex", "to_list", "to_markdown", "to_parquet", "to_pickle",
    "to_records", "to_sql", "to_string", "tobytes", "tolist", "tostring", "trace", "transform", "truediv", "unique",
    "unstack", "value_counts", "var", "where", "eval", "boxplot", "cumcount", "ngroup", "nth", "tz_localize",
    "tz_convert", "to_period", "to_timestamp", "normalize", "floor", "ceil", "crosstab", "isocalendar", "month_name",
    "day_name", "contains", "extract", "extractall", "findall", "match", "fullmatch", "len", "cat_codes", "dump",
    "dumps",
    # scikit-learn
    "predict", "predict_proba", "predict_log_proba", "decision_function", "score", "score_samples",
    "inverse_transform", "get_params", "get_feature_names", "get_feature_names_out", "get_support", "kneighbors",
    "kneighbors_graph", "radius_neighbors", "staged_predict", "cost_complexity_pruning_path", "get_depth",
    "get_n_leaves", "feature_importances", "bic", "aic", "apply_tree", "get_metadata_routing",
    # statsmodels, arch
    "forecast", "get_forecast", "get_prediction", "conf_int",
    # PyTorch, Keras
    "norm", "softmax", "log_softmax", "relu", "sigmoid", "tanh", "exp", "log", "sqrt", "matmul", "mm", "bmm",
    "numel", "dim", "clone", "summary", "float", "long", "double", "half", "int",
    # files, paths
    "exists", "is_file", "is_dir", "glob", "rglob", "iterdir", "resolve", "absolute", "relative_to", "with_suffix",
    "with_name", "joinpath", "as_posix", "stat", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir",
    "touch", "unlink", "rmdir", "expanduser", "open", "search", "groups", "groupdict", "span",
    # Beautiful Soup
    "get_text", "has_attr", "prettify",
})  # fmt: skip
"""Methods that leave their receiver and arguments alone and give a new object (but with `inplace` or `out`)."""

PURE_BY_PACKAGE: dict[str, frozenset[str]] = {
    "scipy": frozenset({
        "cdf", "count_neighbors", "evaluate", "integrate_box", "integrate_box_1d", "integrate_gaussian",
        "integrate_kde", "logpdf", "marginal", "pdf", "ppf", "query_ball_point", "query_ball_tree", "query_pairs", "sf",
        "sparse_distance_matrix",
    }),
    "sklearn": frozenset({"kernel_density", "query_radius", "two_point_correlation"}),
}  # fmt: skip
"""Package → names of methods that do so: those of trees of neighbours, densities and distributions."""

PICKING_METHODS = frozenset({
    "copy", "filter", "find", "findall", "first", "item", "last", "max", "min", "nth", "query", "sample", "search",
    "select", "take", "where",
}) | _FINDING  # fmt: skip
"""Those of them that may give a part of the object, unless it is a text, a number, an array, a frame or their like."""

DRAWING_METHODS = frozenset({"plot", "hist", "boxplot", "map", "sub", "table", "stem"})
"""Methods that draw on the axes and grids of `library.DRAWN_ON`; those of other objects with these names are pure."""

STORING_METHODS = frozenset({
    "append", "appendleft", "extend", "extendleft", "insert", "add", "update", "setdefault", "push", "put",
    "put_nowait", "__setitem__", "__setattr__", "register", "subscribe", "add_module", "isetitem",
})  # fmt: skip
"""Methods that put their arguments into the receiver."""

CHANGING_METHODS = frozenset({
    "clear", "discard", "pop", "popitem", "popleft", "remove", "reverse", "sort", "rotate", "fill", "resize",
    "itemset", "setflags", "setfield", "subtract", "intersection_update", "difference_update",
    "symmetric_difference_update", "move_to_end", "swap", "seek", "truncate", "flush", "close", "write", "writelines",
    "read", "readline", "readlines", "fit", "fit_transform", "fit_predict", "partial_fit", "set_params", "set_output",
    "compile", "zero_grad", "step", "backward", "train", "load_state_dict", "requires_grad_", "apply_gradients",
    "shuffle", "permuted", "random", "normal", "uniform", "integers", "choice", "standard_normal", "rand", "randn",
    "randint", "permutation", "poisson", "binomial", "exponential", "gamma", "beta", "multivariate_normal", "send",
    "migrad", "minos", "hesse", "simplex", "fixto", "fit_resample",
    "throw", "__next__", "next", "seed", "execute", "executemany", "commit", "set", "reset", "acquire", "release",
    "savefig",
})  # fmt: skip
"""Methods that change their receiver and leave their arguments alone. A figure that is drawn is laid out anew."""

RETURNS_SELF = frozenset({
    "fit", "migrad", "minos", "hesse", "simplex", "partial_fit", "set_params", "set_output", "requires_grad_", "train",
    "eval", "to",
})  # fmt: skip
"""Those that give their receiver."""

DEFAULTING_METHODS = frozenset({"get", "pop", "setdefault"})
"""Methods of dictionaries whose second argument is what they give where there is nothing else."""

LIST_METHODS = frozenset({"split", "rsplit", "splitlines", "findall", "tolist", "to_list", "to_dict"})
"""Methods of texts, patterns, arrays and frames that give a new list or dictionary."""

TUPLE_METHODS = frozenset({"_asdict", "_replace"})
"""Methods of named tuples: what they give holds what these held."""
