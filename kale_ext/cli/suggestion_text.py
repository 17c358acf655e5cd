"""A proposal of steps as text: what each cell is to be, and the pipeline that comes of it."""

from __future__ import annotations

from kale_converter.model import CellSuggestion, Crossing, StepName, Suggestion
from kale_ext.cli.wording import columns, plural

_SHOWN = 4
"""Variables named on one line."""


def table(suggestion: Suggestion) -> list[str]:
    """A line for each code cell: its place, the tags to add, and why."""
    rows = [("CELL", "TAGS", "WHY")]
    rows.extend((str(cell.index), " ".join(cell.tags), _why(cell)) for cell in suggestion.cells)
    return columns(rows, right=frozenset({0}))


def graph(suggestion: Suggestion) -> list[str]:
    """The steps, what each waits for, and what it gets from there."""
    rows: list[tuple[str, str, str]] = []
    for step in suggestion.steps:
        into = _into(suggestion, step.name)
        if not into:
            rows.append((step.name, "", ""))
        rows.extend(
            (step.name if number == 0 else "", f"← {item.source}", _variables(item)) for number, item in enumerate(into)
        )
    offered = sum(bool(cell.skip) for cell in suggestion.cells)
    title = plural(len(suggestion.steps), "step")
    if offered:
        title += f"; {plural(offered, 'cell')} could be skipped (--skip)"
    return [title, "", *columns(rows)] if rows else [title]


def _why(cell: CellSuggestion) -> str:
    return f"{cell.why} (could be skipped: {cell.skip})" if cell.skip else cell.why


def _into(suggestion: Suggestion, step: StepName) -> list[Crossing]:
    return [crossing for crossing in suggestion.crossings if crossing.target == step]


def _variables(crossing: Crossing) -> str:
    """The variables by name, and what is no variable in a word."""
    names = [name for name in crossing.variables if ":" not in name]
    more = [f"and {len(names) - _SHOWN} more"] if len(names) > _SHOWN else []
    others = [word for word, prefix in (("files", "file:"), ("state", "state:")) if _any(crossing, prefix)]
    return ", ".join([*names[:_SHOWN], *more, *others])


def _any(crossing: Crossing, prefix: str) -> bool:
    return any(name.startswith(prefix) for name in crossing.variables)
