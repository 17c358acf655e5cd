"""The parameter values that were given for a run, checked against what the notebook declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from kale_converter.model import Parameter, ParameterValue
from kale_ext.errors import BadParameter


def checked_parameters(declared: Sequence[Parameter], given: Mapping[str, Any]) -> dict[str, ParameterValue]:
    """The given values, each of its parameter's type; text is read as that type.

    Raises BadParameter that names every unknown parameter and every wrong value at once.
    """
    by_name = {parameter.name: parameter for parameter in declared}
    complaints: dict[str, str] = {}
    values: dict[str, ParameterValue] = {}
    for name, value in given.items():
        if name not in by_name:
            complaints[name] = _unknown(name, by_name)
            continue
        try:
            values[name] = _coerced(by_name[name], value)
        except BadParameter as error:
            complaints[name] = error.message
    if complaints:
        names = ", ".join(sorted(by_name))
        remedy = f"the notebook's parameters: {names}" if names else "tag a cell `pipeline-parameters`"
        raise BadParameter("; ".join(complaints.values()), remedy, next(iter(complaints)))
    return values


def _unknown(name: str, known: Mapping[str, Parameter]) -> str:
    if not known:
        return f"the notebook has no parameters, so none is called {name!r}"
    near = get_close_matches(name, known, n=1)
    return f"there is no parameter {name!r}" + (f" (did you mean {near[0]!r}?)" if near else "")


def _coerced(parameter: Parameter, value: Any) -> ParameterValue:
    from kale_converter.reading.errors import ParameterError
    from kale_converter.reading.parameters import coerce

    try:
        return coerce(parameter, value)
    except ParameterError as error:
        raise BadParameter(error.message, error.remedy, parameter.name) from error
