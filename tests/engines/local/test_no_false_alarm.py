"""A step that does only what the plan knows is never accused, whatever its values keep for themselves."""

from __future__ import annotations

import json
from pathlib import Path

from kale_converter.model import Division
from kale_ext.engines.interface import Status
from kale_ext.engines.local import LocalEngine
from kale_ext.services.runs import Runs

MAKE = """
import functools
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.neighbors import KNeighborsClassifier
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
"""
USES = (
    "print(own.total, double(3))",
    "print(array.sum(), view.mean(), sorted(map(str, names)))",
    "print(frame.describe().shape, frame.a.max(), len(frame.head()), frame.values.shape, frame.index.is_unique)",
    "print(groups.size().sum(), groups.ngroups)",
    "print(lines.n, lines[0])",
    "print(forest.predict(rows).sum(), neighbours.predict(rows).sum())",
)


def test_reading_is_no_change(tmp_path: Path) -> None:
    """Caches, counters, consolidated blocks, orders of sets, imports that set environment variables."""
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": s, "outputs": [], "execution_count": None}
        for n, s in enumerate((MAKE, *USES), start=1)
    ]
    path = tmp_path / "plain.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    runs = Runs({"local": LocalEngine(tmp_path / "runs")})
    run_id = runs.start(path, division=Division.CELLS).id
    events = list(runs.follow(run_id))
    assert runs.get(run_id).status is Status.SUCCEEDED, [step.failure for step in runs.get(run_id).steps]
    told = [event for event in events if event["event"] in {"observed", "unchecked", "plan-changed"}]
    assert told == [], told
    assert not (tmp_path / ".kale").exists()
