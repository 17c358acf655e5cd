"""The bindings of names: what each may stand for, and which cells may have written it last."""

from __future__ import annotations

import builtins
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

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


class Names:
    """The bindings of all names.

    touched: the names that the current cell has touched, so that two copies of the same bindings can differ in these
    only, which makes joining them cheap. needed: those of which it has asked what they were before it, with EVERY_NAME
    where it has asked for all.
    """

    __slots__ = ("_bindings", "needed", "touched")

    def __init__(self, bindings: Mapping[str, Binding] = MappingProxyType({})) -> None:
        self._bindings = dict(bindings)
        self.touched: set[str] = set()
        self.needed: set[str] = set()

    def begin(self) -> None:
        """From here on another cell touches and needs names."""
        self.touched = set()
        self.needed = set()

    def get(self, name: str) -> Binding | None:
        """What a name may be, None if it is not bound."""
        if name not in self.touched:
            self.needed.add(name)
        return self._bindings.get(name)

    def bound(self, names: Collection[str]) -> list[str]:
        """Those of some names that are bound."""
        self.needed.update([name for name in names if name not in self.touched])
        return [name for name in names if name in self._bindings]

    def every(self) -> list[tuple[str, Binding]]:
        """All names with what they may be, sorted."""
        self.needed.add(EVERY_NAME)
        return sorted(self._bindings.items())

    def set(self, name: str, binding: Binding | None) -> None:
        """From here on a name is this; None: it is not bound."""
        self.touched.add(name)
        if binding is None:
            self._bindings.pop(name, None)
        else:
            self._bindings[name] = binding

    def put(self, bindings: Mapping[str, Binding | None]) -> None:
        """From here on these names are this, whichever cell touched them."""
        for name, binding in bindings.items():
            if binding is None:
                self._bindings.pop(name, None)
            else:
                self._bindings[name] = binding

    def left(self) -> dict[str, Binding | None]:
        """What the cell leaves of the names that it has touched."""
        return {name: self._bindings.get(name) for name in self.touched}

    def copy(self) -> Names:
        """Bindings that may go another way from here."""
        other = Names(self._bindings)
        other.touched = self.touched.copy()
        other.needed = self.needed
        return other
