"""Summaries: what can be told of a value without loading or keeping it."""

import contextlib
import inspect
import math
import numbers
import re
import reprlib
import types
from typing import Any, Dict

SECRET = re.compile(
    r"passw|passphrase|secret|token|api_?key|private_?key|access_?key|credential|(^|_)pwd($|_)", re.IGNORECASE
)
_PREVIEW = 200
_FIRST = 6
_SHOWN = {"builtins", "datetime", "decimal", "fractions", "pathlib", "uuid", "re", "ipaddress"}


class _Preview(reprlib.Repr):
    """A `repr` that stays short and runs no code of the user's."""

    def __init__(self) -> None:
        super().__init__()
        self.maxstring = self.maxother = self.maxlong = 80
        self.maxlist = self.maxtuple = self.maxset = self.maxfrozenset = self.maxdeque = self.maxdict = 8
        self.maxlevel = 3

    def repr_instance(self, x: Any, level: int) -> str:
        kind = type(x)
        if str(kind.__module__).split(".")[0] in _SHOWN or isinstance(x, BaseException) or _is_scalar(x):
            return super().repr_instance(x, level)
        return f"<{type_name(x)}>"

    def repr_dict(self, x: Any, level: int) -> str:
        hidden = {key: "…" if isinstance(key, str) and SECRET.search(key) else x[key] for key in list(x)[:9]}
        return super().repr_dict(hidden, level)


def _is_scalar(value: Any) -> bool:
    return isinstance(value, numbers.Number) and type(value).__module__ == "numpy"


def type_name(value: Any) -> str:
    """The type as users write it: "int", "DataFrame", "numpy.ndarray"."""
    kind = type(value)
    package = str(kind.__module__).split(".", 1)[0]
    return kind.__qualname__ if package in ("builtins", "__main__", "pandas") else f"{package}.{kind.__qualname__}"


def summary(name: str, value: Any) -> Dict[str, Any]:
    """What can be told of a variable: name, type, shape and a preview of at most 200 characters on one line."""
    shape = None
    preview = ""
    with contextlib.suppress(Exception):
        own = type(value).__module__ == "__main__"  # whose `__getattr__` may do anything
        size = None if own else getattr(value, "shape", None)
        if isinstance(size, tuple) and all(isinstance(n, int) for n in size):
            shape = list(size)
    if not SECRET.search(name):
        with contextlib.suppress(Exception):
            preview = " ".join(_preview(value).split())
    return {
        "name": name,
        "type": type_name(value),
        "shape": shape,
        "preview": preview if len(preview) <= _PREVIEW else preview[: _PREVIEW - 1] + "…",
    }


def _preview(value: Any) -> str:
    name = type_name(value)
    if name == "DataFrame":
        return "columns: " + ", ".join(str(column) for column in value.columns[:20])
    if name == "Series":
        return f"{value.dtype}: " + ", ".join(_Preview().repr(item) for item in value.iloc[:_FIRST])
    if name == "numpy.ndarray":
        first = ", ".join(_Preview().repr(item) for item in value.flat[:_FIRST].tolist())
        return f"{value.dtype}: {first}" + (", …" if value.size > _FIRST else "")
    if isinstance(value, types.FunctionType):
        return f"{value.__name__}{inspect.signature(value)}"
    return "" if isinstance(value, (type, types.ModuleType)) else _Preview().repr(value)


def metric_value(value: Any) -> Any:
    """The number to record: float or int, "nan", "inf" or "-inf"; None where the value is no number."""
    if isinstance(value, bool):
        return None
    if not isinstance(value, numbers.Real):
        if getattr(value, "shape", None) != () or not hasattr(value, "item"):
            return None
        value = value.item()
        if isinstance(value, bool) or not isinstance(value, numbers.Real):
            return None
    if isinstance(value, numbers.Integral):
        return int(value)
    number = float(value)
    return number if math.isfinite(number) else str(number)
