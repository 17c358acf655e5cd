"""Quantities as Kubernetes writes them: `2`, `500m`, `1.5Gi`, `1e3`."""

from __future__ import annotations

import math
import re
from fractions import Fraction

_QUANTITY = re.compile(r"(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+|[numkMGTPE]|[KMGTPE]i)?")

_FACTORS = {
    "": 1,
    "k": 10**3,
    "M": 10**6,
    "G": 10**9,
    "T": 10**12,
    "P": 10**15,
    "E": 10**18,
    "Ki": 2**10,
    "Mi": 2**20,
    "Gi": 2**30,
    "Ti": 2**40,
    "Pi": 2**50,
    "Ei": 2**60,
}

_FRACTIONS = {"m": 10**3, "u": 10**6, "n": 10**9}


def is_quantity(text: str) -> bool:
    """Whether Kubernetes would take this as an amount of a resource; negative amounts are none."""
    return text.isascii() and _QUANTITY.fullmatch(text) is not None


def size_in_bytes(amount: float, unit: str) -> int | None:
    """An amount in a unit such as "Gi" or "" as whole bytes; None where the unit is unknown."""
    factor = _FACTORS.get(unit)
    return None if factor is None else int(amount * factor)


def quantity_value(text: str) -> Fraction:
    """The amount that a quantity says, exactly. Raises ValueError where it is none (`is_quantity`)."""
    match = _QUANTITY.fullmatch(text)
    if match is None:
        raise ValueError(f"no quantity: {text}")
    number, unit = Fraction(match[1]), match[3] or ""
    if unit in _FRACTIONS:
        return number / _FRACTIONS[unit]
    return number * _FACTORS[unit] if unit in _FACTORS else number * Fraction(f"1{unit}")


def number_of_bytes(amount: str | int) -> int:
    """A size such as `2Gi` in bytes, rounded up. Raises ValueError where it is none."""
    return math.ceil(quantity_value(str(amount)))


def amount_of_bytes(size: int) -> str:
    """The same, the other way round: a whole number of the largest binary unit that gives it exactly."""
    unit = next((unit for unit in ("Ei", "Pi", "Ti", "Gi", "Mi", "Ki") if size and size % _FACTORS[unit] == 0), "")
    return f"{size // _FACTORS[unit]}{unit}"
