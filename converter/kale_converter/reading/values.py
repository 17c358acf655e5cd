"""Values given for parameters: texts of `-p NAME=VALUE`, and JSON values from the panel or a program."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from kale_converter.model import Parameter, ParameterType, ParameterValue
from kale_converter.reading.errors import ParameterError

_TRUE = frozenset({"true", "1", "yes"})
_FALSE = frozenset({"false", "0", "no"})
_NONE = frozenset({"none", "null"})
_LONGEST_SHOWN = 40
_LONGEST_INT = 4000
_WANTED = MappingProxyType(
    {
        ParameterType.BOOL: "`true` or `false`",
        ParameterType.INT: "a whole number, such as `3`",
        ParameterType.FLOAT: "a number, such as `0.1` or `1e-3`",
        ParameterType.STR: "a text",
        ParameterType.LIST: "a list, such as `[1, 2]`",
        ParameterType.DICT: 'a dict, such as `{"a": 1}`',
        ParameterType.ANY: "a JSON value",
    }
)


def coerce(parameter: Parameter, given: Any) -> ParameterValue:
    """The value that `given` means for this parameter: a text as typed, or a JSON value.

    bool: true, false, 1, 0, yes, no in any case. int: a whole number. float: any number, `nan` and `inf` too. str: the
    text as it is. list, dict: JSON or a Python literal. Where None is allowed, `none` and `null` in any case mean it
    (so for an optional str these two words cannot be given as texts). any: what the text is in JSON or Python, else
    the text itself.

    Raises ParameterError where that cannot be.
    """
    if given is None or (isinstance(given, str) and parameter.optional and given.strip().lower() in _NONE):
        if parameter.optional:
            return None
        raise _refused(parameter, "none")
    try:
        return _READERS[parameter.type](given)
    except (TypeError, ValueError, OverflowError, RecursionError, MemoryError):
        raise _refused(parameter, given) from None


def _refused(parameter: Parameter, given: Any) -> ParameterError:
    shown = given if isinstance(given, str) else repr(given)
    shown = shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…"
    wanted = _WANTED[parameter.type] + (", or `none`" if parameter.optional else "")
    return ParameterError(
        "bad-parameter-value",
        f"the parameter {parameter.name} is of type {parameter.type} and cannot be {shown!r}",
        f"give {wanted}",
    )


def _bool(given: Any) -> bool:
    word = given.strip().lower() if isinstance(given, str) else given
    if isinstance(word, bool):
        return word
    if isinstance(word, str) and word in _TRUE | _FALSE:
        return word in _TRUE
    raise ValueError


def _int(given: Any) -> int:
    if isinstance(given, str) and len(given) < _LONGEST_INT:
        return int(given)
    if isinstance(given, float) and given.is_integer():  # JavaScript has no integers of its own
        return int(given)
    if isinstance(given, int) and not isinstance(given, bool):
        return given
    raise ValueError


def _float(given: Any) -> float:
    if isinstance(given, str | int | float) and not isinstance(given, bool):
        return float(given)
    raise ValueError


def _str(given: Any) -> str:
    if isinstance(given, str):
        given.encode()
        return given
    raise ValueError


def _list(given: Any) -> list[Any]:
    value = _structure(given) if isinstance(given, str) else _json(given)
    if isinstance(value, list):
        return value
    raise ValueError


def _dict(given: Any) -> dict[str, Any]:
    value = _structure(given) if isinstance(given, str) else _json(given)
    if isinstance(value, dict):
        return value
    raise ValueError


def _any(given: Any) -> ParameterValue:
    if not isinstance(given, str):
        return _json(given)
    try:
        return _structure(given)
    except (ValueError, RecursionError, MemoryError):
        return _str(given)


def _structure(text: str) -> ParameterValue:
    """The value of a text in JSON or as a Python literal. Raises ValueError where it is neither."""
    try:
        return json.loads(text)
    except ValueError:
        pass
    try:
        return _json(ast.literal_eval(text.strip()))
    except (SyntaxError, TypeError) as problem:
        raise ValueError from problem


def _json(value: Any) -> ParameterValue:
    """The value itself, if JSON can hold it as it is. Raises ValueError where not."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case list():
            return [_json(item) for item in value]
        case dict() if all(isinstance(key, str) for key in value):
            return {key: _json(item) for key, item in value.items()}
    raise ValueError


_READERS: Mapping[ParameterType, Callable[[Any], ParameterValue]] = MappingProxyType(
    {
        ParameterType.BOOL: _bool,
        ParameterType.INT: _int,
        ParameterType.FLOAT: _float,
        ParameterType.STR: _str,
        ParameterType.LIST: _list,
        ParameterType.DICT: _dict,
        ParameterType.ANY: _any,
    }
)
