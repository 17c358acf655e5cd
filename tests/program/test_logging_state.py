"""Loggers are handed on with their levels, and with handlers that are not there yet."""

import logging
import sys

import pytest

from kale_converter.program.runtime.logging_state import put_logging, take_logging


class _Unstorable(logging.Formatter):
    """A package's formatter with the stream that it writes to, which no pickle takes."""

    def __init__(self, form: str) -> None:
        super().__init__(form)
        self.stream = sys.stderr


@pytest.fixture
def logger():
    made = logging.getLogger("kale-tried")
    made.propagate = False
    yield made
    made.handlers.clear()
    made.setLevel(logging.NOTSET)
    made.propagate = True


def test_a_handler_that_the_package_has_made_here_too_stays(logger: logging.Logger) -> None:
    """What is stored of a package's formatter is a plain one, with which its own words could not be formatted."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Unstorable("%(log_color)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.ERROR)
    taken = take_logging(logging)
    logger.setLevel(logging.INFO)
    put_logging(logging, taken)
    assert _streams(logger) == [handler]
    assert logger.level == logging.ERROR


def test_a_handler_that_the_notebook_has_taken_away_goes(logger: logging.Logger) -> None:
    """In the next step the package has given itself one again as it was imported."""
    taken = take_logging(logging)
    logger.addHandler(logging.StreamHandler())
    put_logging(logging, taken)
    assert _streams(logger) == []


def _streams(logger: logging.Logger) -> list[logging.Handler]:
    """Its handlers, but for those of pytest."""
    return [handler for handler in logger.handlers if type(handler) is logging.StreamHandler]
