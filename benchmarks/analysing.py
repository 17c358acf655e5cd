"""Analysis of notebooks of 100 and 1,000 cells, and after an edit of one. Floor: parsing the cells. Peer: Kale 2.3.

Five cells make a step. Ours is all that `kale check` does but for reading the file: tags, analysis, rules.
"""

import ast
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks.measure import ROOT, Cost, function, report
from kale_converter.analysis import Analyser, source
from kale_converter.convert import convert
from kale_converter.model import Notebook
from kale_converter.reading.notebook import parse_notebook

KALE = ROOT / ".venv-peers/kale/bin/python"
CELLS = (
    "import numpy as np\nimport pandas as pd\nfrom sklearn.linear_model import LinearRegression",
    "raw_K = pd.DataFrame({'a': np.arange(10), 'b': np.ones(10)})\nraw_K['c'] = raw_K['a'] * 2",
    "def clean_K(frame, k=3):\n    out = frame.copy()\n    out['d'] = out['a'] + k\n    return out.dropna()",
    "train_K = clean_K(raw_K)\nprint(train_K.head())\nfor i in range(3):\n    total_K = i + len(train_K)",
    "items_K = [x * 2 for x in range(10) if x % 2]\nitems_K.append(total_K)\nmean_K = sum(items_K) / len(items_K)",
    "if mean_K > 3:\n    best_K = train_K[train_K['a'] > mean_K]\nelse:\n    best_K = train_K\nprint(best_K.shape)",
    "model_K = LinearRegression()\nmodel_K.fit(best_K[['a']], best_K['b'])",
    "score_K = model_K.score(best_K[['a']], best_K['b'])\nresults_K = {'score': score_K, 'n': len(best_K)}",
    "fig, ax = plt.subplots(figsize=(8, 3))\nax.plot(best_K['a'], best_K['b'], label='K')\nax.legend()",
    "print(f'score {score_K:.3f} of {len(items_K)}')\nresults_K",
)
OF_KALE = """
import sys, time
from kale.processors.nbprocessor import NotebookProcessor
start = time.perf_counter(), time.process_time()
NotebookProcessor(sys.argv[1], {"pipeline_name": "p", "experiment_name": "e"}).run()
print(time.perf_counter() - start[0], time.process_time() - start[1])
"""


def main() -> None:
    """Measure and print."""
    for count in (100, 1000):
        document = _document(count)
        notebook = parse_notebook(document, "measured")[0]
        others = {"ast.parse": function(lambda n=notebook: _parse(n)), "Kale 2.3": _kale(document)}
        report(f"analyse {count:,} cells", function(lambda n=notebook: _afresh(n)), others)
        middle, worst = _after_edits(notebook)
        report(f"analyse {count:,} cells after an edit of one, the median of all", middle, {"the worst": worst})


def _document(count: int) -> dict[str, object]:
    cells: list[dict[str, object]] = []
    for number in range(count):
        text = CELLS[number % len(CELLS)].replace("_K", f"_{number // len(CELLS)}")
        if number == 0:
            text += "\nimport matplotlib.pyplot as plt"
        tags = ["imports"] if number == 0 else [f"step:s{number // 5}"]
        cells.append({
            "cell_type": "code", "id": f"c{number}", "metadata": {"tags": tags}, "source": text,
            "outputs": [], "execution_count": None,
        })  # fmt: skip
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": cells}


def _parse(notebook: Notebook) -> None:
    for cell in notebook.cells:
        ast.parse(cell.source)


def _afresh(notebook: Notebook) -> None:
    source.forget()
    convert(notebook)


def _after_edits(notebook: Notebook) -> tuple[Cost, Cost]:
    """The median and the largest cost of an edit, made in up to 100 cells, one after the other."""
    analyser = Analyser()
    convert(notebook, analyser=analyser)
    costs = []
    for place in range(0, len(notebook.cells), max(1, len(notebook.cells) // 100)):
        cells = list(notebook.cells)
        cells[place] = replace(cells[place], source=f"{cells[place].source}\nedited_{place} = {place}")
        notebook = replace(notebook, cells=tuple(cells))
        costs.append(_timed(lambda n=notebook: convert(n, analyser=analyser)))
    middle, worst = (Cost(pick(wall for wall, _ in costs), pick(cpu for _, cpu in costs)) for pick in (median, max))
    return middle, worst


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def _kale(document: dict[str, object]) -> Cost | None:
    if not KALE.exists():
        return None
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "measured.ipynb"
        file.write_text(json.dumps(document))
        done = subprocess.run([KALE, "-c", OF_KALE, file], capture_output=True, text=True, cwd=place, check=False)
    if done.returncode:
        sys.exit(f"Kale 2.3 failed: {done.stderr[-2000:]}")
    wall, cpu = done.stdout.split()[-2:]
    return Cost(float(wall), float(cpu))


if __name__ == "__main__":
    main()
