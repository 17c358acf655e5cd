"""The end of a step's process: what it owes the user before `os._exit`."""

import atexit
import contextlib
import gc
import io
import logging
import signal
import sys
import threading
from types import FrameType
from typing import Optional

_WRITTEN = (io.TextIOWrapper, io.BufferedWriter, io.BufferedRandom)

PATIENCE = 10.0
"""So many seconds a step waits for what its cells have left running."""


def finish() -> None:
    """Do what Python does at the end of a process: exit functions, and files left open.

    Executors are shut down first, since the exit functions join their workers, which idle for minutes or for ever. What
    has not ended after `PATIENCE` (a process that serves) is left, as Jupyter leaves a kernel that does not end.
    """
    signal.signal(signal.SIGALRM, _hurry)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE, 1)
    with contextlib.suppress(_Late):
        for shut_down in reversed(getattr(threading, "_threading_atexits", ())):
            with contextlib.suppress(Exception):
                shut_down()
        with contextlib.suppress(Exception):
            atexit._run_exitfuncs()
    signal.setitimer(signal.ITIMER_REAL, 0)
    for thing in gc.get_objects():
        if issubclass(type(thing), _WRITTEN) and not thing.closed:  # `isinstance` asks a proxy what it stands for
            with contextlib.suppress(Exception):
                thing.flush()
    logging.shutdown()


class _Late(Exception):
    """Something that the step's cells have started goes on."""


def _hurry(_signal: int, _frame: Optional[FrameType]) -> None:
    print("Kale Ext: what the step has started is still running, and is left", file=sys.__stderr__)
    raise _Late
