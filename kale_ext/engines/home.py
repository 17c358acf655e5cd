"""Where Kale keeps what is not the notebook's: one folder, `$KALE_HOME`, or the user's own folders."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def runs_home(environ: Mapping[str, str]) -> Path:
    """Where runs live: `$KALE_HOME/runs`, else `$XDG_DATA_HOME/kale/runs`, else `~/.local/share/kale/runs`."""
    return _home(environ, "XDG_DATA_HOME", "~/.local/share") / "runs"


def packages_home(environ: Mapping[str, str]) -> Path:
    """Where what packages keep is known: `$KALE_HOME/packages`, else in `kale` of `$XDG_CACHE_HOME` or `~/.cache`."""
    return _home(environ, "XDG_CACHE_HOME", "~/.cache") / "packages"


def _home(environ: Mapping[str, str], variable: str, default: str) -> Path:
    if environ.get("KALE_HOME"):
        return Path(environ["KALE_HOME"]).expanduser().absolute()
    return Path(environ.get(variable) or default).expanduser().absolute() / "kale"
