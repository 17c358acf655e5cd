"""Stopwatches, and the line that each number is printed on."""

from __future__ import annotations

import compileall
import ctypes
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv" / "bin"
PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds: by the clock, and of CPU in all processes that were started. cpu is None where it was not measured."""

    wall: float
    cpu: float | None = None


def command(words: Sequence[str | Path], *, repeats: int = 5, cwd: Path = ROOT, **environment: str) -> Cost:
    """The median cost of a command, what it leaves running in the background included in its CPU seconds.

    It finds our modules compiled, as pip leaves them, whatever the environment says of writing bytecode.
    Raises CalledProcessError, with what the command said, where it fails.
    """
    _adopt_orphans()
    _write_bytecode()
    costs = [_once([str(word) for word in words], cwd, {**os.environ, **environment}) for _ in range(repeats)]
    return median(costs)


def function(work: Callable[[], object], *, repeats: int = 5) -> Cost:
    """The median cost of a call in this process."""
    costs = []
    for _ in range(repeats):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        costs.append(Cost(time.perf_counter() - wall, time.process_time() - cpu))
    return median(costs)


def median(costs: Sequence[Cost]) -> Cost:
    """The medians of the parts."""
    cpu = [cost.cpu for cost in costs if cost.cpu is not None]
    return Cost(statistics.median(cost.wall for cost in costs), statistics.median(cpu) if cpu else None)


def report(what: str, ours: Cost, others: dict[str, Cost | None]) -> None:
    """Print a number beside its floor or peers. None: a peer that is not installed."""
    print(f"\n{what}")
    print(f"  {'Kale Ext':<32}{_times(ours)}")
    for name, cost in others.items():
        if cost is None:
            print(f"  {name:<32}not installed; benchmarks/peers installs it")
            continue
        # CPU seconds are sturdier than wall time on a shared machine.
        ratio = f"wall {ours.wall / cost.wall:.2f}x" if cost.wall else "above what the clock can see"
        if ours.cpu and cost.cpu:
            ratio += f", CPU {ours.cpu / cost.cpu:.2f}x"
        print(f"  {name:<32}{_times(cost)}   ours is {ratio}")


def machine() -> str:
    """This machine, in a line."""
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"
    )


def _times(cost: Cost) -> str:
    cpu = "" if cost.cpu is None else f"{_time(cost.cpu)} CPU"
    return f"{_time(cost.wall):>10} wall  {cpu:>14}"


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def _once(words: list[str], cwd: Path, environment: dict[str, str]) -> Cost:
    start, before = time.perf_counter(), _cpu()
    done = subprocess.run(words, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    wall = time.perf_counter() - start
    if done.returncode:
        print(done.stdout[-2000:], done.stderr[-2000:], file=sys.stderr)
        done.check_returncode()
    _await_orphans()
    return Cost(wall, _cpu() - before)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@cache
def _write_bytecode() -> None:
    for package in ("kale_ext", "converter/kale_converter"):
        compileall.compile_dir(ROOT / package, quiet=1)


def _adopt_orphans() -> None:
    """Processes that the command leaves to themselves become ours, so that their CPU seconds are counted (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _await_orphans() -> None:
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return
