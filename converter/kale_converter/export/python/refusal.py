"""What plain Python cannot do."""

from __future__ import annotations

from kale_converter.model import Span

NO_SHELL = "get_ipython() is IPython's, and a plain Python has none"


class Refused(Exception):
    """A line asks for something that only IPython can do. line: within the cell, from 1."""

    def __init__(self, what: str, line: int = 1) -> None:
        super().__init__(what)
        self.what, self.line = what, line


class NotPlain(Exception):
    """The same, with the place in the notebook."""

    def __init__(self, what: str, span: Span) -> None:
        super().__init__(what)
        self.what, self.span = what, span
