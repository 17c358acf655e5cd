"""The settings of Matplotlib: its parameters, colour maps and names of colours, and what it draws figures with."""

import importlib
import sys
import warnings
from typing import Any, Dict, Tuple

from .figures import TO_FILES, backend

_INLINE = "matplotlib_inline.backend_inline"
_OF_MAGIC = "inline"
"""What `%matplotlib inline` calls that; packages ask for the name (`ipywidgets.interact` does)."""


def take_figures(_: Any) -> bool:
    """Whether a figure has been made that its cell shows."""
    return _INLINE in sys.modules


def put_figures(_: Any, value: bool) -> None:
    """What the first such figure does to Matplotlib."""
    if value:
        importlib.import_module(_INLINE)


def take_matplotlib(module: Any) -> Tuple[Dict[str, Any], Dict[str, Any], Dict[str, Any]]:
    """The parameters, and the colour maps and names of colours that the notebook added or changed.

    Of maps, seaborn's come with seaborn, or when set. What "b" and the like mean seaborn changes with its palette.
    """
    parameters = {k: v for k, v in module.rcParams.items() if not k.startswith("backend")}
    if not _shows_at_once(module):
        del parameters["interactive"]
    chosen = backend(module)
    if chosen in TO_FILES or chosen == _OF_MAGIC:
        parameters["backend"] = chosen
    maps = getattr(module, "colormaps", {})
    of_seaborn = {*dir(sys.modules.get("seaborn.cm"))} - {parameters["image.cmap"]}
    known = of_seaborn.union(getattr(maps, "_builtin_cmaps", maps))
    return parameters, {name: maps[name] for name in maps if name not in known}, _named_colours()


def _shows_at_once(module: Any) -> bool:
    """Whether figures are interactive, or not, for good: the first one makes them so where cells show their figures."""
    return "inline" not in backend(module) or _INLINE in sys.modules


def _named_colours() -> Dict[str, Any]:
    """The names of colours that mean something else than when Matplotlib was imported."""
    own = _own_colours()
    return {name: c for name, c in _colours().items() if own.get(name) != c}


def _own_colours() -> Dict[str, Any]:
    """Matplotlib's own names of colours."""
    colors = importlib.import_module("matplotlib.colors")
    own = {**colors.XKCD_COLORS, **colors.CSS4_COLORS, **colors.TABLEAU_COLORS, **colors.BASE_COLORS}
    own.update({name.replace("grey", "gray"): colour for name, colour in own.items() if "grey" in name})
    return {**own, "tab:grey": own["tab:gray"]}


def _colours() -> Dict[str, Any]:
    found: Dict[str, Any] = importlib.import_module("matplotlib.colors").get_named_colors_mapping()
    return found


def _put_colours(wanted: Dict[str, Any]) -> None:
    """One by one, so that Matplotlib forgets what it has worked out of them."""
    now, own = _named_colours(), _own_colours()
    for name in now.keys() - wanted.keys():
        if name in own:
            _colours()[name] = own[name]
        else:
            del _colours()[name]
    for name, colour in wanted.items():
        if now.get(name) != colour:
            _colours()[name] = colour


def put_matplotlib(module: Any, value: Tuple[Dict[str, Any], Dict[str, Any], Dict[str, Any]]) -> None:
    """Give Matplotlib these parameters, colour maps and names of colours."""
    parameters, maps, colours = value
    if parameters.get("backend", _OF_MAGIC) != _OF_MAGIC:
        module.use(parameters["backend"])
    elif parameters.get("interactive") is False and "inline" in backend(module):
        importlib.import_module(_INLINE)  # its first import makes figures interactive
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, colour_map in maps.items():
            if name not in module.colormaps:
                module.colormaps.register(colour_map, name=name)
        module.rcParams.update(parameters)
    _put_colours(colours)
