"""How the steps' bundles travel: in each step's own command, or once for all in an artifact."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kale_converter.export.errors import ExportError
from kale_converter.program.command import Carried, bundle_task, carry, runtime_size

LARGEST_REPEATED = 256 * 1024
"""Bytes above which what all commands carry travels once, in an artifact: the runtime; and the bundles, if they are.

Argo keeps a run in one Kubernetes object of 1.5 MiB at most, and a step's command in it up to four times: in the
specs, as what the step's driver is given and gives, and as what the step's pod is given."""
LARGEST_COMMAND = 96 * 1024
"""Bytes of one step's bundle and the runtime above which all bundles travel so: until KFP 2.15 a step's command is, as
JSON with its quotes escaped, one argument of the step's driver, and Linux takes none of 128 KiB."""
LARGEST = 116 * 1024
"""Bytes of all bundles and the runtime, packed, that are refused: they are the command of one task."""
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Cargo:
    """What a pipeline carries. commands: by step. shared: the task that hands everything on, None without one.

    sizes: bytes of each step's bundle, as JSON.
    """

    commands: Mapping[str, Carried]
    shared: Carried | None
    sizes: Mapping[str, int]

    @property
    def size(self) -> int:
        """Bytes of all commands together."""
        return sum(carried.size for carried in self.commands.values()) + (self.shared.size if self.shared else 0)


def load(bundles: Mapping[str, Mapping[str, Any]], alone: str = "") -> Cargo:
    """Decide how these bundles travel. alone: a step whose own command carries everything in any case.

    In an artifact the runtime alone is the same for all pipelines, so that KFP's cache has it after the first run.
    Raises ExportError where they are too large for any way.
    """
    sizes = {step: len(json.dumps(bundle).encode()) for step, bundle in bundles.items()}
    total = sum(sizes.values())
    long = max(sizes.values(), default=0) + runtime_size() > LARGEST_COMMAND
    if not long and total + runtime_size() * len(bundles) <= LARGEST_REPEATED:
        return Cargo({step: carry(bundle) for step, bundle in bundles.items()}, None, sizes)
    whole = long or total > LARGEST_REPEATED
    commands = {
        step: carry(bundle, runtime_in_artifact=step != alone, in_artifact=whole and step != alone)
        for step, bundle in bundles.items()
    }
    held = [bundle for step, bundle in bundles.items() if whole and step != alone]
    cargo = Cargo(commands, bundle_task(held), sizes)
    if cargo.shared and cargo.shared.size > LARGEST:
        raise _too_large(cargo.shared.size, bundles)
    return cargo


def _too_large(size: int, bundles: Mapping[str, Mapping[str, Any]]) -> ExportError:
    parts: dict[str, int] = {}
    for step, bundle in bundles.items():
        cells = [*bundle["program"]["prologue"]["cells"], *bundle["program"]["steps"][0]["cells"]]
        parts[f"the cells of step {step}"] = sum(len(cell["source"].encode()) for cell in cells)
        for path, text in (*bundle["modules"].items(), *bundle["files"].items()):
            parts[path] = len(text.encode())
    largest = sorted(parts.items(), key=lambda part: (-part[1], part[0]))[:_SHOWN]
    told = ", ".join(f"{name} {size // 1000} kB" for name, size in largest)
    return ExportError(
        "bundle-too-large",
        f"what the steps need besides their image is {size // 1000} kB, packed, and a pipeline can carry "
        f"{LARGEST // 1000} kB; the largest parts: {told}",
        "put data files on a volume or into an object store, and large modules into the image",
    )
