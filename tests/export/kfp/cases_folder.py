"""The cases: notebooks, each with the package that it is exported to."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from kale_converter.convert import convert
from kale_converter.export.kfp import Package, to_kfp
from kale_converter.export.surroundings import Surroundings
from kale_converter.model import Conversion, Target
from kale_converter.reading.notebook import parse_notebook

FOLDER = Path(__file__).parent / "cases"
NAMES = sorted(path.stem for path in FOLDER.glob("*.ipynb"))


def converted(name: str) -> Conversion:
    """The case, converted."""
    notebook, _ = parse_notebook((FOLDER / f"{name}.ipynb").read_text(encoding="utf-8"), name)
    return convert(notebook, target=Target.KUBEFLOW)


@functools.cache
def exported(name: str) -> Package:
    """The case, exported."""
    return to_kfp(converted(name), Surroundings())


def without_commands(package: Package) -> dict[str, Any]:
    """The pipeline spec without what the containers of steps carry, which is long and told elsewhere."""
    spec = dict(package.pipeline_spec)
    executors = {}
    for label, executor in spec["deploymentSpec"]["executors"].items():
        container = dict(executor["container"])
        if container.get("command", [""])[0] == "python3":
            container |= {"command": ["(the step runtime)"], "args": ["(the bundle of the step)"]}
        executors[label] = {"container": container}
    return {**spec, "deploymentSpec": {"executors": executors}}
