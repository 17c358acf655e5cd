"""`__del__`: what an object does when nothing stands for it any more.

Python calls it where the last reference goes: in the cell that deletes the name or binds it anew, that takes the object
from a container, or, of an object that gets no name, in the cell that makes it (`functions`). What else refers to it
must be there, so that it stays where it would in one kernel.
"""

from __future__ import annotations

import ast

from kale_converter.analysis.frames import Frame
from kale_converter.analysis.functions import may_go
from kale_converter.analysis.objects import Value


def finalize(frame: Frame, node: ast.expr) -> None:
    """Call it of the objects that the names before have been taken from."""
    gone = frame.world.gone
    while gone:
        item = gone.pop(0)
        frame.world.keep_alive(item, frame.span(node))
        may_go(item, frame, node)


def drop_parts(base: Value, frame: Frame, node: ast.expr) -> None:
    """Objects lose a part, or another takes its place: call it of those that may go."""
    frame.world.gone += frame.world.parts_to_finalize(base)
    finalize(frame, node)
