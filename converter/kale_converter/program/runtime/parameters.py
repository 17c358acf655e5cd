"""Parameter values in the cells: a run's value stands where the notebook has its own, so what is derived follows."""

import ast
import contextlib
import json
import math
from typing import Any, Dict, Iterable, List, Tuple

from .refusal import Refusal
from .summary import SECRET

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
        given = of_cell.get(cell["id"], [])
        cell["source"] = with_values(cell["source"], given)
        if "plain" in cell:  # the same lines; those of a cell magic begin with its body
            above = cell["plain"].get("above", 0)
            moved = [((line - above, column, end - above, last), value) for (line, column, end, last), value in given]
            cell["plain"]["source"] = with_values(cell["plain"]["source"], moved)


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


def changed(values: Dict[str, Any], places: Dict[str, Dict[str, Any]], cells: List[Dict[str, Any]]) -> Dict[str, Any]:
    """Those of a run's values, as JSON has them, that are not the notebook's own. Raises Refusal.

    places: `type`, `cell` (id) and `place`, by the parameter's name. What the notebook has stays as it writes it,
    because engines know fewer types than Python does.
    """
    sources = {cell["id"]: cell["source"] for cell in cells}
    found = {}
    for name, parameter in places.items():
        if name not in values or parameter["cell"] not in sources:
            continue
        value = as_type(name, values[name], parameter["type"])
        with contextlib.suppress(ValueError, SyntaxError):
            if _same(value_at(sources[parameter["cell"]], tuple(parameter["place"])), value):
                continue
        found[name] = value
    return found


def as_type(name: str, value: Any, kind: str) -> Any:
    """A parameter's value as its type says. Raises Refusal.

    Engines have no type for "any" and hand over a text: JSON or a Python literal is the value that it says.
    """
    if kind == "any" and isinstance(value, str):
        return _said(value)
    if kind == "int" and isinstance(value, float) and value.is_integer():
        return int(value)
    if kind == "float" and type(value) is int:
        return float(value)
    right = {"bool": bool, "int": int, "float": float, "str": str, "list": list, "dict": dict}.get(kind, object)
    if value is None or (isinstance(value, right) and not (right is int and isinstance(value, bool))):
        return value
    shown = "…" if SECRET.search(name) else repr(value)
    raise Refusal(f"the parameter {name} is {shown}, which is no {kind}", "start the run with another value")


def _said(text: str) -> Any:
    """What a text says in JSON or as a Python literal; the text itself where it says nothing that JSON knows."""
    for read in (json.loads, ast.literal_eval):
        with contextlib.suppress(ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
            found = read(text)
            if json.loads(json.dumps(found, allow_nan=False)) == found:
                return found
    return text


def _same(mine: Any, given: Any) -> bool:
    """Whether a value is what JSON made of the notebook's."""
    if isinstance(mine, (list, tuple)) and isinstance(given, list):
        return len(mine) == len(given) and all(map(_same, mine, given))
    if isinstance(mine, dict) and isinstance(given, dict):
        return {str(key) for key in mine} == set(given) and all(_same(mine[key], given.get(str(key))) for key in mine)
    if isinstance(mine, bool) or isinstance(given, bool):
        return mine is given
    if isinstance(mine, (int, float)) and isinstance(given, (int, float)):
        return float(mine) == float(given)
    return type(mine) is type(given) and bool(mine == given)
