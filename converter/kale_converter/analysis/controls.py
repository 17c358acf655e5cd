"""Names that settings of a step use and its cells need not: those of its condition, and the list that it loops over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kale_converter.analysis.cells import CellFacts
from kale_converter.analysis.reasons import Pair
from kale_converter.analysis.units import Unit
from kale_converter.model import Evidence, EvidenceKind, Span, StepSettings
from kale_converter.reading.condition import ConditionError, read_condition
from kale_converter.reading.place import cell_span


def controls(units: Sequence[Unit], facts: Mapping[int, CellFacts]) -> Iterator[tuple[Pair, Evidence]]:
    """For each such name why the unit waits: the last unit before it that writes the name, if one does."""
    for number, unit in enumerate(units):
        for name, kind in _used(unit.settings):
            for earlier in reversed(range(number)):
                if written := _written(units[earlier], name, facts):
                    yield (earlier, number), Evidence(name, kind, written, cell_span(unit.cells[0]))
                    break


def _used(settings: StepSettings) -> Iterator[tuple[str, EvidenceKind]]:
    if settings.foreach is not None and settings.foreach.source:
        yield settings.foreach.source, EvidenceKind.FOREACH
    if settings.when:
        try:
            condition = read_condition(settings.when)
        except ConditionError:
            return  # a rule tells
        for name in condition.names:
            yield name, EvidenceKind.WHEN


def _written(unit: Unit, name: str, facts: Mapping[int, CellFacts]) -> Span | None:
    """Where a unit last writes a name."""
    written = (facts[cell.index].effects.writes.get(name) for cell in reversed(unit.cells))
    return next((span for span in written if span is not None), None)
