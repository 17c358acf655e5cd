"""What metadata says, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from kale_converter.model import CellId, Division, NotebookSettings, Severity, Span
from kale_converter.reading.division import AskedByMetadata


class MetadataProblemKind(StrEnum):
    """What there is to say of a metadata key.

    WRONG: `kale` metadata that its schema does not allow. WRONG_OLD: a `kubeflow_notebook` value of the wrong type,
    which is left out. UNKNOWN: a `kubeflow_notebook` key that Kale does not know. UNSUPPORTED: asked for by Kale's
    metadata and not to be had yet; the values stay right without it. REFUSED: asked for by `kale` metadata and not to
    be had yet, and running without it would give something else. WITHOUT_EFFECT: a setting of Kale's own workings,
    which has none here. CLUSTER_ONLY: a setting that only matters on a cluster.
    """

    WRONG = "wrong"
    WRONG_OLD = "wrong-old"
    UNKNOWN = "unknown"
    UNSUPPORTED = "unsupported"
    REFUSED = "refused"
    WITHOUT_EFFECT = "without-effect"
    CLUSTER_ONLY = "cluster-only"


@dataclass(frozen=True, slots=True)
class MetadataProblem:
    """One thing to say of a key. key: the path to it, as in "kale.steps.train.when". detail: what, or what is wanted.

    span: of the cell whose metadata it is, None for the notebook's.
    """

    kind: MetadataProblemKind
    key: str
    detail: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """All that metadata says. division: what the notebook asks for, None where it says nothing.

    ignored: codes of diagnostics that are switched off in the notebook, and in a cell; never those of errors. severity:
    how severe diagnostics are to be, by their codes, in the notebook and in a cell.
    """

    settings: NotebookSettings
    division: Division | None = None
    asked: AskedByMetadata = field(default_factory=AskedByMetadata)
    ignored: frozenset[str] = frozenset()
    ignored_in: Mapping[CellId, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[MetadataProblem, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    severity_in: Mapping[CellId, Mapping[str, Severity]] = field(default_factory=lambda: MappingProxyType({}))
