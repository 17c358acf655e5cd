"""Kale Ext: run the pipeline that is in a notebook, from the terminal and from JupyterLab."""

from __future__ import annotations

from typing import Any


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    """Where JupyterLab finds the prebuilt panel, for a development install; the wheel puts it in its place itself."""
    return [{"src": "labextension", "dest": "kale-ext"}]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    """Where Jupyter finds the server extension."""
    from kale_ext.server.extension import KaleExtension

    return [{"module": "kale_ext.server.extension", "app": KaleExtension}]


def __getattr__(name: str) -> Any:
    if name == "__version__":  # looked up when it is asked for: reading metadata takes milliseconds
        from importlib.metadata import version

        return version("kale-ext")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
