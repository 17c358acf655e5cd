"""Steps run as a container would run them: their command, with an executor input, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from kale_converter.model import Conversion, Step
from kale_converter.program.command import Carried, carry, travelling
from kale_converter.program.step_bundle import make_step_bundle
from kale_converter.program.wiring import WiredInput, WiredOutput, Wiring

BARE = ("-I", "-S")
"""Options of a Python that sees its standard library alone."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What a container did. output: its executor output. files: by name of the output artifact."""

    status: int
    stdout: str
    stderr: str
    output: dict[str, Any]
    files: Mapping[str, Path]

    def metadata(self, name: str) -> dict[str, Any]:
        """The metadata of an output artifact."""
        return dict(self.output["artifacts"][name]["artifacts"][0]["metadata"])


@dataclass(slots=True)
class Pods:
    """Runs the steps of a conversion. python: the command of the image's Python."""

    folder: Path
    conversion: Conversion
    python: tuple[str, ...] = (sys.executable, *BARE)
    image: str = "example/image:1"
    modules: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    environ: Mapping[str, str] = field(default_factory=dict)
    artifacts: dict[tuple[str, str], Path | list[Path]] = field(default_factory=dict)

    def wiring(self, step: Step, **more: Any) -> Wiring:
        """Names as an export may choose them."""
        wanted = sorted({(given.step, self._artifact(given.step, given.variable)) for given in step.inputs})
        inputs = tuple(
            WiredInput(f"{writer}-{name}", writer, name, isinstance(self.artifacts.get((writer, name)), list))
            for writer, name in wanted
        )
        outputs = tuple(WiredOutput(f"out-{made.name}", made.name) for made in step.outputs)
        pages = {"metrics": "m", "report": "r", "notebook": "n", "classification": "c"}
        return Wiring(**{"image": self.image, "inputs": inputs, "outputs": outputs, **pages, **more})

    def _artifact(self, step: str, variable: str) -> str:
        assert self.conversion.pipeline is not None
        outputs = self.conversion.pipeline.step(step).outputs
        return next(made.name for made in outputs if variable in made.variables)

    def bundle(self, name: str, **more: Any) -> dict[str, Any]:
        """The bundle of a step. more: what its wiring is to have besides."""
        assert self.conversion.pipeline is not None
        wiring = self.wiring(self.conversion.pipeline.step(name), **more)
        return make_step_bundle(self.conversion, name, wiring, SimpleNamespace(modules=self.modules, files=self.files))

    def _bundles(self) -> list[dict[str, Any]]:
        assert self.conversion.pipeline is not None
        return [self.bundle(step.name) for step in self.conversion.pipeline.steps]

    def run(
        self, name: str, parameters: Mapping[str, Any] | None = None, *, number: int | None = None, **more: Any
    ) -> Ended:
        """Run a step. number: of a loop's item, that the outputs are kept under."""
        bundle = self.bundle(name, **more)
        place = self.folder / (name if number is None else f"{name}-{number}")
        names = [made["name"] for made in bundle["outputs"]]
        names += [bundle[page] for page in ("metrics", "classification", "report", "notebook") if bundle[page]]
        files = {output: place / output for output in names}
        given = {}
        for wanted in bundle["inputs"]:
            held = self.artifacts[wanted["step"], wanted["artifact"]]
            given[wanted["name"]] = _artifacts(*(held if isinstance(held, list) else [held]))
        executor = {
            "inputs": {"parameterValues": dict(parameters or {}), "artifacts": given},
            "outputs": {
                "parameters": {value: {"outputFile": str(place / f"value-{value}")} for value in bundle["values"]},
                "artifacts": {output: _artifacts(path) for output, path in files.items()},
                "outputFile": str(place / "executor_output.json"),
            },
        }
        ended = self.start(carry(bundle, travelling([bundle, *self._bundles()])), executor, place, files)
        if not ended.status:
            for made in bundle["outputs"]:
                key = (name, made["artifact"])
                path = files[made["name"]]
                if number is None:
                    self.artifacts[key] = path
                else:
                    kept = self.artifacts.setdefault(key, [])
                    assert isinstance(kept, list)
                    kept.append(path)
        return ended

    def loop(self, name: str, number: int, item: Any) -> Ended:
        """Run a step for one item of its loop."""
        return self.run(name, {"the-item": item}, number=number, item="the-item")

    def start(
        self,
        carried: Carried,
        executor: Any,
        place: Path,
        files: Mapping[str, Path],
        placeholders: Mapping[str, str] | None = None,
    ) -> Ended:
        """Run a command with an executor input, text or data, and other placeholders replaced."""
        replaced = {"{{$}}": executor if isinstance(executor, str) else json.dumps(executor), **(placeholders or {})}
        command = [*self.python, *carried.command[1:], *(replaced.get(text, text) for text in carried.args)]
        place.mkdir(parents=True, exist_ok=True)
        environ = {"PATH": os.environ["PATH"], "HOME": str(place), "TMPDIR": str(place), **self.environ}
        done = subprocess.run(command, cwd=place, env=environ, capture_output=True, text=True, check=False, timeout=120)
        output = place / "executor_output.json"
        told = json.loads(output.read_text()) if output.exists() else {}
        return Ended(done.returncode, done.stdout, done.stderr, told, files)


def _artifacts(*paths: Path) -> dict[str, Any]:
    return {"artifacts": [{"name": path.name, "uri": str(path), "metadata": {}} for path in paths]}
