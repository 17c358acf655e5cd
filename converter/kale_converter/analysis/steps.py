"""The steps that units become, each made again after an edit only when something in it is not as it was."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kale_converter.analysis.cells import CellFacts
from kale_converter.analysis.flow import Flow, inputs, outputs
from kale_converter.analysis.links import Link, Links
from kale_converter.analysis.received import Received, Unstorable, holding, unstorable
from kale_converter.analysis.units import Unit
from kale_converter.model import Edge, Step, StepName


@dataclass(frozen=True, slots=True)
class Finished:
    """A step, and what it receives that cannot be handed to it, surely or perhaps.

    link, needs, wanted, after: what it was made of; `wanted` are the names that others get from it.
    """

    link: Link
    needs: Mapping[str, Sequence[int]]
    wanted: set[str]
    after: Sequence[StepName]
    step: Step
    unstorable: tuple[Unstorable, ...]
    holding: tuple[Unstorable, ...]


class Steps:
    """Makes steps of units."""

    def __init__(self) -> None:
        self._known: list[Finished] = []

    def of(self, flow: Flow, facts: Mapping[int, CellFacts], arrows: Sequence[Edge], links: Links) -> list[Finished]:
        """The step of each unit. arrows: the edges between them. links: those that the flow was made of."""
        after: defaultdict[StepName, list[StepName]] = defaultdict(list)
        for edge in arrows:
            after[edge.target].append(edge.source)
        made: list[Finished] = []
        for number, (unit, link, needs, wanted) in enumerate(
            zip(flow.units, flow.links, flow.needs, flow.wanted(), strict=True)
        ):
            known = self._known[number] if number < len(self._known) else None
            if (
                known is None
                or known.link is not link
                or known.needs != needs
                or known.wanted != wanted
                or known.after != after[unit.name]
                or links.is_stale(needs, wanted)
            ):
                known = _finished(number, flow, facts, wanted, after[unit.name])
            made.append(known)
        self._known = made
        return made


def received(number: int, flow: Flow, facts: Mapping[int, CellFacts]) -> Received:
    """What a unit gets from others."""
    sources = ((name, flow.units[sources[-1]]) for name, sources in sorted(flow.needs[number].items()))
    found = ((name, source.end(facts).get(name)) for name, source in sources)
    return {name: binding for name, binding in found if binding is not None}


def _finished(
    number: int, flow: Flow, facts: Mapping[int, CellFacts], wanted: set[str], after: Sequence[StepName]
) -> Finished:
    unit, given = flow.units[number], received(number, flow, facts)
    step = Step(
        name=unit.name,
        cells=tuple(cell.id for cell in unit.cells),
        inputs=inputs(flow, number),
        outputs=outputs(unit, wanted, facts, flow.reached),
        after=tuple(after),
        settings=unit.settings,
        metrics=_metrics(unit, facts) if unit.is_metrics else (),
        writes=tuple(sorted({name for cell in unit.cells for name in facts[cell.index].effects.writes})),
    )
    unstored, held = tuple(unstorable(given, unit.name)), tuple(holding(given, unit.name))
    return Finished(flow.links[number], flow.needs[number], wanted, after, step, unstored, held)


def _metrics(unit: Unit, facts: Mapping[int, CellFacts]) -> tuple[str, ...]:
    """The variables that a metrics cell shows: printed, or alone on a line."""
    names: dict[str, None] = {}
    for cell in unit.cells:
        for statement in facts[cell.index].source.body:
            match statement:
                case ast.Expr(value=ast.Name(id=name)):
                    names[name] = None
                case ast.Expr(value=ast.Call(func=ast.Name(id="print" | "display"), args=args)):
                    names.update((item.id, None) for item in args if isinstance(item, ast.Name))
                case _:
                    pass
    return tuple(names)
