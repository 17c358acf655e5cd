"""Types of Kubeflow Pipelines' parameters: what a parameter's value becomes there."""

from __future__ import annotations

import math
from types import MappingProxyType

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
WORDS = MappingProxyType(
    {
        BOOLEAN: "true or false",
        INTEGER: "a number",
        DOUBLE: "a number",
        STRING: "a text",
        LIST: "a list",
        STRUCT: "a dict",
    }
)
"""What values of each type are called."""
_EXACT = 2**53


def may_be_missing(parameter: Parameter) -> bool:
    """Whether a run may leave a parameter without a value: its default is None, or one that KFP cannot hold."""
    return parameter.default is None or not is_exact(parameter.default)


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
