"""Parameters in the pipeline spec: their types, defaults and definitions."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from kale_converter.model import Parameter, ParameterValue
from kale_converter.reading.kfp_types import (
    BOOLEAN,
    DOUBLE,
    INTEGER,
    LIST,
    PARAMETER_TYPES,
    STRING,
    STRUCT,
    is_exact,
    may_be_missing,
)


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
    if may_be_missing(parameter):
        definition["isOptional"] = True
    return definition


def type_of_items(items: Sequence[ParameterValue]) -> str | None:
    """The type that all these values have; None where they have none in common."""
    kinds = {_TYPES.get(type(item)) for item in items}
    return kinds.pop() if len(kinds) == 1 else None


_TYPES: MappingProxyType[type, str] = MappingProxyType(
    {bool: BOOLEAN, int: INTEGER, float: DOUBLE, str: STRING, list: LIST, dict: STRUCT}
)
