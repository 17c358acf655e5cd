"""Small notebooks on disk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def write(path: Path, *cells: tuple[str, str], kale: dict[str, Any] | None = None) -> Path:
    """A notebook of code cells; each is its tags (parted by blanks) and its source. kale: the notebook's metadata."""
    content = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "kale": kale or {},
        },
        "cells": [
            {
                "cell_type": "code",
                "id": f"c{place}",
                "metadata": {"tags": tags.split()},
                "source": source,
                "outputs": [],
                "execution_count": None,
            }
            for place, (tags, source) in enumerate(cells, start=1)
        ],
    }
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def two_steps(folder: Path) -> Path:
    """Two steps and a parameter; its folder has a blank and letters that are not ASCII."""
    (folder / "Ordner é 漢").mkdir()
    return write(
        folder / "Ordner é 漢" / "two-steps.ipynb",
        ("pipeline-parameters", "rows = 3"),
        ("step:load", "data = list(range(rows))"),
        ("step:train", "total = sum(data)\nprint('total', total)"),
    )
