"""Refusal: a step that cannot run, in words."""


class Refusal(Exception):
    """Why a step cannot run, and what to do about it."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy
