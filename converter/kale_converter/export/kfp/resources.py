"""What a container may use, as KFP 2.17 writes it: numbers for older clusters, Kubernetes' own texts for newer ones."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from kale_converter.export.errors import ExportError
from kale_converter.model import NodeProfile, Step
from kale_converter.reading.quantity import quantity_value

CPU, MEMORY = "cpu", "memory"
_GIGABYTE = 10**9


def resources(step: Step, profile: NodeProfile | None) -> dict[str, Any]:
    """The `resources` of a step's container; {} where it asks for none.

    What is neither CPU nor memory is KFP's accelerator, of which a step can have one kind. Raises ExportError where it
    asks for more.
    """
    limits = {**dict(profile.limits if profile else ()), **dict(step.settings.limits)}
    requests = dict(step.settings.requests)
    made: dict[str, Any] = {}
    for name, asked in (("Limit", limits), ("Request", requests)):
        if amount := asked.pop(CPU, ""):
            made |= {f"cpu{name}": _number(amount, 1), f"resourceCpu{name}": amount}
        if amount := asked.pop(MEMORY, ""):
            made |= {f"memory{name}": _number(amount, _GIGABYTE), f"resourceMemory{name}": amount}
    others = {name: amount for name, amount in limits.items() if quantity_value(amount)}
    for name, amount in requests.items():
        if others.setdefault(name, amount) != amount:
            raise ExportError(
                "request-unlike-limit",
                f"step {step.name} requests {amount} of {name} and is limited to {others[name]}, which Kubeflow "
                "Pipelines cannot say of anything but cpu and memory",
                "give the limit only",
            )
    if len(others) > 1:
        raise ExportError(
            "several-accelerators",
            f"step {step.name} asks for {', '.join(sorted(others))}: Kubeflow Pipelines gives a step one kind of "
            "resource besides cpu and memory",
            "leave one of them, or divide the step",
        )
    for name, amount in others.items():
        made["accelerator"] = _accelerator(name, amount)
    return dict(sorted(made.items()))


def _accelerator(name: str, amount: str) -> dict[str, Any]:
    number = quantity_value(amount)
    made = {"resourceCount": amount, "resourceType": name}
    if number.denominator == 1 and amount.isdigit():
        made |= {"count": amount, "type": name}
    return dict(sorted(made.items()))


def _number(amount: str, unit: int) -> float:
    return float(Fraction(quantity_value(amount), unit))
