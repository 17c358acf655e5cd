"""What a value looks like where there is no IPython: its own representations, and figures as images."""

import base64
import contextlib
import importlib.machinery
import io
import sys
from typing import Any, Callable, Dict, List, Optional, Tuple

from .output import plain_json
from .plain_text import text_of

_OWN = {
    "_repr_html_": "text/html",
    "_repr_markdown_": "text/markdown",
    "_repr_svg_": "image/svg+xml",
    "_repr_png_": "image/png",
    "_repr_jpeg_": "image/jpeg",
    "_repr_latex_": "text/latex",
    "_repr_json_": "application/json",
    "_repr_javascript_": "application/javascript",
}
Data = Tuple[Dict[str, Any], Dict[str, Any]]


class Figures:
    """Matplotlib's figures: shown at the end of the cell that drew them, or by `show`. formats: png, retina, svg."""

    def __init__(self, publish: Callable[[Dict[str, Any], Dict[str, Any]], None]) -> None:
        self._publish = publish
        self.formats: List[str] = ["png"]

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """Import pyplot as always, and let its `show` show here."""
        if name != "matplotlib.pyplot":
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def exec_module(module: Any) -> None:
                execute(module)
                self.take(module)

            setattr(spec.loader, "exec_module", exec_module)  # noqa: B010 - mypy
        return spec

    def take(self, pyplot: Any) -> None:
        """Let pyplot's `show` show here."""

        def show(*_: Any, **__: Any) -> None:
            """Show all figures."""
            self.flush()

        pyplot.show = show

    def flush(self) -> None:
        """Show all figures that there are, and close them."""
        pyplot: Any = sys.modules.get("matplotlib.pyplot")
        if pyplot is None or not hasattr(pyplot, "get_fignums"):
            return
        try:
            for number in pyplot.get_fignums():
                figure = pyplot.figure(number)
                data, metadata = figure_data(figure, self.formats)
                self._publish(data, metadata)
        finally:
            pyplot.close("all")


def figure_data(figure: Any, formats: List[str]) -> Data:
    """A figure as images. One that has nothing on it is none."""
    data: Dict[str, Any] = {"text/plain": repr(figure)}
    metadata: Dict[str, Any] = {}
    if not figure.axes and not figure.lines:
        return data, metadata
    for form in formats:
        file, dpi = io.BytesIO(), figure.dpi * (2 if form == "retina" else 1)
        suffix = "svg" if form == "svg" else "jpg" if form in ("jpg", "jpeg") else "pdf" if form == "pdf" else "png"
        figure.savefig(file, format=suffix, dpi=dpi, bbox_inches="tight", facecolor=figure.get_facecolor())
        kind = {"svg": "image/svg+xml", "jpg": "image/jpeg", "pdf": "application/pdf"}.get(suffix, "image/png")
        held = file.getvalue()
        data[kind] = held.decode() if suffix == "svg" else base64.b64encode(held).decode()
        if form == "retina":
            width, height = (int.from_bytes(held[at : at + 4], "big") // 2 for at in (16, 20))
            metadata[kind] = {"width": width, "height": height}
    return data, metadata


def formatted(value: Any, formats: List[str]) -> Optional[Data]:
    """A value's representations; None where it shows itself."""
    figure = getattr(sys.modules.get("matplotlib.figure"), "Figure", ())
    if isinstance(value, figure):
        return figure_data(value, formats)
    if not isinstance(value, type):
        shows_itself = getattr(value, "_ipython_display_", None)
        if callable(shows_itself):
            shows_itself()
            return None
        data, metadata = _own(value)
    else:
        data, metadata = {}, {}
    data.setdefault("text/plain", text_of(value))
    return plain_json(data), plain_json(metadata)


def _own(value: Any) -> Data:
    data: Dict[str, Any] = {}
    metadata: Dict[str, Any] = {}
    for name, kind in (("_repr_mimebundle_", ""), *_OWN.items()):
        method = getattr(type(value), name, None)
        if not callable(method):
            continue
        with contextlib.suppress(Exception):  # IPython shows the others, too
            made = getattr(value, name)()
            found, more = made if isinstance(made, tuple) and len(made) == 2 else (made, {})  # noqa: PLR2004 - data, metadata
            if found is None:
                continue
            if kind:
                data.setdefault(kind, found)
                if more:
                    metadata.setdefault(kind, more)
            elif isinstance(found, dict):
                data.update(found)
                metadata.update(more)
    return data, metadata
