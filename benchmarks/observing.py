"""What it costs to look whether steps do what the plan says, when they do. Floor: the same run without looking."""

import json
import tempfile
from pathlib import Path

from benchmarks.measure import VENV, command, median, report
from benchmarks.three_steps import chain

TRIVIAL = 33
SETUP = """
import numpy as np
import pandas as pd
rng = np.random.default_rng(0)
array = rng.random(25_000_000)
frame = pd.DataFrame(rng.random((500_000, 8)), columns=list("abcdefgh"))
frame["name"] = rng.integers(0, 1000, len(frame)).astype(str)
records = [{"id": n, "name": f"record {n}", "tags": [n, n + 1]} for n in range(100_000)]
"""
WORK = (
    "totals = [float(np.sort(array[n::5]).sum()) for n in range(5)]",
    "grouped = [frame.groupby('name').mean(numeric_only=True).sum().sum() for _ in range(8)]",
    "words = [sum(len(r['name'].split()) + sum(r['tags']) for r in records) for _ in range(8)]",
)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        (place / "values.ipynb").write_text(notebook(SETUP, *WORK))
        (place / "trivial.ipynb").write_text(chain(TRIVIAL))
        for title, file in (("steps with large values", "values"), (f"{TRIVIAL} trivial steps", "trivial")):
            costs = {"1": [], "0": []}
            for _ in range(5):  # by turns, so that both meet the same state of the machine
                for observe, found in costs.items():
                    run = [VENV / "kale", "run", f"{file}.ipynb", "--jobs", "1"]
                    home = str(place / "kale")
                    found.append(command(run, repeats=1, cwd=place, KALE_HOME=home, KALE_OBSERVE=observe))
                    command([VENV / "kale", "clean", "--all"], repeats=1, cwd=place, KALE_HOME=home)
            report(f"observing {title}", median(costs["1"]), {"without observing": median(costs["0"])})


def notebook(*sources: str) -> str:
    """A notebook with a step for each cell."""
    cells = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": f"cell-{number}",
            "metadata": {"tags": [f"step:s{number}"]},
            "outputs": [],
            "source": source,
        }
        for number, source in enumerate(sources)
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


if __name__ == "__main__":
    main()
