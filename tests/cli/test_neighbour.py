"""kubeflow-kale in the same environment."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kale_ext.cli.neighbour import neighbour, warn_of_neighbour
from kale_ext.cli.terminal import Terminal


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, *, registered: bool) -> None:
    (folder / "kale").mkdir()
    (folder / "kale" / "__init__.py").touch()
    if registered:
        info = folder / "kubeflow_kale-2.3.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: kubeflow-kale\nVersion: 2.3.0\n")
    monkeypatch.syspath_prepend(str(folder))


def test_it_is_told_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, terminal: Terminal) -> None:
    """Its version, what is the trouble, and how to remove it; it is not imported for that."""
    install(tmp_path, monkeypatch, registered=True)
    warn_of_neighbour(terminal)
    said = terminal.stderr.getvalue()  # type: ignore[attr-defined]
    assert "kubeflow-kale 2.3.0 is installed" in said
    assert "pip uninstall kubeflow-kale" in said
    assert "kale" not in sys.modules


def test_another_module_of_that_name_is_nobodys_business(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user's own kale.py is not kubeflow-kale."""
    install(tmp_path, monkeypatch, registered=False)
    assert neighbour() is None
