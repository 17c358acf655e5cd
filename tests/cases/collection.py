"""The cases as they stand in `notebooks/*.txt`.

A file holds many cases. `=== NAME` begins one, `# %% TAG TAG…` a code cell with those tags, `# %% [markdown]` a
Markdown cell. A case whose mistake must be told before the run says `=== NAME (diagnostic in cell N)`, or
`=== NAME (diagnostic)` where more than one cell may be named.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "notebooks"
HEADER = re.compile(r"=== (?P<name>[a-z0-9-]+)(?: \((?P<mistake>diagnostic)(?: in cell (?P<cell>\d+))?\))?$")
CELL = "# %%"


@dataclass(frozen=True, slots=True)
class Case:
    """One notebook. name: "FILE/CASE". text: its cells as written. cell: the one a diagnostic must name, if one must."""

    name: str
    text: str
    mistake: bool = False
    cell: int | None = None

    @property
    def fingerprint(self) -> str:
        """Changes when the case changes."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    def notebook(self) -> dict[str, Any]:
        """The case in nbformat 4.5."""
        return {
            "cells": [_cell(number, lines) for number, lines in enumerate(_split(self.text), 1)],
            "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }


def cases() -> tuple[Case, ...]:
    """Every case, in the order of files and places."""
    found = [case for file in sorted(FOLDER.glob("*.txt")) for case in _read(file)]
    names = [case.name for case in found]
    assert len(names) == len(set(names)), "two cases of one name"
    return tuple(found)


def _read(file: Path) -> list[Case]:
    found: list[Case] = []
    for chunk in re.split(r"(?m)^(?==== )", file.read_text(encoding="utf-8")):
        if not chunk.strip():
            continue
        header, _, text = chunk.partition("\n")
        match = HEADER.match(header)
        assert match, f"{file.name}: not a case header: {header}"
        cell = match["cell"]
        found.append(
            Case(f"{file.stem}/{match['name']}", text.strip("\n"), bool(match["mistake"]), int(cell) if cell else None)
        )
    return found


def _split(text: str) -> list[list[str]]:
    cells: list[list[str]] = []
    for line in text.split("\n"):
        if line.startswith(CELL):
            cells.append([])
        assert cells, f"a case begins with a cell: {line}"
        cells[-1].append(line)
    return cells


def _cell(number: int, lines: list[str]) -> dict[str, Any]:
    tags = lines[0].removeprefix(CELL).split()
    source = "\n".join(lines[1:])
    cell = {"id": f"cell-{number}", "source": source}
    if tags == ["[markdown]"]:
        return {**cell, "cell_type": "markdown", "metadata": {}, "source": re.sub(r"(?m)^# ?", "", source)}
    metadata = {"tags": tags} if tags else {}
    return {**cell, "cell_type": "code", "metadata": metadata, "execution_count": None, "outputs": []}
