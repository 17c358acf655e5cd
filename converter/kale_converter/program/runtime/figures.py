"""Figures of Matplotlib and what they call when something changes: stored with what Matplotlib would leave out."""

import importlib
import itertools
import sys
from typing import Any, Dict, Tuple

TO_FILES = frozenset({"agg", "cairo", "pdf", "pgf", "ps", "svg", "template"})
"""Matplotlib's back ends that show nothing."""
_CALLED_BACK = (
    "__main__",
    "builtins",
    "matplotlib.cm",
    "matplotlib.collections",
    "matplotlib.colorbar",
    "matplotlib.colorizer",
    "matplotlib.contour",
    "matplotlib.image",
    "matplotlib.widgets",
)
"""Where that is defined which Matplotlib calls when something changes, and which is stored for it."""


def backend(module: Any) -> str:
    """What draws the figures; Matplotlib itself would choose something now if it were asked."""
    return str(dict.get(module.rcParams, "backend")).lower()


def figure(figure: Any) -> Any:
    """Matplotlib would store the resolution that it was made with, in case that a window has changed it."""
    make, args, state = figure.__reduce_ex__(5)[:3]
    if figure.canvas.device_pixel_ratio == 1:
        state["_dpi"] = state["_original_dpi"] = figure.dpi
    chosen = backend(sys.modules["matplotlib"])
    if chosen not in TO_FILES:
        chosen = "inline" if "matplotlib_inline.backend_inline" in sys.modules else ""
    steps = sys.modules["matplotlib.path"].Path.unit_rectangle()._interpolation_steps
    return make, args, (chosen, steps, state), None, None, _set_figure_of


def callbacks(registry: Any) -> Any:
    """Matplotlib stores few callbacks. Colour bars follow their images by some, and others are the notebook's own."""
    make, args, state = registry.__reduce_ex__(5)[:3]
    registry._cid_gen = itertools.count(state["_cid_gen"])  # which Matplotlib has counted up to store it
    called = {
        signal: {cid: reference() for cid, reference in found.items() if _is_stored(cid, reference(), registry)}
        for signal, found in registry.callbacks.items()
    }
    return make, args, {**state, "callbacks": called}


def _is_stored(cid: int, function: Any, registry: Any) -> bool:
    owner = getattr(function, "__self__", None)
    module = getattr(function if owner is None else type(owner), "__module__", None)
    return cid in registry._pickled_cids or module in _CALLED_BACK


def _set_figure(figure: Any, state: Dict[str, Any]) -> None:
    """Fill a Matplotlib figure. Where it was made, making it had taught the shell to show figures as images."""
    importlib.import_module("matplotlib_inline.backend_inline")
    figure.__setstate__(state)


def _set_figure_of(figure: Any, about: Tuple[str, int, Dict[str, Any]]) -> None:
    """Fill a figure with its state. about: also what is to be there before.

    First the back end that was chosen: of one that shows nothing, the usual one would show the figure as a new one.
    Then into how many lines Matplotlib divides those of rectangles, of which there is one path in a process.
    """
    backend, steps, state = about
    if "inline" in backend:
        importlib.import_module("matplotlib_inline.backend_inline")
    elif backend:
        importlib.import_module("matplotlib").use(backend)
    importlib.import_module("matplotlib.path").Path.unit_rectangle()._interpolation_steps = steps
    figure.__setstate__(state)
