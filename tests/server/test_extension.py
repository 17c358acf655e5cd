"""How a Jupyter server finds and loads the extension."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from jupyter_server.extension.utils import validate_extension

from kale_ext.server.extension import EVENT_SCHEMA_ID, KaleExtension

ROOT = Path(__file__).parents[2]
CONFIG = "jupyter-config/server-config/kale_ext.json"


def test_jupyter_finds_it() -> None:
    """The package is a valid server extension under the name that the shipped configuration enables."""
    assert validate_extension("kale_ext")
    config = json.loads((ROOT / CONFIG).read_text())
    assert config == {"ServerApp": {"jpserver_extensions": {KaleExtension.name: True}}}


def test_the_wheel_enables_it() -> None:
    """Installing the wheel puts the configuration where Jupyter looks."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert shared[CONFIG] == "etc/jupyter/jupyter_server_config.d/kale_ext.json"


def test_the_package_itself_is_light() -> None:
    """Importing `kale_ext` imports nothing that takes time."""
    code = "import sys, kale_ext; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {
        "jupyter_server",
        "tornado",
        "nbformat",
        "IPython",
        "msgspec",
        "rich",
        "kale_converter",
        "importlib_metadata",
    }
    assert not heavy & set(loaded)


def test_loading_is_light() -> None:
    """Loading the extension imports no converter, no IPython and no engine beyond what the server has anyway."""
    code = (
        "import sys, jupyter_server.serverapp as _; before = set(sys.modules); "
        "import kale_ext; kale_ext._jupyter_server_extension_points(); print(*sorted(set(sys.modules) - before))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "kale_ext.server.routes" in loaded
    heavy = ("IPython", "kale_converter.analysis", "kale_converter.reading", "kale_ext.engines.local", "kale_ext.cli")
    assert [name for name in loaded if name.startswith(heavy)] == []


def test_it_adds_and_changes_nothing_else(jp_serverapp: Any) -> None:
    """Loaded, it has its routes and its event schema; the server's own settings are as they were."""
    settings = jp_serverapp.web_app.settings
    assert {name for name in settings if "kale" in name} == {"kale_ext", "kale_ext_config", "kale_ext_static_paths"}
    assert EVENT_SCHEMA_ID in jp_serverapp.event_logger.schemas
    assert jp_serverapp.default_url != "/kale"
