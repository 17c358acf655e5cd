"""Handing an array from one step to the next: stored, loaded, and read through. Floor: raw write + mmap."""

import mmap
import os
import shutil
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.measure import Cost, function, report
from kale_converter.program.runtime import Session, load, save

EMPTY = {"prologue": {"cells": []}, "steps": []}


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("KALE_HOME")) as name:
        folder = Path(name)
        room = min(shutil.disk_usage(folder).free, os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES"))
        size = 10**9 if room > 6 * 10**9 else 256 * 10**6
        array = np.random.default_rng(0).random(size // 8)
        session = Session(EMPTY, lambda _: None)
        ours, stored = [], []
        floor, written = [], []
        for _ in range(5):  # by turns, so that both meet the same state of the disk
            ours.append(function(lambda: stored.append(_through_kale(array, folder, session)), repeats=1))
            floor.append(function(lambda: written.append(_raw(array, folder)), repeats=1))
        assert set(stored) == set(written)
    report(f"hand-over of {size / 10**9:.2f} GB", _middle(ours), {"raw write + mmap": _middle(floor)})


def _through_kale(array: np.ndarray, folder: Path, session: Session) -> float:
    digest, _ = save({"array": array}, folder, session)
    loaded = load(folder / digest)["array"]
    total = float(loaded.sum())
    (folder / digest).unlink()
    return total


def _raw(array: np.ndarray, folder: Path) -> float:
    file = folder / "raw"
    with file.open("wb") as stream:
        stream.write(memoryview(array))
    with file.open("rb") as stream:
        mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        total = float(np.frombuffer(mapped, dtype=array.dtype).sum())
    file.unlink()
    return total


def _middle(costs: list[Cost]) -> Cost:
    return sorted(costs, key=lambda cost: cost.wall)[len(costs) // 2]


if __name__ == "__main__":
    main()
