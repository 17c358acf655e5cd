"""KFP's kinds of artifact."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

SCHEMA_VERSION = "0.0.1"


class Schema(StrEnum):
    """The schema titles that the spec of a notebook uses."""

    ARTIFACT = "system.Artifact"
    DATASET = "system.Dataset"
    MODEL = "system.Model"
    METRICS = "system.Metrics"
    CLASSIFICATION = "system.ClassificationMetrics"
    HTML = "system.HTML"


def artifact_definition(schema: Schema, description: str = "", *, is_list: bool = False) -> dict[str, Any]:
    """An artifact as an input or output of a component."""
    definition: dict[str, Any] = {"artifactType": {"schemaTitle": schema.value, "schemaVersion": SCHEMA_VERSION}}
    if description:
        definition["description"] = description
    if is_list:
        definition["isArtifactList"] = True
    return definition
