"""GNU's OpenMP, which PyTorch and scikit-learn bring along, in a process that forks.

It keeps the threads of a parallel computation for the next one. A forked process has none of them, and would wait for
them for ever as soon as it computes. Source: OpenMP 5.0, "omp_pause_resource_all".
"""

from __future__ import annotations

import ctypes
from contextlib import suppress
from pathlib import Path

_HARD = 2
"""omp_pause_hard: end the threads."""


def end_pools_of_openmp() -> None:
    """End the threads that OpenMP has waiting; it begins new ones where it needs them."""
    with suppress(OSError):
        lines = Path("/proc/self/maps").read_text().splitlines()
        for library in sorted({line.split(maxsplit=5)[-1] for line in lines if "libgomp" in line}):
            with suppress(OSError, AttributeError):
                ctypes.CDLL(library).omp_pause_resource_all(_HARD)
