"""The frames of functions, class bodies and comprehensions within the world."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from kale_converter.analysis.bindings import BUILTINS
from kale_converter.analysis.growing import GrowingPart
from kale_converter.analysis.objects import NOTHING, Object, Parts, Value
from kale_converter.analysis.source import Source
from kale_converter.analysis.world import World
from kale_converter.model import EvidenceKind, Span


@dataclass(slots=True)
class Frame:
    """Names local to a function call, a class body or a comprehension; `outer` is the frame it was written in.

    returns: what the call may give. declared: names that `global` sends to the world. functions: those made in this
    frame; they share its names, so that a `nonlocal` assignment changes all of them. assigned: what these assign, which
    stands beside the frame's own `values`. conditional: of a call, how many conditions of the world it runs under.
    """

    world: World
    source: Source
    outer: Frame | None = None
    local: frozenset[str] = frozenset()
    declared: frozenset[str] = frozenset()
    values: dict[str, Value] = field(default_factory=dict)
    returns: set[Object] = field(default_factory=set)
    functions: GrowingPart[Object] = field(default_factory=GrowingPart.of_cell)
    assigned: Parts = field(default_factory=Parts.of_cell)
    is_class: bool = False
    is_comprehension: bool = False
    conditional: int = -1

    def span(self, node: ast.AST) -> Span:
        """Where `node` stands, or the statement of the current cell that led to it where it stands in another cell."""
        return self.source.span(node) if self.source.cell.index == self.world.effects.cell else self.world.span

    def read(self, name: str, span: Span) -> Value:
        """The value of a name where it is read, looked up as Python does: local, enclosing, global, builtin."""
        frame: Frame | None = self
        while frame is not None:
            if name in frame.declared:
                break
            if (name in frame.local or name in frame.values) and (frame is self or not frame.is_class):
                if name in frame.values or not frame.is_class:
                    return frame.values.get(name, NOTHING) | frame.assigned.named(name)
                break
            frame = frame.outer
        in_function = self.outer is not None and not self.is_class
        kind = EvidenceKind.CLOSURE if in_function and self.world.depth else EvidenceKind.READ
        return self.world.read(name, span, kind, certain=not (self.world.conditional or self.world.depth))

    def bind(self, name: str, value: Value, span: Span) -> None:
        """Bind a name where it is assigned."""
        frame: Frame | None = self
        while frame is not None:
            if name in frame.declared:
                break
            if name in frame.local and (frame is self or not frame.is_class):
                self.world.changes += bool(value)
                if frame is self:
                    before = NOTHING if self._is_straight() else frame.values.get(name, NOTHING)
                    frame.values[name] = before | value
                    return
                for item in value:
                    frame.assigned.add((name, item))
                if not self.is_class:
                    self.world.mutate(frame.functions, span)
                return
            frame = frame.outer
        self.world.bind(name, value, span)

    def _is_straight(self) -> bool:
        """Whether what runs now surely runs, once, in a call whose names nobody else knows."""
        return self.conditional == self.world.conditional and not self.functions

    def receiver(self) -> Value:
        """The first parameter of the method that this frame belongs to: what `super()` is about."""
        frame: Frame | None = self
        while frame is not None and not frame.values:
            frame = frame.outer
        return next(iter(frame.values.values()), NOTHING) if frame is not None else NOTHING

    def finds_builtin(self, name: str) -> bool:
        """Whether `name`, read here, is the built-in of that name."""
        if name not in BUILTINS or self.world.knows(name):
            return False
        frame: Frame | None = self
        while frame is not None:
            if name in frame.local or name in frame.values:
                return False
            frame = frame.outer
        return True

    def knows(self, name: str) -> bool:
        """Whether a function made in this frame finds `name` in it or in a frame around it, and not in the world."""
        frame: Frame | None = self
        while frame is not None:
            if name in frame.declared:
                return False
            if name in frame.local and not frame.is_class:
                return True
            frame = frame.outer
        return False

    def unbind(self, name: str, span: Span) -> None:
        """`del name`."""
        if name not in self.local:
            self.world.unbind(name, span)

    def held(self) -> Iterator[Object]:
        """All that its names may stand for."""
        for value in self.values.values():
            yield from value
        for _, item in self.assigned:
            yield item
