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
    """What a script cannot have, with the place in the notebook.

    code: stable, in kebab-case. remedy: what to do. others: what else the same notebook asks for in vain.
    """

    code = "needs-ipython"
    remedy = "write it in plain Python, or give the cell the tag skip"

    def __init__(self, what: str, span: Span) -> None:
        super().__init__(what)
        self.what, self.span = what, span
        self.others: tuple[NotPlain, ...] = ()


class NameTaken(NotPlain):
    """A name of the notebook is one of the script's own."""

    code = "name-taken"
    remedy = "rename it in the notebook"
