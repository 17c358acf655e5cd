"""Answers as JSON."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any

import pytest

from kale_ext.server.encoding import to_json


@dataclass(frozen=True, slots=True)
class Thing:
    name: str
    values: tuple[Any, ...]


@pytest.mark.parametrize("name", ["plain", "späß ☃ 😀", "\ud800", "file-\udcff.csv"])
@pytest.mark.parametrize("big", [1, 2**70])
def test_whatever_a_program_puts_out(name: str, big: int) -> None:
    """Texts that are no Unicode, numbers beyond 64 bits and those that JSON lacks can be answered."""
    text = to_json(Thing(name, (1.5, math.nan, [math.inf], {"k": big})))
    assert b"NaN" not in text
    assert json.loads(text) == {"name": name, "values": [1.5, None, [None], {"k": big}]}
