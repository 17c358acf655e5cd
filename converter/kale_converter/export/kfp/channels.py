"""How what passes into and out of a group of tasks is called, as KFP's compiler calls it.

KFP's driver reads these names: it finds the outputs of a loop by them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kale_converter.export.kfp.task import Source

PREFIX = "pipelinechannel--"


def channel(source: Source) -> str:
    """The name that a source has as an input of a group."""
    name: str = source.get("componentInputParameter") or source.get("componentInputArtifact") or ""
    if name:
        return name if name.startswith(PREFIX) else PREFIX + name
    for output, key in (("taskOutputParameter", "outputParameterKey"), ("taskOutputArtifact", "outputArtifactKey")):
        if output in source:
            return surfaced(source[output]["producerTask"], source[output][key])
    raise ValueError(f"no source: {source}")


def surfaced(task: str, output: str) -> str:
    """The name that a task's output has as an output of the group around it, and beyond."""
    return output if output.startswith(PREFIX) else f"{PREFIX}{task}-{output}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a step's task stands: its name, and those of the loop and the condition around it, or ""."""

    inner: str
    loop: str = ""
    condition: str = ""

    @property
    def outer(self) -> str:
        """The task that others see."""
        return self.condition or self.loop or self.inner

    def output(self, name: str) -> str:
        """What the output of this name is called outside all groups."""
        return name if self.inner == self.outer else surfaced(self.inner, name)


Places = Mapping[str, Place]
