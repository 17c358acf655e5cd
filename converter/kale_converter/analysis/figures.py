"""Figures that stay open from cell to cell: with a back end of Matplotlib that shows them in windows, or to be moved.

With the usual one a cell's figures are shown and closed when it ends. With others, a cell that draws without beginning
a figure goes on with the last one, which no step has of another.
"""

from __future__ import annotations

import ast

from kale_converter.analysis.bindings import Binding
from kale_converter.analysis.objects import NOTHING, Value
from kale_converter.analysis.states import FIGURES, MATPLOTLIB
from kale_converter.analysis.world import World
from kale_converter.model import Span

OPEN = "figures:open"
"""Bound where figures stay open; its writers are the cells that have drawn on the one that is the current one."""
BEGINNING = frozenset({
    "figure", "subplots", "subplot_mosaic", "relplot", "catplot", "displot", "lmplot", "pairplot", "jointplot",
    "clustermap", "FacetGrid", "PairGrid", "JointGrid",
})  # fmt: skip
"""Functions that begin a figure."""
_PACKAGE = "matplotlib"
_VARIABLE = "MPLBACKEND"
_SHOWING = frozenset({"matplotlib.interactive", "matplotlib.pyplot.ioff", "matplotlib.pyplot.ion"})
NOT_DRAWING = frozenset({"show", "get_cmap", "get_fignums", "colormaps", "draw", "pause", "rc_context"})


def keep_open(world: World, *, are_kept: bool) -> None:
    """Whether figures stay open from here on."""
    world.env.set(OPEN, Binding(NOTHING, {}) if are_kept else None)


def set_variable(world: World, name: object, span: Span) -> None:
    """A variable of the environment is set: one of them tells Matplotlib its back end, as it is imported."""
    if name == _VARIABLE and not any(_is_drawn_with(binding.value) for _, binding in world.env.every()):
        world.set_state(MATPLOTLIB, span, wholly=False)
        keep_open(world, are_kept=True)


def _is_drawn_with(value: Value) -> bool:
    """Whether this is Matplotlib, or a package that has loaded it."""
    return any(item.module.partition(".")[0] in {_PACKAGE, "seaborn"} for item in value)


def names_axes(node: ast.Call) -> bool:
    """Whether a call says which axes it draws on, so that it is not the current figure."""
    return any(keyword.arg in {"ax", "axes"} for keyword in node.keywords)


def call_drawing(world: World, path: str, node: ast.Call, span: Span) -> None:
    """A function or method is called that may draw on the current figure. path: its name, dotted if known."""
    binding = world.env.get(OPEN)
    name = path.rpartition(".")[2]
    if name not in NOT_DRAWING and not world.knows(FIGURES):
        world.set_state(FIGURES, span, wholly=True)
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
    world.env.set(OPEN, Binding(NOTHING, {world.effects.cell: span}))


def set_when_shown(world: World, path: str, span: Span, given: Value) -> None:
    """Settings of Matplotlib are changed, perhaps whether figures are shown at once: what the first one sets as well.

    given: what they are set to. Those that Matplotlib itself gives, such as a copy of all, have that among them.
    """
    if path in _SHOWING or any(item.library == _PACKAGE or item.module.startswith(_PACKAGE) for item in given):
        world.use_state(FIGURES, span, change=False)
