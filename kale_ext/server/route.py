"""A route: who may ask what, and what the answer is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPMethod, HTTPStatus
from typing import Any

from msgspec import Struct

RESOURCE = "kale"
"""The resource that Jupyter's authorizer is asked about."""

_FIELD = re.compile(r"\{(\w+)\}")


class Action(StrEnum):
    """What a request does. READ changes nothing. WRITE changes or deletes what is kept. EXECUTE starts or ends work."""

    READ = "read"
    WRITE = "write"
    EXECUTE = "execute"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One method of one path.

    path: with `{name}` for a part that is handed to the endpoint by that name. endpoint: gets the context, the parts of
    the path, and `query` and `body` where they have a type; its docstring describes the route. answer: the type
    of what it gives, None for nothing.
    """

    method: HTTPMethod
    path: str
    action: Action
    endpoint: Callable[..., Any]
    answer: Any
    body: type[Struct] | None = None
    query: type[Struct] | None = None
    status: HTTPStatus = HTTPStatus.OK

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the path's variable parts."""
        return tuple(_FIELD.findall(self.path))

    @property
    def pattern(self) -> str:
        """The path as a regular expression with named groups."""
        return _FIELD.sub(r"(?P<\1>[^/]+)", self.path.replace(".", r"\."))
