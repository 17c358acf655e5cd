"""Which modules a step's image must hold: those that it imports for sure, with the place that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from kale_converter.analysis.source import parse_cell
from kale_converter.model import Cell
from kale_converter.program.distributions import distribution
from kale_converter.program.imports import Import, cell_imports, is_standard
from kale_converter.program.local_modules import LocalModules

_MOVES_IMPORTS = re.compile(
    r"\bsys\s*\.\s*(?:path|modules|meta_path|path_hooks)\b|\baddsitedir\b|\bfrom\s+sys\s+import\b"
    r"|\b(?:pip|pip3|conda|mamba|uv|poetry|apt-get|apk)\b.*\b(?:install|add)\b|\bchdir\b|(?m:^\s*%cd\b)"
)
"""What may bring modules that the image does not hold. From such a cell on nothing is known."""
_WRITTEN = re.compile(r"(?m)\A\s*%%(?:writefile|file)\b.*?([\w./-]+)\.py\s*$|open\(\s*[fr]?[\"']([\w./-]+)\.py[\"']")


def made_by(cell: Cell) -> frozenset[str]:
    """Modules that a cell writes to files, and the folders they are in: they are no matter of the image."""
    paths = (path for groups in _WRITTEN.findall(cell.source) for path in groups if path)
    return frozenset(name for path in paths for name in path.split("/"))


class Needed:
    """The modules that a step needs. made: those that it, or a step before it, writes itself."""

    def __init__(self, local: LocalModules, made: frozenset[str]) -> None:
        self._local = local
        self._found: dict[str, dict[str, Any]] = {}
        self._made = made

    def all(self) -> list[dict[str, Any]]:
        """`module`, `cell` (or `cell` None and `file`) and `line` of each; `package` where it is not called so."""
        return list(self._found.values())

    def cells(self, cells: Iterable[Cell]) -> None:
        """What these cells import, as far as it is sure that it must come from the image."""
        for cell in cells:
            if parse_cell(cell).matches(_MOVES_IMPORTS):
                return
            for found in cell_imports(cell):
                self._need(found, {"cell": cell.index})

    def modules(self, paths: Iterable[str]) -> None:
        """What these local modules import."""
        for path in paths:
            for found in self._local.imports(path):
                self._need(found, {"cell": None, "file": path})

    def input(self, variable: str, cells: Iterable[Cell]) -> None:
        """The module, or what came from it, that the step is given under this name by a step which imports it."""
        makers = list(cells)
        if any(parse_cell(cell).matches(_MOVES_IMPORTS) for cell in makers):
            return
        for cell in makers:
            for found in cell_imports(cell):
                if variable in found.bound:
                    self._need(found, {"cell": cell.index})

    def _need(self, found: Import, place: dict[str, Any]) -> None:
        top = found.module.partition(".")[0]
        own = is_standard(top) or self._local.has(top) or top in self._made
        if found.sure and not found.level and not own:
            package = distribution(found.module)
            called = {} if package == top else {"package": package}
            self._found.setdefault(found.module, {"module": found.module, **called, **place, "line": found.line})
