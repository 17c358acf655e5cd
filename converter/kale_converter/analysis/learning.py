"""What runs have shown is taken into account as if the cell's text had said it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kale_converter.analysis.bindings import is_name
from kale_converter.analysis.objects import NOTHING, Object, Value, reach
from kale_converter.analysis.source import Source
from kale_converter.analysis.world import World
from kale_converter.model import Edge, Evidence, Span
from kale_converter.model.learnt import Applied, Learnt, LearntEffect, LearntKind, cell_digest


def apply(learnt: Learnt, world: World, source: Source) -> tuple[Applied, ...]:
    """Record in the world what is known of the cell that has just been interpreted."""
    if not learnt.effects:
        return ()
    applied = []
    for effect in learnt.of(cell_digest(source.cell.source)):
        span = _place(effect.word, source)
        _DO[effect.kind](world, effect, span)
        applied.append(Applied(effect, span))
    return tuple(applied)


def marked(edges: Sequence[Edge], applied: Iterable[Applied]) -> tuple[Edge, ...]:
    """The edges, their evidence marked where a run has shown one of its ends."""
    runs: dict[tuple[str, int], str] = {}
    for item in applied:
        of_file = item.effect.kind in {LearntKind.READS_FILE, LearntKind.WRITES_FILE}
        name = f"file:{item.effect.name}" if of_file else item.effect.name
        runs[name, item.span.cell] = item.effect.run or "?"
    if not runs:
        return tuple(edges)

    def mark(evidence: Evidence) -> Evidence:
        ends = [span.cell for span in (evidence.writer, evidence.reader) if span is not None]
        run = next((runs[evidence.variable, cell] for cell in ends if (evidence.variable, cell) in runs), "")
        return replace(evidence, observed=run) if run else evidence

    return tuple(replace(edge, evidence=tuple(mark(item) for item in edge.evidence)) for edge in edges)


def line_of(name: str, lines: Sequence[str]) -> int | None:
    """The first line, from 1, that mentions a name, a state or a file and is no comment."""
    word = re.compile(rf"(?<!\w){re.escape(name.partition(':')[2] or name)}(?!\w)")
    found = (n for n, line in enumerate(lines, start=1) if word.search(line) and not line.lstrip().startswith("#"))
    return next(found, None)


def _place(name: str, source: Source) -> Span:
    """The first line that mentions the name, in a text too; the first statement where none does."""
    number = line_of(name, source.lines)
    if number is not None:
        return Span(source.cell.index, number, 1, number, len(source.lines[number - 1]) + 1, source.cell.id)
    first: ast.AST | None = source.body[0] if source.body else None
    return source.first_line() if first is None else source.span(first)


def _changes(world: World, effect: LearntEffect, span: Span) -> None:
    if not is_name(effect.name):
        world.set_state(effect.name, span, wholly=False)
        return
    if not world.knows(effect.name):
        _binds(world, effect, span)
        return
    # What the analysis took for a number, or for a member of a module, is an object that can be changed.
    if all(item.module for item in world.peek(effect.name)):
        world.read(effect.name, span)
        world.bind(effect.name, _object(), span)
    else:
        own = world.peek(effect.name)
        parts = reach(own)  # nobody knows which part of it has changed
        world.mutate((item for item in parts if item in own or not (item.function or item.user_class)), span)


def _binds(world: World, effect: LearntEffect, span: Span) -> None:
    if is_name(effect.name):
        world.bind(effect.name, _object(), span)
    else:
        world.set_state(effect.name, span, wholly=False)


def _deletes(world: World, effect: LearntEffect, span: Span) -> None:
    if world.knows(effect.name):
        world.unbind(effect.name, span)


def _reads(world: World, effect: LearntEffect, span: Span) -> None:
    if world.knows(effect.name):
        world.read(effect.name, span)


def _shares(world: World, effect: LearntEffect, span: Span) -> None:
    """From here on a change of what one variable stands for is a change of the other."""
    names = effect.name.split()
    if not all(world.knows(name) for name in names):
        return
    for name in names:
        if not any(not item.module for item in world.peek(name)):
            world.read(name, span)
            world.bind(name, _object(), span)
    one, other = (frozenset(item for item in world.peek(name) if not item.module) for name in names)
    for item in one:
        item.hold(other)
    for item in other:
        item.hold(one)


def _reads_file(world: World, effect: LearntEffect, span: Span) -> None:
    world.read_file(effect.name, span)


def _writes_file(world: World, effect: LearntEffect, span: Span) -> None:
    world.write_file(effect.name, span)


def _nothing(_world: World, _effect: LearntEffect, _span: Span) -> None:
    """It is about handing on, not about what the cell does."""


def _object() -> Value:
    return NOTHING | {Object()}


_DO = {
    LearntKind.BINDS: _binds,
    LearntKind.CHANGES: _changes,
    LearntKind.DELETES: _deletes,
    LearntKind.READS: _reads,
    LearntKind.SHARES: _shares,
    LearntKind.READS_FILE: _reads_file,
    LearntKind.WRITES_FILE: _writes_file,
    LearntKind.UNSTORABLE: _nothing,
}
