"""What is known before a step runs, parameters and variables of earlier steps, and what of it its settings use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kale_converter.diagnostics.facts import Facts
from kale_converter.model import Step, StepName
from kale_converter.reading.condition import ConditionError, read_condition

_ANY_NAME = "*"


@dataclass(frozen=True, slots=True)
class Known:
    """Names. made: variables of earlier steps. many: those of them that a loop wrote last, and its step.

    anything: an earlier step may bind names that nobody can tell.
    """

    parameters: frozenset[str]
    made: frozenset[str]
    many: Mapping[str, StepName]
    anything: bool = False

    @property
    def names(self) -> frozenset[str]:
        """All of them."""
        return self.parameters | self.made

    def __contains__(self, name: str) -> bool:
        return name in self.names


def known_before(step: Step, facts: Facts) -> Known:
    """The names that a condition or a loop of this step may use."""
    made: set[str] = set()
    many: dict[str, StepName] = {}
    for earlier in facts.analysis.steps:
        if earlier.name == step.name:
            break
        writes = (_ANY_NAME,) if earlier.writes is None else earlier.writes
        made.update(writes)
        for name in writes:
            many.pop(name, None)
        if earlier.settings.foreach is not None:
            many.update(dict.fromkeys(writes, earlier.name))
    parameters = frozenset(parameter.name for parameter in facts.parameters)
    return Known(parameters, frozenset(made - {_ANY_NAME}), many, _ANY_NAME in made)


def writer_before(step: Step, name: str, facts: Facts) -> StepName:
    """The last step before this one that writes a name, which is known to be made. Raises KeyError otherwise."""
    found = None
    for earlier in facts.analysis.steps:
        if earlier.name == step.name:
            break
        if earlier.writes and name in earlier.writes:
            found = earlier.name
    if found is None:
        raise KeyError(name)
    return found


def used_by_settings(facts: Facts) -> frozenset[str]:
    """The names that conditions and loops use."""
    used: set[str] = set()
    for step in facts.analysis.steps:
        if step.settings.foreach is not None:
            used.add(step.settings.foreach.source)
        try:
            used.update(read_condition(step.settings.when).names if step.settings.when else ())
        except ConditionError:
            continue
    return frozenset(used - {""})
