"""What a notebook's metadata asks for, Kale's own (`kubeflow_notebook`) and ours (`kale`), read into one."""

from __future__ import annotations

from kale_converter.model import Notebook
from kale_converter.reading.kubeflow_metadata import read_kubeflow_metadata
from kale_converter.reading.metadata_facts import Metadata


def read_metadata(notebook: Notebook) -> Metadata:
    """Read the metadata of the notebook and of its code cells. Never raises, whatever it holds.

    Where both say something, `kale` counts and not `kubeflow_notebook`.
    """
    metadata = read_kubeflow_metadata(notebook)
    if "kale" not in notebook.metadata and not any("kale" in cell.metadata for cell in notebook.code_cells):
        return metadata
    from kale_converter.reading.kale_metadata import read_kale_metadata  # brings jsonschema, which most never need

    return read_kale_metadata(notebook, metadata)
