"""A Jupyter server with the extension, and an engine in memory."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from pytest_jupyter.jupyter_server import *
from tornado.httpclient import HTTPClientError, HTTPResponse

from kale_ext.server.backend import Backend
from tests.engines.fake import FakeEngine

Fetch = Callable[..., Awaitable[HTTPResponse]]


@pytest.fixture
def jp_server_config() -> dict[str, Any]:
    return {"ServerApp": {"jpserver_extensions": {"kale_ext": True, "jupyter_server_terminals": False}}}


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def backend(jp_serverapp: Any, engine: FakeEngine) -> Backend:
    """The extension's backend, with the engine in memory in place of those installed."""
    backend: Backend = jp_serverapp.web_app.settings["kale_ext"].backend
    backend.find_engines = lambda: {"local": engine}
    return backend


@pytest.fixture
def call(jp_fetch: Fetch, backend: Backend) -> Callable[..., Awaitable[tuple[int, Any]]]:
    """Ask a route; gives the status and the JSON of the answer, also of a refusal."""

    async def call(method: str, path: str, body: Any = None, /, **params: Any) -> tuple[int, Any]:
        text = body if isinstance(body, str | bytes | None) else json.dumps(body)
        try:
            response = await jp_fetch(
                *path.split("/"), method=method, params=params, body=text, allow_nonstandard_methods=True
            )
        except HTTPClientError as error:
            if error.response is None:
                raise
            response = error.response
        return response.code, json.loads(response.body) if response.body else None

    return call
