"""The bindings of names: what each may stand for, and which cells may have written it last."""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from typing import Protocol

from kale_converter.analysis.objects import Value
from kale_converter.model import Span

_IPYTHON_NAMES = {"get_ipython", "display", "In", "Out", "exit", "quit", "_", "__", "___", "_i", "_ii", "_iii", "_dh",
                  "_ih", "_oh", "open", "__name__", "__doc__", "__builtins__", "__builtin__", "__loader__", "__spec__",
                  "__package__", "__session__", "__file__", "__annotations__"}  # fmt: skip
BUILTINS = frozenset(dir(builtins)) | _IPYTHON_NAMES
HISTORY = frozenset({"In", "Out", "_", "__", "___", "_i", "_ii", "_iii", "_ih", "_oh"})
ANY_NAME = "*"
"""The name of what a star import, `exec` or `%run` may have bound."""

EVERY_NAME = ""
"""What a cell needs that needs all names, those included that are not there."""


def is_name(name: str) -> bool:
    """Whether this is a Python variable and not state outside of them."""
    return ":" not in name and name != ANY_NAME


@dataclass(frozen=True, slots=True)
class Binding:
    """What a name may be now.

    writers: cell → where. maybe_unbound: on some path nothing has bound it. gone: deleted. passed: the last cell of
    code that cannot be read through which it has passed, so that it has what that may have bound.
    """

    value: Value
    writers: dict[int, Span]
    maybe_unbound: bool = False
    gone: bool = False
    passed: int = 0


class Before(Protocol):
    """What all names were before the current cell."""

    def get(self, name: str) -> Binding | None:
        """What a name was, None if it was not bound."""

    def every(self) -> dict[str, Binding]:
        """All that were bound."""


class Names:
    """The bindings of all names, as what the current cell has made of those that were there before it.

    touched: the names that it has touched, with what they are now, None for not bound. Two copies differ in these only,
    which makes joining them cheap. needed: those of which it has asked what they were before it, with that; EVERY_NAME
    is among them where it has asked for all.
    """

    __slots__ = ("_before", "needed", "touched")

    def __init__(self, before: Before) -> None:
        self._before = before
        self.touched: dict[str, Binding | None] = {}
        self.needed: dict[str, Binding | None] = {}

    def get(self, name: str) -> Binding | None:
        """What a name may be, None if it is not bound."""
        if name in self.touched:
            return self.touched[name]
        if name in self.needed:
            return self.needed[name]
        found = self.needed[name] = self._before.get(name)
        return found

    def every(self) -> list[tuple[str, Binding]]:
        """All names with what they may be, sorted."""
        self.needed[EVERY_NAME] = None
        bound = self._before.every() | self.touched
        return sorted((name, binding) for name, binding in bound.items() if binding is not None)

    def set(self, name: str, binding: Binding | None) -> None:
        """From here on a name is this; None: it is not bound."""
        self.touched[name] = binding

    def copy(self) -> Names:
        """Bindings that may go another way from here."""
        other = Names(self._before)
        other.touched = self.touched.copy()
        other.needed = self.needed
        return other
