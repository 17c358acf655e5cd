"""Names in the pipeline spec: of the pipeline, its tasks, and what they take and give."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from types import MappingProxyType

from kale_converter.model import Pipeline
from kale_converter.reading.names import kubernetes_name, unique

_LONGEST_TASK = 63
_LONGEST_PIPELINE = 63
_ODD = re.compile(r"[^a-zA-Z0-9_]+")


def task_names(pipeline: Pipeline) -> Mapping[str, str]:
    """The name of each step's task, by the step's name.

    Tasks become parts of an Argo workflow, whose names are RFC 1123 labels; one that others depend on begins with a
    letter. A step whose name is such a label keeps it. The component is `comp-` and this name, the executor `exec-`.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for step in pipeline.steps:
        names[step.name] = unique(_label(step.name, "step", _LONGEST_TASK), taken)
        taken.add(names[step.name])
    return MappingProxyType(names)


def pipeline_name(name: str, components: Container[str]) -> str:
    """A valid name of a pipeline, made from the notebook's: lower-case letters, digits and `-`, a letter first.

    components: names of components. KFP's loader takes a component that is called as the pipeline for the pipeline.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    valid = _label(re.sub(r"[^A-Za-z0-9]+", "-", plain), "pipeline", _LONGEST_PIPELINE)
    return f"{valid[: _LONGEST_PIPELINE - 9].rstrip('-')}-pipeline" if f"comp-{valid}" in components else valid


def port_name(text: str, taken: set[str]) -> str:
    """A name for an input or output: a Python identifier in ASCII, as KFP's own have; it is added to `taken`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    cleaned = _ODD.sub("_", plain).strip("_") or "value"
    base = cleaned if not cleaned[0].isdigit() else f"_{cleaned}"
    name, more = base, 2
    while name in taken:
        name, more = f"{base}_{more}", more + 1
    taken.add(name)
    return name


def _label(text: str, fallback: str, longest: int) -> str:
    label = kubernetes_name(text)
    if not label:
        return fallback
    if not label[0].isalpha():
        label = f"{fallback}-{label}"
    return label[:longest].rstrip("-")
