"""Tornado handlers made from the table of routes: each verb authenticated, authorised and answered the same way."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from itertools import groupby
from typing import Any, cast

import msgspec
from jupyter_server.auth.decorator import authorized
from jupyter_server.auth.identity import IdentityProvider, LegacyIdentityProvider, PasswordIdentityProvider
from jupyter_server.base.handlers import APIHandler
from tornado import web

from kale_ext.server.backend import Backend
from kale_ext.server.encoding import to_json
from kale_ext.server.errors import answer_of, refusing
from kale_ext.server.route import RESOURCE, Action, Route
from kale_ext.services.account import account_name

NAMELESS = (IdentityProvider, PasswordIdentityProvider, LegacyIdentityProvider)

Verb = Callable[..., Awaitable[None]]
HandlerSpec = tuple[str, type["KaleHandler"], dict[str, Any]]


class KaleHandler(APIHandler):
    """Answers the routes of one path."""

    auth_resource = RESOURCE

    def initialize(self, backend: Backend) -> None:
        """Take what the routes work with."""
        self.backend = backend

    async def respond(self, route: Route, parts: dict[str, str]) -> None:
        """Read the request, do the work in a thread and write the answer."""
        with refusing():
            arguments: dict[str, Any] = dict(parts)
            if route.query is not None:
                arguments["query"] = msgspec.convert(self._query(), route.query, strict=False)
            if route.body is not None:
                arguments["body"] = msgspec.json.decode(self.request.body, type=route.body)
            answer = await self.backend.ask(partial(route.endpoint, **arguments), self._user())
        if route.action is not Action.READ:
            self.backend.watcher.look_now()
        self.set_status(route.status)
        await self.finish(None if route.answer is None else to_json(answer))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Write the one shape that every error has."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        self.finish(to_json(answer_of(status_code, error)))

    def _user(self) -> str:
        """Who asks. Jupyter's own providers know that somebody holds the token, and invent a name for them."""
        nameless = type(self.identity_provider) in NAMELESS
        return account_name() if nameless else str(self.current_user.username)

    def _query(self) -> dict[str, str]:
        """The query's fields, of each the last value; JupyterLab adds fields of its own, which no route looks at."""
        return {name: values[-1].decode("utf-8", "replace") for name, values in self.request.query_arguments.items()}


def handlers(routes: Iterable[Route], backend: Backend) -> list[HandlerSpec]:
    """A handler for each path, with a verb for each of its routes."""
    by_path = groupby(sorted(routes, key=lambda route: route.path), key=lambda route: route.pattern)
    return [(pattern, _handler(tuple(group)), {"backend": backend}) for pattern, group in by_path]


def _handler(routes: tuple[Route, ...]) -> type[KaleHandler]:
    verbs = {route.method.lower(): _verb(route) for route in routes}
    return type("KaleHandler", (KaleHandler,), {"__doc__": routes[0].path, **verbs})


def _verb(route: Route) -> Verb:
    async def verb(handler: KaleHandler, **parts: str) -> None:
        await handler.respond(route, parts)

    authorise: Callable[[Verb], Verb] = authorized(action=route.action.value, resource=RESOURCE)
    return cast("Verb", web.authenticated(authorise(verb)))
