"""What stands for the same wherever it is met: a module, and what one place of a cell makes again and again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

from kale_converter.analysis.objects import Object, Value
from kale_converter.analysis.which_objects import WhichObjects
from kale_converter.model import Span

if TYPE_CHECKING:
    from kale_converter.analysis.frames import Frame

_MADE_APART = 12
"""So many objects that one place of a cell makes are mostly told apart."""
_KERAS_IN_TENSORFLOW = "tensorflow.keras"


class MadeAgain(WhichObjects):
    """Finds what has been made before."""

    def __init__(self) -> None:
        super().__init__()
        self.frames: dict[tuple[int, int], list[Frame]] = {}
        self.methods: dict[tuple[Object, Value], Object] = {}
        self._made_again: dict[Hashable, list[Object]] = {}
        self._modules: dict[str, Object] = {}

    def record(self, cell: int, span: Span) -> None:
        """See `Recorder.record`. Modules alone outlast a cell."""
        super().record(cell, span)
        self.frames = {}
        self.methods = {}
        self._made_again = {}

    def make_again(self, place: Hashable, make: Callable[[], Object], most: int = _MADE_APART) -> Object:
        """What a place of the current cell makes: a new object, or the last one where it has made so many before."""
        before = self._made_again.setdefault(place, [])
        if len(before) < most:
            before.append(make())
        return before[-1]

    def module(self, path: str) -> Object:
        """The one object that stands for a module or a member of one. What TensorFlow has of Keras is Keras' own."""
        if path.startswith(_KERAS_IN_TENSORFLOW):
            path = path.partition(".")[2]
        if path not in self._modules:
            self._modules[path] = Object(module=path, library=path.partition(".")[0])
        found = self._modules[path]
        self.effects.packages.add(found.library)
        return found
