"""Parameters in the pipeline spec: their types, defaults and definitions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from kale_converter.model import Parameter, ParameterType, ParameterValue

BOOLEAN, INTEGER, DOUBLE = "BOOLEAN", "NUMBER_INTEGER", "NUMBER_DOUBLE"
STRING, LIST, STRUCT = "STRING", "LIST", "STRUCT"

PARAMETER_TYPES = MappingProxyType(
    {
        ParameterType.BOOL: BOOLEAN,
        ParameterType.INT: INTEGER,
        ParameterType.FLOAT: DOUBLE,
        ParameterType.STR: STRING,
        ParameterType.LIST: LIST,
        ParameterType.DICT: STRUCT,
        ParameterType.ANY: STRING,
    }
)
"""ANY is a text: KFP has no type for any value, and the step reads the text as `kale run -p` does."""
_EXACT = 2**53


def root_definition(parameter: Parameter) -> dict[str, Any]:
    """The parameter as an input of the pipeline.

    A run that does not set it leaves the notebook's own value in place. So a default that KFP cannot hold exactly, as
    it knows numbers as doubles only, is not written, and the notebook's still counts.
    """
    definition: dict[str, Any] = {}
    if parameter.default is not None and is_exact(parameter.default):
        definition["defaultValue"] = parameter.default
    if parameter.description:
        definition["description"] = parameter.description
    return {**definition, "isOptional": True, "parameterType": PARAMETER_TYPES[parameter.type]}


def step_definition(parameter: Parameter) -> dict[str, Any]:
    """The parameter as an input of a task; it is optional where a run may leave it without a value."""
    definition: dict[str, Any] = {"parameterType": PARAMETER_TYPES[parameter.type]}
    if parameter.default is None or not is_exact(parameter.default):
        definition["isOptional"] = True
    return definition


def is_exact(value: ParameterValue) -> bool:
    """Whether a value comes back as it was from a store that has numbers as doubles only."""
    match value:
        case bool() | None | str():
            return True
        case int():
            return abs(value) <= _EXACT
        case float():
            return math.isfinite(value)
        case dict():
            return all(is_exact(item) for item in value.values())
        case _:
            return all(is_exact(item) for item in value)


def type_of_items(items: Sequence[ParameterValue]) -> str | None:
    """The type that all these values have; None where they have none in common."""
    kinds = {_TYPES.get(type(item)) for item in items}
    return kinds.pop() if len(kinds) == 1 else None


_TYPES: MappingProxyType[type, str] = MappingProxyType(
    {bool: BOOLEAN, int: INTEGER, float: DOUBLE, str: STRING, list: LIST, dict: STRUCT}
)
