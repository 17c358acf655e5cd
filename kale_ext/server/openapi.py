"""The OpenAPI 3.1 description of the REST API, from the table of routes and the types it names.

`python -m kale_ext.server.openapi` prints it; `docs/openapi.json` is its output.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from inspect import cleandoc
from typing import Any

import msgspec

from kale_converter.export.json_form import SCHEMA
from kale_converter.model import Pipeline
from kale_ext.server.answers import ErrorAnswer
from kale_ext.server.event_types import RunEvent
from kale_ext.server.route import Route

Schema = dict[str, Any]

EVENT = "RunEvent"
REFERENCE = "#/components/schemas/{name}"
ERRORS = {
    "400": ("BadInput", "The input is bad"),
    "403": ("Forbidden", "The user may not do this"),
    "404": ("NotFound", "There is no such thing"),
    "409": ("Conflict", "Not possible in the present state"),
}
_WORD = re.compile(r"_(\w)")


def describe(routes: Sequence[Route]) -> Schema:
    """The description of these routes."""
    answers = [route.answer for route in routes if route.answer is not None]
    bodies = [route.body for route in routes if route.body is not None]
    answer_schemas, answered = _schemas([*answers, ErrorAnswer, RunEvent])
    body_schemas, sent = _schemas(bodies)
    event = answer_schemas.pop()
    pipeline = answered[Pipeline.__name__]
    pipeline["properties"] = {"schema": {"enum": [SCHEMA]}, **pipeline["properties"]}
    for schema in answered.values():
        _require_all(schema)
    components = {**sent, **answered, EVENT: {"description": "One line of a run's event log.", **event}}
    for schema in components.values():
        schema["description"] = cleandoc(schema["description"])
    error = _json({"$ref": REFERENCE.format(name=ErrorAnswer.__name__)})
    by_answer = iter(answer_schemas)
    by_body = iter(body_schemas)
    paths: dict[str, Schema] = {}
    for route in routes:
        answer = next(by_answer) if route.answer is not None else None
        body = next(by_body) if route.body is not None else None
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, body, _named(answer, event))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Kale Ext",
            "version": "1",
            "description": "Notebooks as pipelines, analysed and run. Paths are relative to the server's base URL.",
        },
        "paths": paths,
        "components": {
            "schemas": {name: components[name] for name in sorted(components)},
            "responses": {name: {"description": meaning, "content": error} for name, meaning in ERRORS.values()},
            "securitySchemes": {"token": {"type": "apiKey", "in": "header", "name": "Authorization"}},
        },
        "security": [{"token": []}],
    }


def _schemas(types: Sequence[Any]) -> tuple[list[Schema], dict[str, Schema]]:
    schemas, components = msgspec.json.schema_components(types, ref_template=REFERENCE)
    return list(schemas), dict(components)


def _require_all(schema: Schema) -> None:
    """Answers are written whole: a field with a default is there all the same."""
    if "properties" not in schema or schema.get("title") == ErrorAnswer.__name__:
        return
    schema["required"] = list(schema["properties"])
    for field in schema["properties"].values():
        field.pop("default", None)


def _named(schema: Schema | None, event: Schema) -> Schema | None:
    """The schema with the union of all events called by its name."""
    if schema is not None and schema.get("items") == event:
        return {**schema, "items": {"$ref": REFERENCE.format(name=EVENT)}}
    return schema


def _operation(route: Route, body: Schema | None, answer: Schema | None) -> Schema:
    operation: Schema = {
        "operationId": _WORD.sub(lambda match: match[1].upper(), route.endpoint.__name__),
        "summary": (route.endpoint.__doc__ or "").strip().removesuffix("."),
        "description": f"Needs the permission to {route.action.value} the resource `kale`.",
        "parameters": [*_path_parameters(route), *_query_parameters(route)],
    }
    if body is not None:
        operation["requestBody"] = {"required": True, "content": _json(body)}
    success: Schema = {"description": route.status.phrase}
    if answer is not None:
        success["content"] = _json(answer)
    operation["responses"] = {
        str(route.status.value): success,
        **{status: {"$ref": f"#/components/responses/{name}"} for status, (name, _) in ERRORS.items()},
    }
    return operation


def _path_parameters(route: Route) -> Iterator[Schema]:
    for part in route.parts:
        yield {"name": part, "in": "path", "required": True, "schema": {"type": "string"}}


def _query_parameters(route: Route) -> Iterator[Schema]:
    if route.query is None:
        return
    _, components = _schemas([route.query])
    for name, schema in components[route.query.__name__]["properties"].items():
        yield {"name": name, "in": "query", "required": False, "schema": schema}


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


def main() -> None:
    """Print the description of the server's routes."""
    from kale_ext.server.routes import ROUTES

    sys.stdout.write(json.dumps(describe(ROUTES), indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
