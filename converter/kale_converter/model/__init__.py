"""The words of Kale Ext as frozen data; nothing here computes anything but its own JSON form."""

from kale_converter.model.diagnostic import Diagnostic, Severity
from kale_converter.model.learnt import NOTHING_LEARNT, Applied, Learnt, LearntEffect, LearntKind, cell_digest
from kale_converter.model.notebook import Cell, CellId, CellKind, Notebook
from kale_converter.model.parameter import Parameter, ParameterType, ParameterValue
from kale_converter.model.pipeline import (
    Artifact,
    Conversion,
    Edge,
    Evidence,
    EvidenceKind,
    Input,
    Pipeline,
    Prologue,
    Step,
    StepName,
)
from kale_converter.model.settings import (
    Division,
    EnvFromSecret,
    NotebookSettings,
    StepSettings,
    Volume,
    VolumeKind,
)
from kale_converter.model.span import Span

__all__ = [
    "NOTHING_LEARNT",
    "Applied",
    "Artifact",
    "Cell",
    "CellId",
    "CellKind",
    "Conversion",
    "Diagnostic",
    "Division",
    "Edge",
    "EnvFromSecret",
    "Evidence",
    "EvidenceKind",
    "Input",
    "Learnt",
    "LearntEffect",
    "LearntKind",
    "Notebook",
    "NotebookSettings",
    "Parameter",
    "ParameterType",
    "ParameterValue",
    "Pipeline",
    "Prologue",
    "Severity",
    "Span",
    "Step",
    "StepName",
    "StepSettings",
    "Volume",
    "VolumeKind",
    "cell_digest",
]
