"""Why a pipeline cannot be exported."""

from __future__ import annotations


class ExportError(Exception):
    """The pipeline cannot be written for this target.

    code: stable, kebab-case. message: what is wrong and where, in one sentence. remedy: what to do.
    """

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy
