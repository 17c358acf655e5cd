"""`__del__`: what an object does when nothing stands for it any more.

Python calls it where the last reference goes: in the cell that deletes the name or binds it anew, or, of an object that
gets no name, in the cell that makes it (`functions`). That a container loses an object is not followed.
"""

from __future__ import annotations

import ast

from kale_converter.analysis.frames import Frame
from kale_converter.analysis.functions import call_dunder
from kale_converter.analysis.which_objects import FINALIZER


def finalize(frame: Frame, node: ast.expr) -> None:
    """Call it of the objects that the names before have been taken from."""
    gone = frame.world.gone
    while gone:
        call_dunder(frozenset((gone.pop(0),)), (FINALIZER,), frame, node)
