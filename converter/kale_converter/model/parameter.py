"""A pipeline parameter and the values it may take."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kale_converter.model.span import Span

ParameterValue = Any
"""A JSON value: None, bool, int, float, str, a list of them or a dict from str to them."""


class ParameterType(StrEnum):
    """The type of a parameter, named as Python names it. ANY: the notebook gives it None and no annotation."""

    BOOL = "bool"
    INT = "int"
    FLOAT = "float"
    STR = "str"
    LIST = "list"
    DICT = "dict"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A name that a `pipeline-parameters` cell assigns a literal.

    value_span: the place of the value in the cell, where a run with another value puts that one.
    optional: None is a value too (the annotation says so, or the default is None).
    description: the comment on the same line or, where there is none, on the line above; "" without.
    """

    name: str
    type: ParameterType
    default: ParameterValue
    value_span: Span
    optional: bool = False
    description: str = ""
