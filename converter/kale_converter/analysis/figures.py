"""Figures that stay open from cell to cell: with a back end of Matplotlib that shows them in windows, or to be moved.

With the usual one a cell's figures are shown and closed when it ends. With others, a cell that draws without beginning
a figure goes on with the last one, which no step has of another.
"""

from __future__ import annotations

import ast

from kale_converter.analysis.bindings import Binding
from kale_converter.analysis.objects import NOTHING
from kale_converter.analysis.world import World
from kale_converter.model import Span

FIGURES = "figures:open"
"""Bound where figures stay open; its writers are the cells that have drawn on the one that is the current one."""
BEGINNING = frozenset({
    "figure", "subplots", "subplot_mosaic", "relplot", "catplot", "displot", "lmplot", "pairplot", "jointplot",
    "clustermap", "FacetGrid", "PairGrid", "JointGrid",
})  # fmt: skip
"""Functions that begin a figure."""
NOT_DRAWING = frozenset({"show", "get_cmap", "get_fignums", "colormaps", "draw", "pause", "rc_context"})


def keep_open(world: World, *, are_kept: bool) -> None:
    """Whether figures stay open from here on."""
    world.env.set(FIGURES, Binding(NOTHING, {}) if are_kept else None)


def names_axes(node: ast.Call) -> bool:
    """Whether a call says which axes it draws on, so that it is not the current figure."""
    return any(keyword.arg in {"ax", "axes"} for keyword in node.keywords)


def call_drawing(world: World, path: str, node: ast.Call, span: Span) -> None:
    """A function or method is called that may draw on the current figure. path: its name, dotted if known."""
    binding = world.env.get(FIGURES)
    name = path.rpartition(".")[2]
    if binding is None or name in NOT_DRAWING or names_axes(node):
        return
    if path.startswith("matplotlib.") and not path.startswith("matplotlib.pyplot."):
        return
    if name == "close":
        keep_open(world, are_kept=True)
        return
    if name not in BEGINNING:
        for cell in binding.writers:
            if cell != world.effects.cell:
                world.of_the_process("the figure that an earlier cell has left open", span, cell)
    world.env.set(FIGURES, Binding(NOTHING, {world.effects.cell: span}))
