"""A run that goes on with another plan: which of its steps stand, and which have to run again. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kale_ext.engines.local.observations import Observations, ancestors

Program = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a run has come. stored: the variables of each stored artifact, by step and artifact."""

    succeeded: frozenset[str]
    running: frozenset[str]
    failed: frozenset[str]
    stored: Mapping[str, Mapping[str, frozenset[str]]]

    @property
    def begun(self) -> frozenset[str]:
        """All steps that have begun."""
        return self.succeeded | self.running | self.failed


@dataclass(frozen=True, slots=True)
class Revision:
    """What becomes of the steps that have begun. invalid: to run again, or no more there; in the old plan's order.

    problem: why the run cannot go on at all, "" where it can. quiet: the new plan is the old one, and knows more.
    """

    kept: frozenset[str]
    running: frozenset[str]
    failed: frozenset[str]
    invalid: tuple[str, ...]
    problem: str = ""
    quiet: bool = False


def revise(old: Program, new: Program, standing: Standing, seen: Observations) -> Revision:
    """Compare the plans. A step stands if it had the right inputs, in the right order, and stored what others want."""
    if _cells(old["prologue"]) != _cells(new["prologue"]):
        return _checked(Revision(frozenset(), frozenset(), frozenset(), _ordered(old, standing.begun)), seen)
    former = {step["name"]: step for step in old["steps"]}
    before = ancestors(old)
    kept: set[str] = set()
    stands: set[str] = set()
    for step in new["steps"]:
        name, needs = step["name"], _needs(step)
        if name not in former or name not in standing.begun:
            continue
        late = needs - before[name]
        for other in late:
            if (file := seen.lost(other, name)) is not None:
                problem = f"{name} had written the file {file} before {other}, which comes first, had read it"
                return Revision(frozenset(), frozenset(), frozenset(), (), problem)
        same = _cells(step) == _cells(former[name]) and _inputs(step) == _inputs(former[name])
        if same and needs <= kept and all(seen.in_order(other, name) for other in late):
            if name in standing.succeeded:
                if _is_stored(step, standing.stored.get(name, {})):
                    kept.add(name)
                    stands.add(name)
            elif name in standing.failed or _outputs(step) == _outputs(former[name]):
                stands.add(name)
    invalid = _ordered(old, standing.begun - stands)
    quiet = not invalid and [_shape(step) for step in old["steps"]] == [_shape(step) for step in new["steps"]]
    revision = Revision(frozenset(kept), standing.running & stands, standing.failed & stands, invalid, quiet=quiet)
    return _checked(revision, seen)


def _checked(revision: Revision, seen: Observations) -> Revision:
    for name in revision.invalid:
        if (file := seen.unrepeatable(name)) is not None:
            problem = f"{name} would have to run again, but has already changed the file {file}"
            return Revision(revision.kept, revision.running, revision.failed, (), problem)
    return revision


def _shape(step: Program) -> list[Any]:
    return [step["name"], _cells(step), sorted(_needs(step)), sorted(_inputs(step)), step["outputs"]]


def _ordered(program: Program, names: frozenset[str]) -> tuple[str, ...]:
    return tuple(step["name"] for step in program["steps"] if step["name"] in names)


def _cells(part: Program) -> list[str]:
    return [cell["id"] for cell in part["cells"]]


def _needs(step: Program) -> set[str]:
    return {*step["after"], *(given["step"] for given in step["inputs"])}


def _inputs(step: Program) -> set[tuple[str, str]]:
    return {(given["variable"], given["step"]) for given in step["inputs"]}


def _outputs(step: Program) -> set[tuple[str, frozenset[str]]]:
    return {(output["name"], frozenset(output["variables"])) for output in step["outputs"]}


def _is_stored(step: Program, stored: Mapping[str, frozenset[str]]) -> bool:
    return all(stored.get(output["name"]) == frozenset(output["variables"]) for output in step["outputs"])
