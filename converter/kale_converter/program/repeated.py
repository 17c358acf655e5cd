"""Which modules a step imports that an earlier cell of the notebook has imported already.

In one kernel such an import does nothing. In a step's own process it executes the module, and what that does to state
(a number drawn from `random`, an option that is set) must not be taken for something that the step does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kale_converter.model import Cell, StepName
from kale_converter.program.imports import cell_imports, is_standard


def repeated_imports(steps: Mapping[StepName, Sequence[Cell]]) -> dict[StepName, tuple[str, ...]]:
    """By step the modules that a cell of another step, earlier in the notebook, surely imports before it does.

    Those that come with Python are left out: executing them changes nothing. Of a package and a module in it only the
    module is named.
    """
    sure = {name: dict(_imported(cells, sure=True)) for name, cells in steps.items()}
    found = {}
    for name, cells in steps.items():
        own = dict(_imported(cells, sure=False))
        again = {
            module
            for module, place in own.items()
            if any(others.get(module, place) < place for other, others in sure.items() if other != name)
        }
        found[name] = tuple(sorted(m for m in again if not any(other.startswith(f"{m}.") for other in again)))
    return found


def packages_before(steps: Mapping[StepName, Sequence[Cell]]) -> dict[StepName, tuple[str, ...]]:
    """By step the packages of which a cell of another step, earlier in the notebook, surely imports a part.

    What such a package draws from random generators as its modules are executed, that cell has drawn. `import a` alone
    is not enough: it may leave what draws for later.
    """
    first: dict[str, tuple[int, StepName]] = {}
    for name, cells in steps.items():
        for cell in cells:
            for one in cell_imports(cell):
                top, _, rest = one.module.partition(".")
                if one.sure and not one.level and (rest or one.names) and not is_standard(one.module):
                    first[top] = min((cell.index, name), first.get(top, (cell.index, name)))
    begins = {name: min((cell.index for cell in cells), default=-1) for name, cells in steps.items()}
    return {
        name: tuple(sorted(top for top, (place, other) in first.items() if other != name and place < begins[name]))
        for name in steps
    }


def _imported(cells: Iterable[Cell], *, sure: bool) -> Iterable[tuple[str, int]]:
    """Modules, those that hold them included, with the place of the first cell that imports them, which comes last."""
    for cell in sorted(cells, key=lambda cell: -cell.index):
        for one in cell_imports(cell):
            if one.level or not one.module or is_standard(one.module) or (sure and not one.sure):
                continue
            parts = one.module.split(".")
            yield from ((".".join(parts[:count]), cell.index) for count in range(1, len(parts) + 1))
