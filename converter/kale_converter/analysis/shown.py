"""What is shown: an expression on a line of its own, what `display` is given."""

from __future__ import annotations

import ast

from kale_converter.analysis import ambient
from kale_converter.analysis.dunders import SHOWING
from kale_converter.analysis.frames import Frame
from kale_converter.analysis.functions import call_dunder
from kale_converter.analysis.library import DRAWN_ON
from kale_converter.analysis.objects import Value, reach
from kale_converter.analysis.targets import elements


def show(value: Value, frame: Frame, node: ast.expr) -> None:
    """The methods that IPython calls of an object, and of the elements of a list, run."""
    containers = frozenset(item for item in value if item.type_name == "container")
    call_dunder(value | elements(containers), SHOWING, frame, node)


def lay_out(value: Value, frame: Frame, node: ast.expr) -> None:
    """A figure that is shown is laid out anew, and has Matplotlib's settings of now."""
    span = frame.span(node)
    frame.world.mutate(frozenset(item for item in value if item.library in DRAWN_ON), span)
    if any(item.library in DRAWN_ON and not item.module for item in reach(value)):
        frame.world.use_state(ambient.MATPLOTLIB, span, change=False)
