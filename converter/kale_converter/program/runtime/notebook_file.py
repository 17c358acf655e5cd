"""The executed notebook of a step: its cells with what they put out, in nbformat 4.5."""

import re
from typing import Any, Dict, List, Optional

from .record import Record

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def executed(
    bundle: Dict[str, Any], cells: List[Dict[str, Any]], record: Record, failure: Optional[Dict[str, Any]]
) -> Dict[str, Any]:
    """The notebook of the step, as data."""
    about = {"pipeline": bundle["pipeline"], "step": bundle["step"], "status": "failed" if failure else "succeeded"}
    return {
        "cells": [_cell(cell, record) for cell in cells],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "kale_step": about,
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _cell(cell: Dict[str, Any], record: Record) -> Dict[str, Any]:
    return {
        "cell_type": "code",
        "id": cell["id"] if _ID.fullmatch(cell["id"]) else f"cell-{cell['index']}",
        "metadata": {},
        "execution_count": record.count(cell["index"]),
        "source": cell["source"],
        "outputs": record.of(cell["index"]),
    }
