"""The ways in which a notebook is divided: as it stands, by a `Division`, or by tags that are proposed for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from kale_converter.model import Division
from kale_ext.services.suggestion import suggest_content
from kale_ext.services.tagging import with_tags

SKIP = "skip"


class Way(StrEnum):
    """TAGS, CELLS, HEADINGS, ONE: as in `Division`.

    SUGGESTED: without its own tags and settings, divided by those that are proposed. SKIPPING: so, too, and cells that
    are offered to be skipped are skipped.
    """

    TAGS = "tags"
    CELLS = "cells"
    HEADINGS = "headings"
    ONE = "one"
    SUGGESTED = "suggested"
    SKIPPING = "skipping"

    @property
    def division(self) -> Division:
        """What a run is asked for."""
        return Division.TAGS if self.proposes else Division(self.value)

    @property
    def proposes(self) -> bool:
        """Whether the tags are those that are proposed."""
        return self in {Way.SUGGESTED, Way.SKIPPING}

    def plain(self, text: str) -> str:
        """The notebook (nbformat JSON) that a plain run executes."""
        return json.dumps(_bare(json.loads(text))) if self.proposes else text

    def divided(self, text: str, name: str) -> str:
        """The notebook that is run as a pipeline. text: what `plain` gave. name: of its file."""
        if not self.proposes:
            return text
        proposal = suggest_content(json.loads(text), name, skip=self is Way.SKIPPING)
        return with_tags(text, {cell.index: cell.tags for cell in proposal.cells if cell.tags})


def skipped(content: Mapping[str, Any]) -> frozenset[int]:
    """The places of the cells that the notebook skips."""
    return frozenset(
        place for place, cell in enumerate(content["cells"], 1) if SKIP in cell["metadata"].get("tags", ())
    )


def _bare(content: Mapping[str, Any]) -> dict[str, Any]:
    """The notebook without tags, and without what it asks for of Kale."""
    asked = ("kale", "kubeflow_notebook")
    cells = [
        {**cell, "metadata": {k: v for k, v in cell["metadata"].items() if k != "tags"}} for cell in content["cells"]
    ]
    return {**content, "metadata": {k: v for k, v in content["metadata"].items() if k not in asked}, "cells": cells}
