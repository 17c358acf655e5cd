"""Kale Ext: run the pipeline that is in a notebook, from the terminal and from JupyterLab."""

from __future__ import annotations

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    """Where Jupyter finds the server extension."""
    from kale_ext.server.extension import KaleExtension

    return [{"module": "kale_ext.server.extension", "app": KaleExtension}]
