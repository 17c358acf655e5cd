"""Parameter values in the cells: a run's value stands where the notebook has its own, so what is derived follows."""

import ast
import math
from typing import Any, Dict, Iterable, List, Tuple

Place = Tuple[int, int, int, int]
"""Line, column, end line and end column of a value in its cell, from 1; the end column is the one after it."""


def with_values(source: str, values: Iterable[Tuple[Place, Any]]) -> str:
    """The source of a cell with these values, JSON each, at these places."""
    # From the last to the first, so that the places of the earlier ones stay true.
    for place, value in sorted(values, key=lambda pair: tuple(pair[0]), reverse=True):
        source = replaced(source, place, literal(value))
    return source


def value_at(source: str, place: Place) -> Any:
    """The value that the notebook has at a place. Raises ValueError or SyntaxError where it is no literal."""
    line, column, end_line, end_column = place
    lines = source.split("\n")[line - 1 : end_line]
    lines[-1] = lines[-1][: end_column - 1]
    lines[0] = lines[0][column - 1 :]
    return ast.literal_eval("\n".join(("(", *lines, ")")))


def literal(value: Any) -> str:
    """Python source of a JSON value; NaN and the infinities, which have no literal, become a call of `float`."""
    if isinstance(value, float) and not math.isfinite(value):
        return f'float("{value}")'
    if isinstance(value, list):
        return f"[{', '.join(literal(item) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key!r}: {literal(item)}' for key, item in value.items())}}}"
    return repr(value)


def substituted(cells: List[Dict[str, Any]], places: Dict[str, Dict[str, Any]], values: Dict[str, Any]) -> None:
    """Put values into the cells of a program, in place. places: `cell` (id) and `place`, by the parameter's name."""
    of_cell: Dict[str, List[Tuple[Place, Any]]] = {}
    for name, value in values.items():
        at = places[name]
        of_cell.setdefault(at["cell"], []).append((tuple(at["place"]), value))
    for cell in cells:
        cell["source"] = with_values(cell["source"], of_cell.get(cell["id"], ()))


def replaced(source: str, place: Place, text: str) -> str:
    """The source with other text at a place; it keeps its number of lines."""
    line, column, end_line, end_column = place
    lines = source.split("\n")
    before = lines[line - 1][: column - 1]
    after = lines[end_line - 1][end_column - 1 :]
    if end_line > line:
        # The cell keeps its number of lines, so that tracebacks still point at the user's own.
        text = f"({text}" + "\n" * (end_line - line) + ")"
    lines[line - 1 : end_line] = [before + text + after]
    return "\n".join(lines)
