"""What this machine has, and what a step asks of it."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_SUFFIXES = {
    "": 1.0, "n": 1e-9, "u": 1e-6, "m": 1e-3, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18,
    "Ki": 2.0**10, "Mi": 2.0**20, "Gi": 2.0**30, "Ti": 2.0**40, "Pi": 2.0**50, "Ei": 2.0**60,
}  # fmt: skip
_QUANTITY = re.compile(r"\s*([0-9.]+(?:[eE][+-]?[0-9]+)?)\s*([A-Za-z]*)\s*")


def quantity(text: str) -> float:
    """A Kubernetes quantity ("500m", "2", "4Gi") as a number. Raises ValueError."""
    match = _QUANTITY.fullmatch(text)
    if not match or match[2] not in _SUFFIXES:
        raise ValueError(f"{text!r} is no quantity")
    return float(match[1]) * _SUFFIXES[match[2]]


@dataclass(frozen=True, slots=True)
class Demand:
    """What a step takes while it runs. slots, gpus: counts. memory: bytes, None for no limit."""

    slots: int = 1
    gpus: int = 0
    memory: float | None = None


@dataclass(frozen=True, slots=True)
class Machine:
    """What can be given to steps at a time. slots: CPUs, about. gpus: as CUDA_VISIBLE_DEVICES names them."""

    slots: int
    gpus: tuple[str, ...] = ()

    def demand(self, limits: Mapping[str, str]) -> Demand:
        """What a step with these limits takes; never more than there is, so that every step can run."""
        slots, gpus, memory = 1, 0, None
        for resource, amount in limits.items():
            if resource == "cpu":
                slots = max(1, math.ceil(quantity(amount)))
            elif resource == "memory":
                memory = quantity(amount)
            elif resource.rpartition("/")[2] in ("gpu", "mig") or "nvidia" in resource:
                gpus += math.ceil(quantity(amount))
        return Demand(min(slots, self.slots), min(gpus, len(self.gpus)), memory)


def this_machine(jobs: int | None, environ: Mapping[str, str]) -> Machine:
    """jobs: how many steps at most at a time, None for as many as there are CPUs, but at least four."""
    visible = environ.get("CUDA_VISIBLE_DEVICES")
    if visible is not None:
        gpus = tuple(name.strip() for name in visible.split(",") if name.strip())
    else:
        gpus = tuple(sorted(device.name[6:] for device in Path("/dev").glob("nvidia[0-9]*")))
    return Machine(jobs or max(4, os.cpu_count() or 1), gpus)
