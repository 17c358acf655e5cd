"""The words of Kale Ext as frozen data; nothing here computes anything but its own JSON form."""

from kale_converter.model.diagnostic import Diagnostic, Severity
from kale_converter.model.flow import Backoff, Foreach
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
from kale_converter.model.placement import NodeAffinity, NodeProfile, NodeRequirement, Toleration
from kale_converter.model.role import Role
from kale_converter.model.settings import (
    ConfigMapFiles,
    Division,
    EnvFromConfigMap,
    EnvFromSecret,
    NotebookSettings,
    SecretFiles,
    SecurityContext,
    StepSettings,
)
from kale_converter.model.span import Span
from kale_converter.model.suggestion import CellSuggestion, Crossing, SuggestedStep, Suggestion
from kale_converter.model.target import Target
from kale_converter.model.volume import OF_KALE_1, Volume, VolumeKind

__all__ = [
    "NOTHING_LEARNT",
    "OF_KALE_1",
    "Applied",
    "Artifact",
    "Backoff",
    "Cell",
    "CellId",
    "CellKind",
    "CellSuggestion",
    "ConfigMapFiles",
    "Conversion",
    "Crossing",
    "Diagnostic",
    "Division",
    "Edge",
    "EnvFromConfigMap",
    "EnvFromSecret",
    "Evidence",
    "EvidenceKind",
    "Foreach",
    "Input",
    "Learnt",
    "LearntEffect",
    "LearntKind",
    "NodeAffinity",
    "NodeProfile",
    "NodeRequirement",
    "Notebook",
    "NotebookSettings",
    "Parameter",
    "ParameterType",
    "ParameterValue",
    "Pipeline",
    "Prologue",
    "Role",
    "SecretFiles",
    "SecurityContext",
    "Severity",
    "Span",
    "Step",
    "StepName",
    "StepSettings",
    "SuggestedStep",
    "Suggestion",
    "Target",
    "Toleration",
    "Volume",
    "VolumeKind",
    "cell_digest",
]
