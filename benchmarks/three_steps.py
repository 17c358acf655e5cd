"""A run of three trivial steps, and what one more step costs. Floor: three forks. Peers: papermill, kfp.local."""

import json
import os
import tempfile
from pathlib import Path

from benchmarks.measure import ROOT, VENV, Cost, command, function, report

PAPERMILL = ROOT / ".venv-peers/papermill/bin/papermill"
KFP = ROOT / ".venv-peers/kfp/bin/python"
MORE = 30
KFP_PIPELINE = """
from kfp import dsl, local
local.init(runner=local.SubprocessRunner(use_venv=False), pipeline_root="out")
@dsl.component
def first() -> int:
    return 1
@dsl.component
def add(x: int) -> int:
    return x + 1
@dsl.pipeline
def three():
    a = first()
    b = add(x=a.output)
    add(x=b.output)
three()
"""


def chain(steps: int, *, tagged: bool = True) -> str:
    """A notebook of so many steps, each of which adds one."""
    sources = ["x = 1", *["x = x + 1"] * (steps - 1)]
    cells = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": f"cell-{number}",
            "metadata": {"tags": [f"step:s{number}"]} if tagged else {},
            "outputs": [],
            "source": source,
        }
        for number, source in enumerate(sources)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return json.dumps({"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5})


def three_forks() -> None:
    """What the operating system asks for three processes one after the other."""
    for _ in range(3):
        child = os.fork()
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        environment = {"KALE_HOME": str(place / "kale")}
        for steps in (3, 3 + MORE):
            (place / f"{steps}.ipynb").write_text(chain(steps))
        (place / "pipeline.py").write_text(KFP_PIPELINE)
        ours = command([VENV / "kale", "run", "3.ipynb"], cwd=place, **environment)
        longer = command([VENV / "kale", "run", f"{3 + MORE}.ipynb"], cwd=place, **environment)
        forks = function(three_forks, repeats=15)
        papermill = longer_papermill = kfp = None
        if PAPERMILL.exists():
            papermill = command([PAPERMILL, "3.ipynb", "out.ipynb"], cwd=place, repeats=3)
            longer_papermill = command([PAPERMILL, f"{3 + MORE}.ipynb", "out.ipynb"], cwd=place, repeats=3)
        if KFP.exists():
            kfp = command([KFP, "pipeline.py"], cwd=place, repeats=3)
    everyone = {"3 x fork": forks, "papermill (one kernel)": papermill, "kfp.local 2.17.0": kfp}
    report("three trivial steps, command to prompt", ours, everyone)
    one_fork = Cost(forks.wall / 3, forks.cpu / 3 if forks.cpu else None)
    report(
        "one step more",
        _per_step(ours, longer),
        {
            "fork": one_fork,
            "papermill, a cell more": _per_step(papermill, longer_papermill)
            if papermill and longer_papermill
            else None,
            "papermill, a notebook a step": papermill,
        },
    )


def _per_step(few: Cost, many: Cost) -> Cost:
    cpu = None if few.cpu is None or many.cpu is None else (many.cpu - few.cpu) / MORE
    return Cost((many.wall - few.wall) / MORE, cpu)


if __name__ == "__main__":
    main()
