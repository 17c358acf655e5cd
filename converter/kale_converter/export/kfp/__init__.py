"""The pipeline as Kubeflow Pipelines v2 runs it: plain data, no SDK.

names: of the pipeline, its tasks, what they take and give. ports: what each step takes and gives, by these names.
steps: a step as a task. container: image, command, environment, resources. carrying: how the bundles travel.
pipeline: all steps as a graph. spec, package: the whole, and its text. workflow: how large a run of it becomes.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from kale_converter.export.errors import ExportError
from kale_converter.export.kfp.carrying import Cargo, told
from kale_converter.export.kfp.package import LARGEST_OBJECT, BundleRecord, Package
from kale_converter.export.kfp.pipeline import Made, draw
from kale_converter.export.kfp.platform import executor_config, platform_spec
from kale_converter.export.kfp.spec import pipeline_spec
from kale_converter.export.kfp.task import Source, Task
from kale_converter.export.surroundings import Surroundings
from kale_converter.model import Conversion

__all__ = ["BundleRecord", "ExportError", "Package", "to_kfp"]


def to_kfp(conversion: Conversion, surroundings: Surroundings) -> Package:
    """The package of a notebook's pipeline; the same arguments give the same package, to the byte.

    conversion: for `Target.KUBEFLOW`, and `ok`. Raises ExportError where KFP cannot run it, which the diagnostics of
    such a conversion do not tell: what it carries is too large, say.
    """
    pipeline = conversion.pipeline
    if pipeline is None or not pipeline.steps:
        raise ExportError(
            "nothing-to-run", "the notebook has no step, so there is no pipeline", "tag a code cell with `step:NAME`"
        )
    made = Made()
    tasks = draw(conversion, surroundings, made)
    spec = pipeline_spec(pipeline, tasks, made.executors)
    package = Package(spec, _platform(tasks, made, surroundings), tuple(made.images.items()), _record(made))
    _refuse_too_large(package, made.cargos)
    return package


def _record(made: Made) -> BundleRecord:
    size = sum(cargo.size for cargo in made.cargos)
    notes = tuple(dict.fromkeys(cargo.note for cargo in made.cargos if cargo.note))
    return BundleRecord(MappingProxyType(made.sizes), size, any(cargo.shared for cargo in made.cargos), notes)


def _refuse_too_large(package: Package, cargos: Iterable[Cargo]) -> None:
    """Raise ExportError where no Kubernetes object can hold what the steps carry. Many steps are told, not refused."""
    handed = [cargo for cargo in cargos if cargo.shared and cargo.shared.parts]
    if handed and (size := package.size) > LARGEST_OBJECT:
        largest = tuple(sorted((part for cargo in handed for part in cargo.largest), key=lambda part: -part[1]))
        raise ExportError(
            "bundle-too-large",
            f"the package has {size // 1000} kB with all that the steps need besides their image, packed; a run is a "
            f"Kubernetes object, which holds {LARGEST_OBJECT // 1000} kB; the largest parts: {told(largest)}",
            "put data files on a volume or into an object store, and large modules into the image",
        )


def _platform(tasks: Iterable[Task], made: Made, surroundings: Surroundings) -> dict[str, Any]:
    claims: dict[str, dict[str, Source]] = {label: {} for label in made.steps}
    for task in tasks:
        for (label, volume), source in task.all_claims.items():
            claims[label][volume] = source
    configs = {
        label: executor_config(step, pipeline.settings, surroundings, claims[label])
        for label, (step, pipeline) in made.steps.items()
    }
    return platform_spec(configs)
