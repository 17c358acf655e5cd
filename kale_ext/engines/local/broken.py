"""Run folders whose start was cut off: what can be told of them."""

from __future__ import annotations

import re
import time
from contextlib import contextmanager, suppress
from errno import ENOSPC
from typing import TYPE_CHECKING

from kale_ext.engines.interface import RunId, RunState, RunSummary, Status
from kale_ext.errors import StorageUnusable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OURS = re.compile(r"(?P<name>.+)-(?P<time>\d{8}-\d{6})-[0-9a-f]{4}")


def is_ours(run_id: str) -> bool:
    """Whether the local engine gives its runs such ids; a folder of another name is no run of ours."""
    return _OURS.fullmatch(run_id) is not None


def broken_run(path: Path, *, patience: float) -> RunState:
    """The state of a run whose folder lacks what every run has.

    Its id tells name and time. For `patience` seconds after that its start may still be going on.
    """
    match = _OURS.fullmatch(path.name)
    created = 0.0
    with suppress(ValueError, OverflowError):
        created = time.mktime(time.strptime(match["time"], "%Y%m%d-%H%M%S")) if match else path.stat().st_mtime
    return RunState(
        id=RunId(path.name),
        name=match["name"] if match else path.name,
        notebook="",
        status=Status.WAITING if 0 <= time.time() - created < patience else Status.INTERRUPTED,
        created=created,
        engine="local",
    )


def summary_of_broken(state: RunState) -> RunSummary:
    """The same as a list shows it."""
    return RunSummary(state.id, state.name, state.notebook, state.status, state.created, state.engine)


@contextmanager
def usable(home: Path) -> Iterator[None]:
    """What the system refuses in here is the fault of the place where runs are kept. Raises StorageUnusable."""
    try:
        yield
    except OSError as error:
        remedy = "set KALE_HOME to a folder that you may write to"
        if error.errno == ENOSPC:
            remedy = "make room there (`kale clean` deletes old runs), or set KALE_HOME to a folder on another disk"
        raise StorageUnusable(f"runs cannot be kept in {home}: {error.strerror or error}", remedy) from error
