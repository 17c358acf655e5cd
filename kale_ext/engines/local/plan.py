"""Which step may run next: pure, told of every start and end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any

from kale_ext.engines.local.machine import Demand, Machine


def ring(program: Mapping[str, Any]) -> tuple[str, ...]:
    """Steps that could never run, because each waits for another of them; () where every step can."""
    after = {step["name"]: {*step["after"], *(given["step"] for given in step["inputs"])} for step in program["steps"]}
    try:
        TopologicalSorter(after).prepare()
    except CycleError as error:
        return tuple(dict.fromkeys(error.args[1]))
    return ()


class Plan:
    """The steps of a program, what has become of them, and what of the machine is free.

    kept: steps that need not run because an earlier attempt of the run has their results.
    """

    def __init__(self, program: Mapping[str, Any], machine: Machine, kept: Iterable[str] = ()) -> None:
        self._after: dict[str, frozenset[str]] = {
            step["name"]: frozenset(step["after"]) | {given["step"] for given in step["inputs"]}
            for step in program["steps"]
        }
        self._demand: dict[str, Demand] = {s["name"]: machine.demand(s["limits"]) for s in program["steps"]}
        self._succeeded = set(kept)
        self._waiting = [name for name in self._after if name not in self._succeeded]
        self._slots = machine.slots
        self._gpus = list(machine.gpus)
        self._held: dict[str, tuple[int, list[str]]] = {}

    @property
    def waiting(self) -> tuple[str, ...]:
        """Steps that have not begun, in notebook order."""
        return tuple(self._waiting)

    @property
    def succeeded_steps(self) -> frozenset[str]:
        """Steps whose results are there."""
        return frozenset(self._succeeded)

    @property
    def done(self) -> bool:
        """Whether nothing waits or runs."""
        return not self._waiting and not self._held

    def demand(self, step: str) -> Demand:
        """What the step takes."""
        return self._demand[step]

    def next(self) -> tuple[str, list[str]] | None:
        """Begin a step: the first in notebook order that can run and fits; its name and its GPUs."""
        for name in self._waiting:
            demand = self._demand[name]
            if self._after[name] <= self._succeeded and demand.slots <= self._slots and demand.gpus <= len(self._gpus):
                gpus = [self._gpus.pop(0) for _ in range(demand.gpus)]
                self._slots -= demand.slots
                self._held[name] = (demand.slots, gpus)
                self._waiting.remove(name)
                return name, gpus
        return None

    def succeeded(self, step: str) -> None:
        """The step has ended well."""
        self._release(step)
        self._succeeded.add(step)

    def again(self, step: str) -> None:
        """The step has failed and is to be tried once more."""
        self._release(step)
        self._waiting.insert(0, step)

    def failed(self, step: str) -> list[str]:
        """The step has failed for good; the steps that can never run because of it, which now wait no more."""
        self._release(step)
        return self._drop_after(step)

    def _drop_after(self, step: str) -> list[str]:
        lost = {step}
        dropped = []
        for name in list(self._waiting):  # notebook order: what a step depends on comes before it
            if self._after[name] & lost:
                lost.add(name)
                dropped.append(name)
                self._waiting.remove(name)
        return dropped

    def carry(self, old: Plan, running: Iterable[str], failed: Iterable[str]) -> list[str]:
        """Go on where an older plan of the same machine stands, in the middle of a run.

        running: steps that run on. failed: steps that have failed for good. Returns those that can never run for that.
        """
        for step in running:
            slots, gpus = self._held[step] = old._held[step]
            self._slots -= slots
            self._gpus = [gpu for gpu in self._gpus if gpu not in gpus]
            self._waiting.remove(step)
        dropped = []
        for step in failed:
            self._waiting = [name for name in self._waiting if name != step]
            dropped += self._drop_after(step)
        return dropped

    def drop_all(self) -> list[str]:
        """Nothing more is to begin; the steps that waited."""
        dropped, self._waiting = self._waiting, []
        return dropped

    def _release(self, step: str) -> None:
        slots, gpus = self._held.pop(step)
        self._slots += slots
        self._gpus = sorted([*self._gpus, *gpus])
