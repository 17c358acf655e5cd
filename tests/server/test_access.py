"""Nobody reaches anything without being known and allowed: every verb of every route is walked."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from jupyter_server.auth import Authorizer
from tornado.httpclient import HTTPClientError, HTTPResponse

from kale_ext.server.backend import Backend
from kale_ext.server.handlers import KaleHandler
from kale_ext.server.route import Route
from kale_ext.server.routes import ROUTES
from tests.engines.fake import FakeEngine

Fetch = Callable[..., Awaitable[HTTPResponse]]


def path_of(route: Route) -> str:
    return route.path.strip("/").replace("{run}", "a-1")


async def status(fetch: Fetch, route: Route, **options: Any) -> int:
    try:
        response = await fetch(
            path_of(route), method=route.method.value, allow_nonstandard_methods=True, follow_redirects=False, **options
        )
    except HTTPClientError as error:
        return error.code
    return response.code


def rules(router: Any) -> Iterator[Any]:
    for rule in router.rules:
        if hasattr(rule.target, "rules"):
            yield from rules(rule.target)
        else:
            yield rule


def test_every_path_has_verbs(jp_serverapp: Any, backend: Backend) -> None:
    """The server has a handler for every route, and no verb that is not in the table."""
    served = {
        (rule.matcher.regex.pattern, verb.upper())
        for rule in rules(jp_serverapp.web_app.default_router)
        if isinstance(rule.target, type) and issubclass(rule.target, KaleHandler)
        for verb in ("get", "post", "put", "patch", "delete", "head")
        if verb in vars(rule.target)
    }
    base = jp_serverapp.base_url.rstrip("/")
    assert served == {(f"{base}{route.pattern}$", route.method.value) for route in ROUTES}


async def test_unknown_users_are_refused(jp_fetch: Fetch, backend: Backend, engine: FakeEngine) -> None:
    """A request without the token is refused, whatever it asks, and reaches no engine."""
    engine.put("a-1")
    backend.find_engines = lambda: pytest.fail("the request of an unknown user went through")
    for route in ROUTES:
        assert await status(jp_fetch, route, headers={"Authorization": ""}) == 403, route
    assert engine.all["a-1"].state.status == "running"


class Recorder(Authorizer):
    """Allows only what its list says and remembers what it was asked."""

    asked: list[tuple[str, str]]
    allowed: frozenset[str] = frozenset()

    def is_authorized(self, _handler: Any, _user: Any, action: str, resource: str) -> bool:
        self.asked.append((action, resource))
        return action in self.allowed


@pytest.fixture
def authorizer(jp_serverapp: Any) -> Recorder:
    recorder = Recorder(parent=jp_serverapp)
    recorder.asked = []
    jp_serverapp.web_app.settings["authorizer"] = recorder
    return recorder


async def test_the_authorizer_decides(
    jp_fetch: Fetch, backend: Backend, engine: FakeEngine, authorizer: Recorder
) -> None:
    """Every request is put to the authorizer as an action on the resource `kale`, and its refusal stands."""
    engine.put("a-1")
    for route in ROUTES:
        authorizer.asked.clear()
        assert await status(jp_fetch, route) == 403, route
        assert authorizer.asked == [(route.action.value, "kale")], route
    assert engine.all["a-1"].state.status == "running"


async def test_the_action_is_enough(
    jp_fetch: Fetch, backend: Backend, engine: FakeEngine, authorizer: Recorder
) -> None:
    """A user who may only read gets every GET, and nothing else but the analysis and the suggestion."""
    engine.put("a-1")
    authorizer.allowed = frozenset({"read"})
    allowed = {f"{route.method} {route.path}" for route in ROUTES if await status(jp_fetch, route) != 403}
    assert allowed == {f"GET {route.path}" for route in ROUTES if route.method == "GET"} | {
        "POST /kale/analysis",
        "POST /kale/suggestion",
    }


def test_actions() -> None:
    """What starts or ends work is `execute`, what deletes is `write`, what changes nothing is `read`."""
    by_action: dict[str, list[str]] = {}
    for route in ROUTES:
        if route.method != "GET":
            by_action.setdefault(route.action, []).append(f"{route.method} {route.path}")
    assert by_action == {
        "read": ["POST /kale/analysis", "POST /kale/suggestion"],
        "execute": ["POST /kale/runs", "POST /kale/runs/{run}/cancel", "POST /kale/runs/{run}/resume"],
        "write": ["DELETE /kale/learnt", "DELETE /kale/runs/{run}"],
    }


async def test_refusals_have_the_shape_of_errors(jp_fetch: Fetch, backend: Backend, authorizer: Recorder) -> None:
    """A refusal is JSON like every other error."""
    with pytest.raises(HTTPClientError) as refusal:
        await jp_fetch("kale", "runs")
    assert refusal.value.response is not None
    error = json.loads(refusal.value.response.body)
    assert error == {
        "code": "forbidden",
        "message": "User is not authorized to read on resource: kale.",
        "remedy": "",
    }


async def test_cross_site_requests_are_refused(
    jp_fetch: Fetch, jp_serverapp: Any, backend: Backend, engine: FakeEngine, jp_base_url: str
) -> None:
    """A browser's cookie alone starts nothing: a request that changes something needs the XSRF token."""
    engine.put("a-1")
    login = await jp_fetch("api", "me")
    cookies = [cookie.split(";")[0] for cookie in login.headers.get_list("Set-Cookie")]
    cookie = "; ".join(cookie for cookie in cookies if not cookie.startswith("_xsrf"))
    assert cookie, "the server sets a cookie for a user who has shown the token"
    headers = {"Authorization": "", "Cookie": cookie}
    assert (await jp_fetch("kale", "runs", headers=dict(headers))).code == 200
    for route in ROUTES:
        if route.method != "GET":
            assert await status(jp_fetch, route, headers=dict(headers)) == 403
    assert engine.all["a-1"].state.status == "running"
