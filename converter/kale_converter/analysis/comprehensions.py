"""Comprehensions, and generator expressions, which run when they are read."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from kale_converter.analysis.deferred import deferred
from kale_converter.analysis.expressions import test
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.interpret import evaluate, expression
from kale_converter.analysis.iteration import iterate, use_up
from kale_converter.analysis.objects import NOTHING, Object, Value, new
from kale_converter.analysis.targets import assign, elements
from kale_converter.analysis.unstorable import GENERATOR


@expression(ast.ListComp, ast.SetComp)
def _comprehension(node: ast.ListComp | ast.SetComp, frame: Frame) -> Value:
    before = frame.world.fork()
    made = new(_turn(node.generators, iterate(node.generators[0].iter, frame), frame, node.elt), type_name="container")
    frame.world.join(before)
    return made


@expression(ast.DictComp)
def _dict_comprehension(node: ast.DictComp, frame: Frame) -> Value:
    before = frame.world.fork()
    held = _turn(node.generators, iterate(node.generators[0].iter, frame), frame, node.key, node.value)
    made = new(held, type_name="container")
    frame.world.join(before)
    return made


@expression(ast.GeneratorExp)
def _generator(node: ast.GeneratorExp, frame: Frame) -> Value:
    first = evaluate(node.generators[0].iter, frame)

    def run(_positional: Sequence[Value], _keywords: Mapping[str, Value], reader: Frame, _because: ast.expr) -> Value:
        before = reader.world.fork()
        held = _turn(node.generators, use_up(first, frame, node.generators[0].iter), frame, node.elt)
        reader.world.join(before)
        return held

    made = Object(iterator=True, unstorable=GENERATOR)
    made.hold(first)
    made.runs = deferred(run, frame.world)
    made.hold(made.runs((), {}, frame, node))
    return frozenset((made,))


def _turn(generators: list[ast.comprehension], first: Value, frame: Frame, *parts: ast.expr) -> Value:
    """What the element of a comprehension gives access to. first: what its first `for` reads, which may be nothing."""
    names = frozenset(
        item.id for generator in generators for item in ast.walk(generator.target) if isinstance(item, ast.Name)
    )
    inner = Frame(frame.world, frame.source, frame, names, is_comprehension=True)
    frame.world.conditional += 1
    for index, generator in enumerate(generators):
        value = iterate(generator.iter, inner) if index else first
        assign(generator.target, elements(value), inner)
        for condition in generator.ifs:
            test(condition, inner)
    held = NOTHING.union(*(evaluate(part, inner) for part in parts))
    frame.world.conditional -= 1
    return held
