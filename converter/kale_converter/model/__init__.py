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
from kale_converter.model.role import Role
from kale_converter.model.settings import (
    Division,
    EnvFromSecret,
    NotebookSettings,
    StepSettings,
    Volume,
    VolumeKind,
)
from kale_converter.model.span import Span
from kale_converter.model.suggestion import CellSuggestion, Crossing, SuggestedStep, Suggestion

__all__ = [
    "NOTHING_LEARNT",
    "Applied",
    "Artifact",
    "Cell",
    "CellId",
    "CellKind",
    "CellSuggestion",
    "Conversion",
    "Crossing",
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
    "Role",
    "Severity",
    "Span",
    "Step",
    "StepName",
    "StepSettings",
    "SuggestedStep",
    "Suggestion",
    "Volume",
    "VolumeKind",
    "cell_digest",
]
