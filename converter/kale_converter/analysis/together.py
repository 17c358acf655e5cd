"""Cells that no division of ours may part: what one makes for another cannot be handed to another process."""

from __future__ import annotations

from collections.abc import Iterable

from kale_converter.analysis.received import Unstorable
from kale_converter.model import CellId
from kale_converter.reading.division import Divided


def going_on(divided: Divided, unstorable: Iterable[Unstorable]) -> dict[CellId, Unstorable]:
    """The cells that must go on in the step before them, each with what makes it so.

    They are all cells of steps from the one that makes the value up to the one that needs it: what stands between them
    may change it too. What the prologue makes, every step has.
    """
    block_of = {cell.index: place for place, block in enumerate(divided.blocks) for cell in block.cells}
    named = {block.name: place for place, block in enumerate(divided.blocks)}
    found: dict[CellId, Unstorable] = {}
    for one in unstorable:
        maker, reader = block_of.get(one.span.cell), named.get(one.reader)
        if maker is None or reader is None:
            continue
        for block in divided.blocks[maker + 1 : reader + 1]:
            for cell in block.cells:
                found.setdefault(cell.id, one)
    return found
