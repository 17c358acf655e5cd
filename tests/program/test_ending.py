"""A step's process ends when its cells have, whatever they have left behind."""

from __future__ import annotations

import subprocess
import sys

import pytest

LEFT = {
    "an idle pool of processes": """
from concurrent.futures import ProcessPoolExecutor
kept = ProcessPoolExecutor(2)
print(list(kept.map(abs, [-1, 2])))
""",
    "workers of joblib's, which idle for five minutes": """
from joblib import Parallel, delayed
print(Parallel(n_jobs=2)(delayed(abs)(n) for n in [-1, 2]))
""",
    "a function that is yet to be called": "import atexit\natexit.register(print, [1, 2])",
    "a proxy of what is gone": """
import weakref
class Thing: pass
thing = Thing()
kept = weakref.proxy(thing)
del thing
print([1, 2])
""",
    "a thread's work that is yet to be done": """
import time
from concurrent.futures import ThreadPoolExecutor
kept = ThreadPoolExecutor(1)
kept.submit(lambda: (time.sleep(0.2), print([1, 2], flush=True)))
""",
}
ENDLESS = {
    "a thread of a pool": """
import time
from concurrent.futures import ThreadPoolExecutor
def serve():
    while True:
        time.sleep(0.01)
kept = ThreadPoolExecutor(1)
kept.submit(serve)
""",
    "a process": "import multiprocessing, time\nkept = multiprocessing.Process(target=time.sleep, args=(600,))\nkept.start()",
    "a thread of its own": "import threading, time\nthreading.Thread(target=time.sleep, args=(600,)).start()",
}
END = """
from kale_converter.program.runtime import ending
ending.PATIENCE = {patience}
ending.finish()
import os, sys
for child in sys.modules["multiprocessing"].active_children() if "multiprocessing" in sys.modules else ():
    child.kill()
sys.stdout.flush()
os._exit(0)
"""


def ended(cells: str, patience: float) -> str:
    """What a process prints that runs the cells and ends as a step ends."""
    command = [sys.executable, "-c", cells + END.format(patience=patience)]
    return subprocess.run(command, capture_output=True, check=True, text=True, timeout=100).stdout


@pytest.mark.parametrize("cells", LEFT.values(), ids=LEFT)
def test_what_is_left_is_brought_to_an_end(cells: str) -> None:
    """As Python does when a script has ended: nothing waits for idle workers, and nothing is lost."""
    assert ended(cells, 600) == "[1, 2]\n"


@pytest.mark.parametrize("cells", ENDLESS.values(), ids=ENDLESS)
def test_what_does_not_end_is_left(cells: str) -> None:
    """A notebook that has started a server would keep its step for ever."""
    assert ended(cells, 0.3) == ""
