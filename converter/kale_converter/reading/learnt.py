"""The file in which a project keeps what runs have shown about a notebook's cells.

JSON: `{"schema": "kale/learnt/v1", "cells": {DIGEST: {KIND: {NAME: RUN}}}}`, sorted, a name on a line of its own, so
that two versions of it can be merged line by line.
"""

from __future__ import annotations

import json
from typing import Any

from kale_converter.model import Learnt, LearntEffect, LearntKind

SCHEMA = "kale/learnt/v1"
LARGEST = 1 << 20
"""Bytes that such a file may have."""


def learnt_to_json(learnt: Learnt) -> str:
    """The file's text; the same effects give the same text."""
    cells: dict[str, dict[str, dict[str, str]]] = {}
    for effect in sorted(learnt.effects):
        cells.setdefault(effect.cell, {}).setdefault(effect.kind.value, {})[effect.name] = effect.run
    return json.dumps({"schema": SCHEMA, "cells": cells}, indent=1, ensure_ascii=False) + "\n"


def learnt_from_json(text: str) -> Learnt:
    """What such a file says. Where it cannot be read, nothing is learnt and `problem` says why."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Learnt(problem=f"it is not JSON ({error})")
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        return Learnt(problem=f"it is not of the form {SCHEMA}")
    try:
        return Learnt(tuple(sorted(_effects(data["cells"]))))
    except (AttributeError, KeyError, TypeError, ValueError):
        return Learnt(problem=f"it is not of the form {SCHEMA}")


def _effects(cells: Any) -> list[LearntEffect]:
    effects = [
        LearntEffect(cell, LearntKind(kind), name, run)
        for cell, kinds in cells.items()
        for kind, names in kinds.items()
        for name, run in names.items()
    ]
    if not all(isinstance(effect.run, str) for effect in effects):
        raise TypeError
    return effects
