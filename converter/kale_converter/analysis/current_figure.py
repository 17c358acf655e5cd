"""The figure that a cell draws on: what pyplot and other drawing functions give is a part of it.

`fig = plt.figure()` and `ax = plt.axes()` after it are a figure and its axes, though nothing is handed from the one to
the other. Matplotlib's usual back end closes a cell's figures when it ends, so each cell begins with none.
"""

from __future__ import annotations

import ast

from kale_converter.analysis.figures import BEGINNING, NOT_DRAWING, names_axes
from kale_converter.analysis.objects import NOTHING, Value, in_order, new
from kale_converter.analysis.world import World

_PYPLOT = "matplotlib.pyplot."
_APART = NOT_DRAWING - {"show"} | {"axis", "clim", "imread", "ginput", "xlim", "ylim"}
"""Functions of pyplot that draw nothing, or give numbers."""


def is_pyplot(path: str) -> bool:
    """Whether a function of this dotted name is one of pyplot's that give figures or what is on them."""
    name = path.removeprefix(_PYPLOT)
    return name != path and name.islower() and "." not in name and name not in _APART


def draw_on_figure(world: World, name: str, node: ast.Call, made: Value, kept: Value = NOTHING) -> None:
    """A function or method that draws has given `made`: it is on the current figure, which it may have begun.

    kept: what keeps the figure, whether what is given is used or not.
    """
    sure = not world.conditional and not world.loops
    if name in {"show", "close"}:
        world.figure = NOTHING if sure else world.figure
        return
    if names_axes(node):
        return
    if not world.figure or (name in BEGINNING and sure and not _names_figure(name, node)):
        world.figure = new(library="matplotlib")
    drawn = in_order(kept if node is world.discarded else made | kept)
    for item in drawn:
        if not item.module:
            item.hold(world.figure)
    for figure in world.figure:
        figure.hold(item for item in drawn if not item.module)


def _names_figure(name: str, node: ast.Call) -> bool:
    """Whether a function that begins a figure is told which: that one may be there already."""
    return any(keyword.arg == "num" for keyword in node.keywords) or (name == "figure" and bool(node.args))
