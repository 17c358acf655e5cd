"""Methods that change their receiver in one package only, or whatever it is, and classes whose methods may be taken.

Sources: the manuals of Beautiful Soup ("Modifying the tree"), Matplotlib (`transforms.Affine2D`), NumPy
(`ndarray.partition`, "The numpy.ma module"), Pillow ("ImageDraw", and "in place" under `Image`), polars, scikit-learn
("Developing with the Plotting API"), SymPy ("Matrices": those with "in place") and xarray.
"""

from __future__ import annotations

CHANGING_BY_LIBRARY: dict[str, frozenset[str]] = {
    "bs4": frozenset({
        "append", "clear", "decompose", "extend", "extract", "insert", "insert_after", "insert_before", "replace_with",
        "smooth", "unwrap", "wrap",
    }),
    "matplotlib": frozenset({
        "rotate", "rotate_around", "rotate_deg", "rotate_deg_around", "scale", "set_matrix", "skew", "skew_deg",
        "translate",
    }),
    "networkx": frozenset({"clear_edges", "union"}),
    "numpy": frozenset({
        "partition", "harden_mask", "soften_mask", "shrink_mask", "unshare_mask", "set_fill_value", "advance",
        "iternext", "remove_axis", "remove_multi_index", "enable_external_loop",
    }),
    "pandas": frozenset({"partition"}),
    "PIL": frozenset({
        "alpha_composite", "apply_transparency", "arc", "bitmap", "chord", "circle", "draft", "ellipse", "floodfill",
        "frombytes", "line", "load", "multiline_text", "paste", "pieslice", "point", "polygon", "putalpha", "putdata",
        "putpalette", "putpixel", "rectangle", "regular_polygon", "rounded_rectangle", "text", "thumbnail",
    }),
    "polars": frozenset({
        "append", "drop_in_place", "extend", "insert_column", "replace_column", "scatter", "set_at_idx",
        "shrink_to_fit",
    }),
    "queue": frozenset({"get", "get_nowait", "join", "shutdown", "task_done"}),
    "sklearn": frozenset({"plot"}),  # of displays, which keep what they have drawn
    "sympy": frozenset({
        "col_del", "col_op", "col_swap", "copyin_list", "copyin_matrix", "row_del", "row_op", "row_swap", "zip_row_op",
    }),
    "xarray": frozenset({"load", "update"}),
}  # fmt: skip
"""Package → names of methods; an array that a frame gave counts as the frame."""

CHANGING_SPECIAL_METHODS = frozenset({
    "__setstate__", "__delitem__", "__iadd__", "__imul__", "__ior__", "__iand__", "__isub__", "__ixor__",
    "__itruediv__", "__ifloordiv__", "__imod__", "__ipow__", "__imatmul__", "__ilshift__", "__irshift__",
})  # fmt: skip
"""Special methods that change their receiver, when they are called by name; of a container `__init__` does too."""

SMALL_CLASSES = frozenset({"chararray", "defaultdict", "deque", "ndarray", "recarray"})
"""Names of classes that do not begin with a capital."""
