"""A notebook's pipeline in a form for others: a Kubeflow package, a Python script, a flowchart, JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kale_converter.export.surroundings import Image, Surroundings
from kale_converter.model import Conversion, Target
from kale_converter.reading.image_name import IMAGE_FORM, is_image
from kale_ext.errors import BadInput, NotConvertible, NotExportable


class Form(StrEnum):
    """What `kale compile --to` can write."""

    KFP = "kfp"
    PYTHON = "python"
    MERMAID = "mermaid"
    JSON = "json"

    @property
    def suffix(self) -> str:
        """The end of such a file's name."""
        return {Form.KFP: ".yaml", Form.PYTHON: ".py", Form.MERMAID: ".mmd", Form.JSON: ".json"}[self]

    @property
    def target(self) -> Target:
        """What the pipeline is converted for, so that what the form cannot express is told."""
        return {Form.KFP: Target.KUBEFLOW, Form.PYTHON: Target.LOCAL}.get(self, Target.ANY)


def form_of(file: Path) -> Form | None:
    """The form that a file of this name has, None where the name does not tell."""
    suffixes = {".yaml": Form.KFP, ".yml": Form.KFP, ".py": Form.PYTHON, ".json": Form.JSON}
    suffixes |= dict.fromkeys((".mmd", ".mermaid", ".md"), Form.MERMAID)
    return suffixes.get(file.suffix.lower())


@dataclass(frozen=True, slots=True)
class Export:
    """The text of a file, and of a Kubeflow package each image that its steps run in with its reason and its steps.

    notes: what may keep a cluster from running it.
    """

    text: str
    images: tuple[tuple[Image, tuple[str, ...]], ...] = ()
    notes: tuple[str, ...] = ()


def export(conversion: Conversion, form: Form, surroundings: Surroundings) -> Export:
    """Write a sound conversion in this form; the same arguments always give the same text.

    Raises NotExportable where the form cannot say what the notebook asks for, with the place.
    """
    pipeline = conversion.pipeline
    assert pipeline is not None, "only sound conversions are written"
    match form:
        case Form.JSON:
            from kale_converter.export.json_form import to_json

            return Export(to_json(pipeline))
        case Form.MERMAID:
            from kale_converter.export.mermaid import to_mermaid

            return Export(to_mermaid(pipeline))
        case Form.PYTHON:
            return Export(_python(conversion))
        case Form.KFP:
            return _kfp(conversion, surroundings)


def _python(conversion: Conversion) -> str:
    from kale_converter.export.python import NotPlain, to_python

    try:
        return to_python(conversion)
    except NotPlain as refused:
        told = [f"cell {one.span.cell}, line {one.span.line}: {one.what}" for one in (refused, *refused.others)]
        raise NotExportable("; ".join(told), refused.remedy, code=refused.code) from None


def _kfp(conversion: Conversion, surroundings: Surroundings) -> Export:
    from kale_converter.export.errors import ExportError
    from kale_converter.export.kfp import to_kfp

    try:
        package = to_kfp(conversion, surroundings)
    except ExportError as error:
        raise NotExportable(error.message, error.remedy, code=error.code) from error
    steps_of: dict[Image, list[str]] = {}
    for step, image in package.images:
        steps_of.setdefault(image, []).append(step)
    return Export(package.text(), tuple((image, tuple(steps)) for image, steps in steps_of.items()), package.notes)


def export_file(
    notebook: Path, conversion: Conversion, form: Form, *, image: str = "", files: Iterable[Path] = ()
) -> Export:
    """Write a notebook file's sound conversion in this form; image and files as for `surroundings_of`.

    Only a package for a cluster is told what lies around it, so nothing else asks a cluster for this server's image.
    Raises as `export` and `surroundings_of`.
    """
    around = surroundings_of(notebook, conversion, image=image, files=files) if form is Form.KFP else Surroundings()
    return export(conversion, form, around)


def surroundings_of(
    notebook: Path, conversion: Conversion, *, image: str = "", files: Iterable[Path] = ()
) -> Surroundings:
    """What lies around a notebook file. image: asked for. files: data files that travel with the steps.

    Raises BadInput for what is no reference of an image, for a file that cannot be read or is not below the notebook's
    folder, and what converting another notebook that it names raises.
    """
    from kale_ext.engines.local_modules import carried_modules
    from kale_ext.services.admin import admin_settings
    from kale_ext.services.image import default_image

    if image and not is_image(image):
        raise BadInput(f"{image!r} is not the name of a container image", f"write {IMAGE_FORM}")
    admin = admin_settings()
    notebooks: dict[str, Conversion] = {}
    _find_notebooks(notebook, conversion, (notebook,), notebooks)
    return Surroundings(
        default_image=default_image(image, admin.default_image),
        profiles=admin.profiles,
        modules=carried_modules(notebook.parent, (conversion, *notebooks.values())),
        files=dict(sorted(_carried(notebook.parent, file) for file in files)),
        notebooks=dict(sorted(notebooks.items())),
    )


def _carried(folder: Path, file: Path) -> tuple[str, bytes]:
    try:
        name = file.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        raise BadInput(
            f"{file} is not in the notebook's folder {folder}", "copy it there: steps find it by that path"
        ) from None
    try:
        return name, file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}", "name a file that is there") from error


def _find_notebooks(
    notebook: Path, conversion: Conversion, within: tuple[Path, ...], found: dict[str, Conversion]
) -> None:
    """Add the notebooks that steps name, and those that these name, converted for a cluster; by what names them."""
    from kale_ext.services.conversion import convert_file

    for step in () if conversion.pipeline is None else conversion.pipeline.steps:
        name = step.settings.notebook
        if not name:
            continue
        path = notebook.parent / (name if name.endswith(".ipynb") else f"{name}.ipynb")
        if path.parent != notebook.parent:
            raise NotExportable(
                f"step {step.name} names the notebook {name}, which is not beside {notebook.name}",
                "put it into the same folder, and name it without one",
                code="sub-notebook",
            )
        if path in within:
            ring = " → ".join(part.name for part in (*within, path))
            raise NotExportable(
                f"notebooks that run one another never end: {ring}", "remove one of the tags", code="sub-notebook"
            )
        if not path.exists():
            raise NotExportable(
                f"step {step.name} names the notebook {name}, and there is no {path.name} beside {notebook.name}",
                "correct the tag, or put the notebook there",
                code="sub-notebook",
            )
        if name not in found:
            found[name], _ = convert_file(path, target=Target.KUBEFLOW)
            if not found[name].ok:
                told = found[name].diagnostics
                raise NotConvertible(f"{path.name} cannot be made a pipeline", "mend its errors", told)
            _find_notebooks(path, found[name], (*within, path), found)
