"""KFP's parameter values: protobuf Values, whose numbers are doubles, as JSON and as text."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from typing import Any


class BadValue(Exception):
    """A value that KFP does not take where it stands."""


KINDS = {
    "STRING": (str,),
    "NUMBER_INTEGER": (int, float),
    "NUMBER_DOUBLE": (int, float),
    "BOOLEAN": (bool,),
    "LIST": (list,),
    "STRUCT": (dict,),
    "TASK_FINAL_STATUS": (dict,),
}
BOOLEANS = {
    **dict.fromkeys(("1", "t", "T", "true", "TRUE", "True"), True),
    **dict.fromkeys(("0", "f", "F", "false", "FALSE", "False"), False),
}
LARGEST_WRITTEN_OUT = 1e21
"""Go writes a number from here on with an exponent."""


def normal(value: Any) -> Any:
    """The value after its way through a protobuf Value. Raises BadValue for what has no place in one."""
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise BadValue(f"keys of a struct are strings: {sorted(map(repr, value))}")
        return {key: normal(one) for key, one in value.items()}
    if isinstance(value, list):
        return [normal(one) for one in value]
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int | float):
        if not math.isfinite(value):
            raise BadValue(f"{value} has no JSON form in a protobuf Value")
        double = float(value)
        return int(double) if double.is_integer() and abs(double) < LARGEST_WRITTEN_OUT else double
    raise BadValue(f"no protobuf Value: {value!r}")


def as_json(value: Any) -> str:
    """JSON as Go's protojson writes it: Unicode as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def as_text(value: Any) -> str:
    """How a value looks where a string is wanted."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    return as_json(value)


def from_text(text: str, kind: str) -> Any:
    """The value of an output parameter that a container wrote to its file. Raises BadValue."""
    stripped = text.strip()
    try:
        if kind == "STRING":
            return text
        if kind == "NUMBER_INTEGER":
            return normal(int(stripped))
        if kind == "NUMBER_DOUBLE":
            return normal(float(stripped))
        if kind == "BOOLEAN":
            return BOOLEANS[stripped]
        return checked(normal(json.loads(text)), kind, "output")
    except (ValueError, KeyError) as error:
        raise BadValue(f"{text[:60]!r} is no {kind}") from error


def checked(value: Any, kind: str, name: str) -> Any:
    """The value as an input parameter of that type: everything may be given as a string, nothing else is converted."""
    if kind == "STRING":
        return as_text(value)
    if not isinstance(value, KINDS[kind]) or (isinstance(value, bool) and kind != "BOOLEAN"):
        raise BadValue(f"input parameter {name!r} type mismatch: expect {kind}, got {type(value).__name__}")
    return value
