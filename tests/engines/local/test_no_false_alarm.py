"""A step that does only what the plan knows is never accused, whatever its values keep for themselves."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from kale_converter.model import Division
from kale_ext.engines.interface import Event, Status
from kale_ext.engines.local import LocalEngine
from kale_ext.services.runs import Runs

MAKE = """
import functools
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy.spatial import KDTree
from sklearn.ensemble import RandomForestClassifier
from sklearn.neighbors import KNeighborsClassifier
class Plain: pass
plain = Plain()
class Own:
    def __init__(self): self.numbers = [1, 2]
    @functools.cached_property
    def total(self): return sum(self.numbers)
def double(n, seen={}): return n * 2
own = Own()
array = np.arange(100_000.0)
view = array[::2]
frame = pd.DataFrame({"a": range(20_000), "b": ["x", None] * 10_000, "c": pd.Timestamp("2020")})
frame["d"] = 1.5
groups = frame.groupby("b")
names = {"b", "a", ("c", 1)}
lines = get_ipython().getoutput("echo 1; echo 2")
rows, labels = np.random.default_rng(0).random((200, 3)), [0, 1] * 100
forest = RandomForestClassifier(10, random_state=0).fit(rows, labels)
neighbours = KNeighborsClassifier().fit(rows, labels)
tree = KDTree(rows)
fig, ax = plt.subplots()
ax.plot([1, 2])
"""
USES = (
    "print(own.total, double(3))",
    "print(array.sum(), view.mean(), sorted(map(str, names)))",
    "print(frame.describe().shape, frame.a.max(), len(frame.head()), frame.values.shape, frame.index.is_unique)",
    "print(groups.size().sum(), groups.ngroups)",
    "print(lines.n, lines[0])",
    "print(forest.predict(rows).sum(), neighbours.predict(rows).sum())",
    "print(tree.n, tree.data.shape)",
    "print(len(fig.axes[0].lines), fig.axes[0] is ax)",
)


@pytest.mark.parametrize("tags", [["imports"], []], ids=["every step has it", "handed over"])
def test_reading_is_no_change(tmp_path: Path, tags: list[str]) -> None:
    """Caches, counters, consolidated blocks, orders of sets, imports that set environment variables.

    What a grouping works out lays its arrays out in another way, and of what all steps begin with there is no file.
    """
    told = told_of_run(tmp_path, MAKE, *USES, tags=tags)
    assert [(event["event"], event.get("variables")) for event in told] == ([("unchecked", ["groups"])] if tags else [])
    assert not (tmp_path / ".kale").exists()


@pytest.mark.parametrize("tags", [["imports"], []], ids=["every step has it", "handed over"])
def test_what_is_not_like_its_own_copy_is_not_said_to_have_changed(tmp_path: Path, tags: list[str]) -> None:
    """It cannot be compared, which the event log says."""
    made = "import os\nclass Odd:\n    def __reduce__(self): return Odd, (), {'at': os.urandom(8)}\nodd = [Odd()]"
    told = told_of_run(tmp_path, made, "print(len(odd))", tags=tags)
    assert [(event["event"], event["variables"]) for event in told] == [("unchecked", ["odd"])]


def told_of_run(folder: Path, *sources: str, tags: Sequence[str] = ()) -> list[Event]:
    """What was observed in a run of these cells, one step each. tags: of the first cell."""
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": s, "outputs": [], "execution_count": None}
        for n, s in enumerate(sources, start=1)
    ]
    cells[0]["metadata"] = {"tags": [*tags]}
    path = folder / "plain.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    runs = Runs({"local": LocalEngine(folder / "runs")})
    run_id = runs.start(path, division=Division.CELLS).id
    events = list(runs.follow(run_id))
    assert runs.get(run_id).status is Status.SUCCEEDED, [step.failure for step in runs.get(run_id).steps]
    return [event for event in events if event["event"] in {"observed", "unchecked", "plan-changed"}]
