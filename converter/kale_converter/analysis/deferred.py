"""Code that runs later than where it stands: when somebody reads from the iterator that it belongs to."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from kale_converter.analysis.frames import Frame
from kale_converter.analysis.objects import NOTHING, Runs, Value
from kale_converter.analysis.world import World


def deferred(run: Runs, world: World) -> Runs:
    """`run`, as often as it is asked for and something is new since the last time; never within itself."""
    seen = -1
    running = False

    def again(positional: Sequence[Value], keywords: Mapping[str, Value], frame: Frame, because: ast.expr) -> Value:
        nonlocal seen, running
        if running or seen == world.changes:
            return NOTHING
        running = True
        try:
            given = run(positional, keywords, frame, because)
        finally:
            running = False
        seen = world.changes
        return given

    return again
