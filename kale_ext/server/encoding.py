"""Answers as JSON, whatever the user's programs have put out."""

from __future__ import annotations

import json
import math
from typing import Any

import msgspec


def to_json(answer: Any) -> bytes:
    """The answer as JSON that every browser reads; numbers that JSON lacks become null."""
    try:
        return msgspec.json.encode(answer)
    except (UnicodeEncodeError, OverflowError):
        # half a surrogate pair, as in names of files that are not UTF-8, which msgspec refuses and JSON can escape
        return json.dumps(_finite(msgspec.to_builtins(answer))).encode("ascii")


def _finite(value: Any) -> Any:
    match value:
        case dict():
            return {key: _finite(item) for key, item in value.items()}
        case list() | tuple():
            return [_finite(item) for item in value]
        case float() if not math.isfinite(value):
            return None
        case _:
            return value
