"""Why a cell is what it is proposed to be, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from kale_converter.analysis.scopes import bound_names
from kale_converter.analysis.source import Source
from kale_converter.model import Role, StepName
from kale_converter.reading.imports_only import is_blank
from kale_converter.suggest.activities import Activity
from kale_converter.suggest.calls import read_names
from kale_converter.suggest.material import Piece
from kale_converter.suggest.segments import turns

_SHOWN = 3
_TURNS_TO = ("loading", "preparing the data", "training", "judging the result")


def of_role(role: Role, source: Source) -> str:
    """Why a cell has this role."""
    match role:
        case Role.IMPORTS:
            return "imports and settings, which every step needs"
        case Role.FUNCTIONS:
            return f"defines {_list(bound_names(source.body)[0])}, for every step that uses it"
        case Role.PARAMETERS:
            return f"constants that later cells read and a run may set: {_list(bound_names(source.body)[0])}"
        case Role.METRICS:
            return f"shows the scores at the end: {_list(read_names(source.body) - {'print'})}"
        case Role.SKIP:
            return "not part of the pipeline"


def of_step(pieces: Sequence[Piece], cuts: Sequence[tuple[int, int]], number: int, names: Sequence[StepName]) -> str:
    """Why a step begins at its first cell."""
    start, end = cuts[number]
    piece = pieces[start]
    beside = _beside(pieces, cuts, number) if number else None
    ending = f"; runs beside {names[beside]}" if beside is not None else _crossing(pieces, start, end)
    if piece.heading is not None and piece.heading.own:
        goes_on = any(other.heading is not None for other in pieces[start + 1 : end])
        return f"the heading “{piece.heading.top if goes_on else piece.heading.text}”{ending}"
    if number == 0:
        return "the first cell with work of its own"
    if turns(pieces, start) and piece.phase is not None:
        return f"turns to {_TURNS_TO[piece.phase]}{ending}"
    if beside is not None:
        return f"needs nothing of {names[beside]}, so both run at the same time"
    return f"the step before it would grow too long{ending}"


def of_member(step: StepName, source: Source) -> str:
    """Why a cell goes on with a step."""
    return f"nothing to run; stays with {step}" if is_blank(source.cell.source) else f"goes on with {step}"


def of_offer(piece: Piece) -> str:
    """Why a cell could be skipped."""
    what = "draws a plot" if Activity.PLOT in piece.does else "only shows a value"
    return f"{what}; nothing after it depends on it"


def _beside(pieces: Sequence[Piece], cuts: Sequence[tuple[int, int]], number: int) -> int | None:
    """The step before this one, where both have work and neither waits for the other."""
    start, end = cuts[number]
    before = range(*cuts[number - 1])
    waits = any(place in before for piece in pieces[start:end] for place in piece.follows)
    idle = all(pieces[place].shows for place in before) or all(piece.shows for piece in pieces[start:end])
    return None if waits or idle else number - 1


def _crossing(pieces: Sequence[Piece], start: int, end: int) -> str:
    given = {
        need.variable
        for piece in pieces[start:end]
        for need in piece.needs
        if need.place < start and ":" not in need.variable
    }
    return f"; gets {_list(given)}" if given else ""


def _list(names: frozenset[str] | set[str]) -> str:
    shown = sorted(names)
    more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    return ", ".join(shown[:_SHOWN]) + more
