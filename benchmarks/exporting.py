"""Writing a Kubeflow package: the command, the call, a thousand steps; and its size per step. Peer: Kale 2.3."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.compiling import KALE, NOTEBOOK
from benchmarks.measure import VENV, command, function, report
from kale_converter.convert import convert
from kale_converter.export.kfp import Package, to_kfp
from kale_converter.export.surroundings import Surroundings
from kale_converter.model import Notebook, Target
from kale_converter.reading.notebook import parse_notebook

STEPS = 1000


def main() -> None:
    """Measure and print."""
    notebook, _ = parse_notebook(NOTEBOOK.read_text(encoding="utf-8"), NOTEBOOK.stem)
    many, _ = parse_notebook(chain(STEPS), "chain")
    with tempfile.TemporaryDirectory() as place:
        target = Path(place) / "out.yaml"
        ours = command([VENV / "kale", "compile", NOTEBOOK, "--output", target], repeats=5)
        peer = command([KALE / "kale", "--nb", NOTEBOOK], cwd=Path(place), repeats=3) if KALE.exists() else None
    start = command([sys.executable, "-c", "pass"], repeats=5)
    report(f"write the package of {NOTEBOOK.stem}", ours, {"python -c pass": start, "Kale 2.3": peer})
    for name, one in ((NOTEBOOK.stem, notebook), (f"{STEPS} steps", many)):
        report(f"the same as a call, {name}", function(lambda one=one: exported(one).text()), {})
        package = exported(one)
        size, steps = len(package.text().encode()), len(package.images)
        print(f"  {size // steps} bytes for each of {steps} steps, {size} in all; carried: {package.bundle.size} bytes")


def exported(notebook: Notebook) -> Package:
    """The notebook as a package."""
    return to_kfp(convert(notebook, target=Target.KUBEFLOW), Surroundings())


def chain(length: int) -> dict[str, Any]:
    """A notebook of so many steps, each of which takes a number from the one before it."""
    cells = [
        {
            "cell_type": "code",
            "id": f"c{number}",
            "metadata": {"tags": [f"step:s{number}"]},
            "source": f"x{number} = {f'x{number - 1} + 1' if number else '1'}",
            "outputs": [],
            "execution_count": None,
        }
        for number in range(length)
    ]
    return {"cells": cells, "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}


if __name__ == "__main__":
    main()
