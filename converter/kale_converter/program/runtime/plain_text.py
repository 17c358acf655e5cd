"""A value as text where there is no IPython, laid out as its `pretty` does.

Containers that do not fit on a line stand on several, each level one column further in; sets are sorted; classes and
functions have short names. Anything else is its `repr`.
"""

import inspect
import types
from typing import Any, Dict, Iterable, List, Tuple

_WIDTH = 79
_LONGEST = 1000
_BRACKETS: Dict[Any, Any] = {list: "[]", tuple: "()", set: "{}", frozenset: ("frozenset({", "})"), dict: "{}"}


def text_of(value: Any, indent: int = 0, column: int = 0, after: int = 0, within: Tuple[int, ...] = ()) -> str:
    """The text. indent: of a new line. column: where the text begins. after: how much follows it on its last line."""
    kind: Any = type(value)
    if kind not in _BRACKETS or kind.__repr__ is object.__repr__ or not value:
        lines = _of_one(value, kind).splitlines() or [""]
        return ("\n" + " " * indent).join(lines)
    begin, end = _BRACKETS[kind]
    if id(value) in within:
        return f"{begin}...{end}"
    end = ",)" if kind is tuple and len(value) == 1 else end
    inner, within = indent + len(begin), (*within, id(value))
    elements: List[str] = []
    for number, item in enumerate(_sorted(value) if kind in (set, frozenset) else value):
        if number == _LONGEST:
            elements.append("...")
            break
        closing = 1 if number + 1 < len(value) else len(end) + after
        start = inner if number else column + len(begin)
        text = text_of(item, inner, start, closing, within)
        if kind is dict:
            held = text_of(value[item], inner, start + len(text) + 2, closing, within)
            text = f"{text}: {held}"
        elements.append(text)
    flat: str = f"{begin}{', '.join(elements)}{end}"
    if "\n" not in flat and column + len(flat) + after <= _WIDTH:
        return flat
    separator = ",\n" + " " * inner
    return f"{begin}{separator.join(elements)}{end}"


def _sorted(values: Iterable[Any]) -> List[Any]:
    for key in (None, str):
        try:
            return sorted(values, key=key)
        except Exception:  # noqa: S112 - what cannot be compared is sorted by its text, or not at all
            continue
    return list(values)


def _of_one(value: Any, kind: Any) -> str:
    if kind.__repr__ is object.__repr__:
        return f"<{_name(kind)} at {id(value):#x}>"
    if kind is type:
        return _name(value)
    if kind in (types.FunctionType, types.BuiltinFunctionType):
        try:
            return f"<function {_name(value)}{inspect.signature(value)}>"
        except ValueError:
            return f"<function {_name(value)}>"
    return repr(value)


def _name(thing: Any) -> str:
    module = thing.__module__
    return thing.__qualname__ if module in (None, "builtins") else f"{module}.{thing.__qualname__}"
