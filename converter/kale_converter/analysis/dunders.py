"""The special methods that Python calls by itself, by what makes it call them (reference manual, "Data model")."""

from __future__ import annotations

import ast
from collections.abc import Mapping

_WORDS: Mapping[type[ast.operator], str] = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.MatMult: "matmul",
    ast.Div: "truediv",
    ast.FloorDiv: "floordiv",
    ast.Mod: "mod",
    ast.Pow: "pow",
    ast.LShift: "lshift",
    ast.RShift: "rshift",
    ast.BitAnd: "and",
    ast.BitOr: "or",
    ast.BitXor: "xor",
}
TEXT = ("__str__", "__repr__", "__format__")
SHOWING = (
    "__repr__", "_repr_pretty_", "_repr_mimebundle_", "_ipython_display_",
    *(f"_repr_{kind}_" for kind in ("html", "markdown", "latex", "json", "javascript", "png", "jpeg", "svg", "pdf")),
)  # fmt: skip
"""What IPython calls of an object that is shown ("Rich display")."""
TRUTH = ("__bool__", "__len__")
KEY = ("__hash__", "__eq__", "__index__")
ITERATION = ("__iter__", "__next__", "__getitem__", "__aiter__", "__anext__")
SUBSCRIPTION = ("__getitem__", "__missing__")
COMPARISON = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__contains__", "__hash__")

UNARY: Mapping[type[ast.unaryop], tuple[str, ...]] = {
    ast.Not: TRUTH,
    ast.USub: ("__neg__",),
    ast.UAdd: ("__pos__",),
    ast.Invert: ("__invert__",),
}

QUIET = tuple(
    dict.fromkeys((
        *TEXT, *TRUTH, *KEY, *COMPARISON, *SUBSCRIPTION, "__iter__", "__reversed__", "__length_hint__", "__int__",
        "__float__", "__complex__", "__round__", "__trunc__", "__floor__", "__ceil__", "__abs__", "__divmod__",
        "__bytes__", "__dir__", "__fspath__", "__copy__", "__deepcopy__", "__reduce__", "__reduce_ex__",
        "__getstate__", "__array__", "__instancecheck__", "__subclasscheck__", "__getattr__", "__add__", "__radd__",
        "__mul__", "__call__",
    ))
)  # fmt: skip
"""What a function may cause to be called of an object that it is given."""

BUILTINS: Mapping[str, tuple[str, ...]] = {
    "print": TEXT,
    "str": TEXT,
    "repr": TEXT,
    "format": TEXT,
    "ascii": TEXT,
    "len": ("__len__",),
    "bool": TRUTH,
    "any": TRUTH,
    "all": TRUTH,
    "int": ("__int__", "__index__", "__trunc__"),
    "float": ("__float__", "__index__"),
    "complex": ("__complex__", "__float__"),
    "hash": ("__hash__",),
    "abs": ("__abs__",),
    "round": ("__round__",),
    "divmod": ("__divmod__", "__rdivmod__"),
    "pow": ("__pow__", "__rpow__"),
    "sum": ("__add__", "__radd__"),
    "min": COMPARISON,
    "max": COMPARISON,
    "sorted": COMPARISON,
    "set": KEY,
    "frozenset": KEY,
    "dict": (*KEY, "keys", "__getitem__"),
    "bytes": ("__bytes__", "__index__"),
    "bytearray": ("__bytes__", "__index__"),
    "dir": ("__dir__",),
    "reversed": ("__reversed__", "__len__", "__getitem__"),
    "isinstance": ("__instancecheck__",),
    "issubclass": ("__subclasscheck__",),
    "range": ("__index__",),
    "slice": (),
    "bin": ("__index__",),
    "hex": ("__index__",),
    "oct": ("__index__",),
    "chr": ("__index__",),
    "next": ("__next__",),
    "anext": ("__anext__",),
    "type": (),
    "callable": (),
    "hasattr": ("__getattr__",),
    "object": (),
}
"""What a built-in function calls of what it is given, and of the elements of that."""


def of_operator(operator: ast.operator) -> tuple[str, str]:
    """Of `x + y`: that of `x` and that of `y`."""
    word = _WORDS[type(operator)]
    return f"__{word}__", f"__r{word}__"


def of_update(operator: ast.operator) -> str:
    """Of `x` in `x += y`, which without it is `x = x + y`."""
    return f"__i{_WORDS[type(operator)]}__"
