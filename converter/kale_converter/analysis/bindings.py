"""The bindings of names: what each may stand for, and which cells may have written it last."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Mapping
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


def is_name(name: str) -> bool:
    """Whether this is a Python variable and not state outside of them."""
    return ":" not in name and name != ANY_NAME


@dataclass(frozen=True, slots=True)
class Binding:
    """What a name may be now.

    writers: cell → where. maybe_unbound: on some path nothing has bound it. gone: deleted.
    """

    value: Value
    writers: dict[int, Span]
    maybe_unbound: bool = False
    gone: bool = False


class Names(dict[str, Binding]):
    """The bindings of all names, with those of them that were touched in the current cell.

    Two copies of the same bindings can differ in touched names only, which makes joining them cheap.
    """

    __slots__ = ("touched",)

    def __init__(self, bindings: Mapping[str, Binding] = MappingProxyType({}), touched: Iterable[str] = ()) -> None:
        super().__init__(bindings)
        self.touched = set(touched)

    def __setitem__(self, name: str, binding: Binding) -> None:
        self.touched.add(name)
        super().__setitem__(name, binding)

    def __delitem__(self, name: str) -> None:
        self.touched.add(name)
        super().__delitem__(name)

    def copy(self) -> Names:
        """Bindings that may go another way from here."""
        return Names(self, self.touched)
