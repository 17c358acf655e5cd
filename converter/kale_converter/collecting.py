"""Python's garbage collector, kept from looking through an analysis again and again while it is made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collecting() -> Iterator[None]:
    """Within this the collector does not run, in no thread.

    For work that makes many objects and drops hardly any: each pass of the collector would go over all of them and free
    nothing, which costs more the more there are. Whoever finds it switched off, in another thread or by the user,
    leaves it so; whoever has switched it off switches it on again.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
