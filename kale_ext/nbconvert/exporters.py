"""A notebook's pipeline as nbconvert writes it; found by nbconvert's entry points."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from nbconvert.exporters import Exporter
from nbconvert.utils.exceptions import ConversionException
from nbformat import NotebookNode

from kale_ext.errors import KaleError, NotConvertible
from kale_ext.services.conversion import convert_content
from kale_ext.services.exports import Form, export_file

UNNAMED = "notebook"


class PipelineExporter(Exporter):
    """What the exporters share. form: what is written; what `kale compile --to` of the same name writes."""

    form: ClassVar[Form]

    def from_notebook_node(  # type: ignore[override] # text, as every exporter of nbconvert's own gives
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """The text, and nbconvert's resources. Raises ConversionException for a notebook that cannot be a pipeline."""
        content, given = super().from_notebook_node(nb, resources, **kw)
        place = given.get("metadata", {})
        path = Path(place.get("path") or Path.cwd()).absolute() / f"{place.get('name') or UNNAMED}.ipynb"
        try:
            conversion, _ = convert_content(content, path.stem, path=path, target=self.form.target)
            if not conversion.ok:
                raise NotConvertible(f"{path.name} cannot be made a pipeline", "", conversion.diagnostics)
            text = export_file(path, conversion, self.form).text
        except KaleError as error:
            raise ConversionException(_told(error)) from error
        return text, given


def _told(error: KaleError) -> str:
    """The error with all findings, as `kale check` would list them."""
    from kale_converter.diagnostics.text import render
    from kale_converter.model import Severity

    findings = error.diagnostics if isinstance(error, NotConvertible) else ()
    lines = [render(finding) for finding in findings if finding.severity is Severity.ERROR]
    return "\n".join([*lines, f"{error.message}{f'; {error.remedy}' if error.remedy else ''}"])


class KfpExporter(PipelineExporter):
    """A Kubeflow Pipelines package."""

    form = Form.KFP
    export_from_notebook = "Kubeflow Pipeline"
    file_extension = ".yaml"
    output_mimetype = "application/yaml"


class PythonExporter(PipelineExporter):
    """A Python script of the pipeline's steps."""

    form = Form.PYTHON
    export_from_notebook = "Pipeline Script"
    file_extension = ".py"
    output_mimetype = "text/x-python"


class MermaidExporter(PipelineExporter):
    """A Mermaid flowchart of the pipeline."""

    form = Form.MERMAID
    export_from_notebook = "Pipeline Flowchart (Mermaid)"
    file_extension = ".mmd"
    output_mimetype = "text/vnd.mermaid"
