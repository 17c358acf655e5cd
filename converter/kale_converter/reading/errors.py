"""What reading refuses.

    ReadingError        code, message, remedy
    ├── NotebookError   no notebook, or not one that can be read
    └── ParameterError  a value that a parameter cannot take

`kale_ext.errors` holds what users of the whole product see; it is made from these.
"""

from __future__ import annotations


class ReadingError(Exception):
    """What is wrong and what to do about it. code: stable, kebab-case."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy


class NotebookError(ReadingError):
    """There is no notebook here, or not one that can be read."""


class ParameterError(ReadingError):
    """A parameter cannot take this value."""
