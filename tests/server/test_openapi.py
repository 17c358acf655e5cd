"""The description of the API."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kale_ext.server.openapi import describe
from kale_ext.server.routes import ROUTES

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    return json.loads(json.dumps(describe(ROUTES)))  # as it is written: lists for tuples


def test_the_copy_in_the_docs_is_fresh(description: dict[str, Any]) -> None:
    """`docs/openapi.json` says what the code does; else: `python -m kale_ext.server.openapi > docs/openapi.json`."""
    assert json.loads((DOCS / "openapi.json").read_text(encoding="utf-8")) == description


def test_every_route_is_described(description: dict[str, Any]) -> None:
    """Every route is there, once, with an id and a summary of its own."""
    operations = [operation for path in description["paths"].values() for operation in path.values()]
    assert len(operations) == len(ROUTES)
    assert len({operation["operationId"] for operation in operations}) == len(ROUTES)
    assert all(operation["summary"] for operation in operations)


def test_every_route_is_in_the_guide() -> None:
    """`docs/rest-api.md` names every route and its method."""
    guide = (DOCS / "rest-api.md").read_text(encoding="utf-8")
    missing = [
        f"{route.method} {route.path}"
        for route in ROUTES
        if f"`{route.method} {route.path.replace('{run}', 'ID')}" not in guide
    ]
    assert missing == []


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for child in value.values():
            yield from references(child)
    elif isinstance(value, list):
        for child in value:
            yield from references(child)


def test_every_reference_leads_somewhere(description: dict[str, Any]) -> None:
    """No schema refers to one that is not there, and none is there for nothing."""
    components = description["components"]
    there = {f"#/components/{kind}/{name}" for kind in ("schemas", "responses") for name in components[kind]}
    assert set(references(description)) == there


def test_answers_are_whole(description: dict[str, Any]) -> None:
    """A client may rely on every field of an answer."""
    schema = description["components"]["schemas"]["RunState"]
    assert schema["required"] == list(schema["properties"])
    assert description["components"]["schemas"]["StartRequest"]["required"] == ["path"]


async def test_it_is_served(call: Callable[..., Awaitable[tuple[int, Any]]], description: dict[str, Any]) -> None:
    """The server hands out its own description."""
    assert await call("GET", "kale/openapi.json") == (200, description)
