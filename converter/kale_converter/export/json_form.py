"""The pipeline's own JSON form: public, stable, the same bytes for the same notebook."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from kale_converter.model import Pipeline

SCHEMA = "kale/pipeline/v1"


def to_data(pipeline: Pipeline) -> dict[str, Any]:
    """The JSON form as data: `schema`, then the fields of Pipeline in their order."""
    fields: dict[str, Any] = msgspec.to_builtins(pipeline)
    return {"schema": SCHEMA, **fields}


def to_json(pipeline: Pipeline) -> str:
    """The JSON form as text, indented by two, with a newline at the end."""
    return json.dumps(to_data(pipeline), indent=2, ensure_ascii=False) + "\n"


def from_json(text: str | bytes) -> Pipeline:
    """The pipeline of which this is the JSON form. Raises ValueError where it is none, or of another schema version."""
    try:
        return from_data(json.loads(text))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise ValueError(f"not JSON: {problem}") from problem


def from_data(data: Any) -> Pipeline:
    """The same, of data."""
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise ValueError(f"not a pipeline in the form {SCHEMA}")
    fields = {name: value for name, value in data.items() if name != "schema"}
    try:
        return msgspec.convert(fields, Pipeline)
    except msgspec.ValidationError as problem:
        raise ValueError(f"not a pipeline in the form {SCHEMA}: {problem}") from problem
