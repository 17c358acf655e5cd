"""Awaiting: the code of an `async def` runs when what a call of it gives is awaited, or is handed to asyncio to be."""

from __future__ import annotations

import ast

from kale_converter.analysis.frames import Frame
from kale_converter.analysis.functions import RETURNED, call_dunder
from kale_converter.analysis.iteration import read
from kale_converter.analysis.objects import Value
from kale_converter.analysis.unstorable import COROUTINE, TASK

RUNNERS = frozenset({
    "as_completed", "create_task", "ensure_future", "gather", "run", "run_coroutine_threadsafe", "run_until_complete",
    "shield", "start_soon", "wait", "wait_for",
})  # fmt: skip
"""Functions and methods that run the coroutines that they are given (`asyncio`, `anyio`, `trio`)."""


def awaited(value: Value, frame: Frame, node: ast.expr) -> Value:
    """What awaiting `value` gives; of what is no coroutine or task of the notebook's own, that itself."""
    found = settled(value, frame, node)
    tasks = frozenset(item for item in found if item.unstorable == TASK)
    results = (frozenset(part for part in item.held if not part.module) for item in tasks)
    return (found - tasks).union(*results, call_dunder(found, ("__await__",), frame, node))


def settled(value: Value, frame: Frame, node: ast.expr) -> Value:
    """`value` with what coroutines among it give instead of them."""
    coroutines = frozenset(item for item in value if item.unstorable == COROUTINE)
    if not coroutines:
        return value
    read(coroutines, frame, node)
    return (value - coroutines).union(*(item.parts.named(RETURNED) for item in coroutines))
