"""Jupyter's nbconvert page for our exporters: Jupyter Server's own routes match no format with a hyphen in its name."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from jupyter_server.base.handlers import path_regex
from jupyter_server.nbconvert.handlers import NbconvertFileHandler
from nbconvert.utils.exceptions import ConversionException


class PipelineFileHandler(NbconvertFileHandler):
    """A notebook as `jupyter nbconvert --to kale-…` writes it; authenticated and authorised as all of nbconvert is."""

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say in plain text what is wrong with a notebook that cannot be a pipeline; it is not the server's fault."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        refused = getattr(error, "__cause__", None)
        if not isinstance(refused, ConversionException):
            super().write_error(status_code, **kwargs)
            return
        self.set_status(HTTPStatus.UNPROCESSABLE_ENTITY)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{refused}\n")


NBCONVERT = (rf"/nbconvert/(?P<format>kale-\w+){path_regex}", PipelineFileHandler)
