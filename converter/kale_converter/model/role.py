"""The roles of cells."""

from enum import StrEnum


class Role(StrEnum):
    """What a cell is when it is not simply part of a step; the value is the tag."""

    IMPORTS = "imports"
    FUNCTIONS = "functions"
    PARAMETERS = "pipeline-parameters"
    METRICS = "pipeline-metrics"
    SKIP = "skip"
