"""How the steps' bundles travel: in each step's own command, or once for all in an artifact."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from kale_converter.export.errors import ExportError
from kale_converter.program.command import TRAVELLING, Carried, Handing, bundle_tasks, carry, runtime_size, travelling

LARGEST_RUN = 900_000
"""Bytes that a run may take in the cluster, as estimated here, before less is repeated: Argo keeps 1 MiB of it.

It has a step's command once in its spec and four times in its status, which Argo compresses (`workflow`).
"""
_PACKED_TIMES, _TEXT_TIMES = 5.0, 2.5
"""How often packed and readable bytes of a command count: the packed do not become fewer a second time."""
_REPEATING = 4
"""Steps that may each carry the runtime. With more a run is too large, and nothing need be packed to see that."""
_STEP = 3500
"""Bytes that a step takes besides."""
LARGEST_COMMAND = 96 * 1024
"""Bytes of one step's bundle and the runtime above which all bundles travel so: until KFP 2.15 a step's command is, as
JSON with its quotes escaped, one argument of the step's driver, and Linux takes none of 128 KiB."""
LARGEST_HANDED_ON = 116 * 1024
"""Bytes, packed, that one task hands on: they are its command, and the same argument of its driver."""
_SHOWN, _SMALL = 5, 1000


@dataclass(frozen=True, slots=True)
class Cargo:
    """What a pipeline carries. commands: by step. shared: the tasks that hand things on, None without such.

    sizes: bytes of each step's bundle, as JSON. runtime: bytes of the runtime in one command. whole: the bundles are
    handed on too, not the runtime alone. largest: the largest parts of the bundles in words, with their sizes in bytes.
    """

    commands: Mapping[str, Carried]
    shared: Handing | None
    sizes: Mapping[str, int]
    runtime: int
    whole: bool = False
    largest: tuple[tuple[str, int], ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all commands together."""
        return sum(carried.size for carried in self.commands.values()) + (self.shared.size if self.shared else 0)

    @property
    def note(self) -> str:
        """How it travels where not all is in the steps' own commands, and why; else ""."""
        if self.shared is None:
            return ""
        if self.shared.parts:
            return (
                f"what the steps need is {self.shared.packed // 1000} kB, packed, and one task carries "
                f"{LARGEST_HANDED_ON // 1000} kB: {1 + len(self.shared.parts)} tasks hand it on as artifacts "
                f"(the largest: {told(self.largest)})"
            )
        steps, repeated = _counted(self.commands), len(self.commands) * self.runtime
        if not self.whole:
            return (
                f"the step runtime in the commands of {steps} would be {repeated // 1000} kB: "
                "it travels once, as an artifact of the task kale-bundle"
            )
        return (
            f"the cells, modules and files of {steps} are {sum(self.sizes.values()) // 1000} kB, too large for "
            f"the steps' commands: they travel once, {self.shared.packed // 1000} kB packed, as an artifact of the "
            "task kale-bundle"
        )


def _counted(steps: Collection[str]) -> str:
    return "one step" if len(steps) == 1 else f"{len(steps)} steps"


def told(parts: tuple[tuple[str, int], ...]) -> str:
    """Parts with their sizes."""
    return ", ".join(f"{name} {size // 1000} kB" for name, size in parts)


def load(bundles: Mapping[str, Mapping[str, Any]], alone: Collection[str] = ()) -> Cargo:
    """Decide how these bundles travel. alone: steps whose own command carries everything in any case.

    In an artifact the runtime alone is the same for all pipelines, so that KFP's cache has it after the first run.
    Raises ExportError where the step that carries everything itself cannot.
    """
    sizes = {step: len(json.dumps(bundle).encode()) for step, bundle in bundles.items()}
    total = sum(sizes.values())
    modules = travelling(bundles.values()) if len(bundles) <= _REPEATING else TRAVELLING
    runtime = runtime_size(modules)
    long = max(sizes.values(), default=0) + runtime > LARGEST_COMMAND
    readable = _TEXT_TIMES * total + _STEP * len(bundles)
    if not long and readable + _PACKED_TIMES * runtime * len(bundles) <= LARGEST_RUN:
        return Cargo({step: carry(bundle, modules) for step, bundle in bundles.items()}, None, sizes, runtime)
    whole = long or readable + _PACKED_TIMES * runtime > LARGEST_RUN
    commands = {
        step: carry(bundle, modules)
        if step in alone
        else carry(bundle, runtime_in_artifact=True, key=step if whole else "")
        for step, bundle in bundles.items()
    }
    held = {step: bundle for step, bundle in bundles.items() if whole and step not in alone}
    for step in alone:
        if commands[step].size > LARGEST_HANDED_ON:
            raise ExportError(
                "exit-handler",
                f"step {step} cannot be the exit handler: what it needs is {commands[step].size // 1000} kB, and it "
                f"can carry {LARGEST_HANDED_ON // 1000} kB, because it runs even where no other step has",
                "put data files on a volume or into an object store, and large modules into the image",
            )
    handing = bundle_tasks(held, LARGEST_HANDED_ON)
    return Cargo(commands, handing, sizes, runtime, whole, _largest(bundles) if handing.parts else ())


def _largest(bundles: Mapping[str, Mapping[str, Any]]) -> tuple[tuple[str, int], ...]:
    parts: dict[str, int] = {}
    for step, bundle in bundles.items():
        cells = [*bundle["program"]["prologue"]["cells"], *bundle["program"]["steps"][0]["cells"]]
        parts[f"the cells of step {step}"] = sum(len(cell["source"].encode()) for cell in cells)
        for path, text in (*bundle["modules"].items(), *bundle["files"].items()):
            parts[path] = len(text.encode())
    largest = sorted(parts.items(), key=lambda part: (-part[1], part[0]))[:_SHOWN]
    return tuple(part for part in largest if part[1] >= _SMALL)
