"""How often a step runs, and whether: loops, conditions, tries."""

from __future__ import annotations

from dataclasses import dataclass

from kale_converter.model.parameter import ParameterValue


@dataclass(frozen=True, slots=True)
class Foreach:
    """Run the step once for each item, with `variable` bound to it.

    source: the parameter or variable that holds the list, "" where `items` are given. parallelism: how many run at
    once, None for no limit. What later steps take from the step is, for each variable, the list of its values in the
    order of the items.
    """

    variable: str
    items: tuple[ParameterValue, ...] = ()
    source: str = ""
    parallelism: int | None = None


@dataclass(frozen=True, slots=True)
class Backoff:
    """How long to wait before a failed step is tried again: seconds, times `factor` for each further try, `longest`."""

    seconds: float
    factor: float = 2.0
    longest: float = 3600.0
