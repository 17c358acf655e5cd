"""The one place where errors become HTTP answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

import msgspec
from tornado.web import HTTPError

from kale_ext.errors import BadInput, BadParameter, Conflict, KaleError, NotConvertible, NotFound
from kale_ext.server.answers import ErrorAnswer
from kale_ext.services.analysis import finding

STATUS: dict[type[KaleError], HTTPStatus] = {
    BadInput: HTTPStatus.BAD_REQUEST,
    NotFound: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
}

OTHERWISE = HTTPStatus.INTERNAL_SERVER_ERROR
"""Neither the input nor the state of things is to blame."""

OWN_FAULT = ErrorAnswer(
    "internal-error", "Kale Ext has failed at this request", "the server's log tells why; please report it"
)


class RefusedError(HTTPError):
    """A request that is refused, with the answer that says why."""

    def __init__(self, status: HTTPStatus, answer: ErrorAnswer) -> None:
        super().__init__(status, "%s", answer.message)
        self.answer = answer


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what is the client's to mend into a RefusedError; everything else passes."""
    try:
        yield
    except KaleError as error:
        status = next((status for kind, status in STATUS.items() if isinstance(error, kind)), OTHERWISE)
        raise RefusedError(status, _told(error)) from error
    except msgspec.DecodeError as error:  # ValidationError included; its text says where
        answer = ErrorAnswer("bad-request", f"the request cannot be understood: {error}", "see GET /kale/openapi.json")
        raise RefusedError(HTTPStatus.BAD_REQUEST, answer) from error


def answer_of(status: int, error: BaseException | None) -> ErrorAnswer:
    """The answer for an error that ended a request with this status."""
    if isinstance(error, RefusedError):
        return error.answer
    if isinstance(error, HTTPError):
        status_ = HTTPStatus(status)
        return ErrorAnswer(status_.name.lower().replace("_", "-"), error.log_message or status_.phrase, "")
    return OWN_FAULT


def _told(error: KaleError) -> ErrorAnswer:
    diagnostics = error.diagnostics if isinstance(error, NotConvertible) else ()
    parameter = error.parameter if isinstance(error, BadParameter) else ""
    return ErrorAnswer(error.code, error.message, error.remedy, tuple(finding(each) for each in diagnostics), parameter)
