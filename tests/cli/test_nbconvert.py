"""nbconvert writes what `kale compile` writes, found by its entry points."""

import subprocess
import sys

import pytest

from tests.cli.notebook_file import two_steps, write

FORMS = {"kale-kfp": ("kfp", ".yaml"), "kale-python": ("python", ".py"), "kale-mermaid": ("mermaid", ".mmd")}


def nbconvert(*words, folder):
    return subprocess.run(
        [sys.executable, "-m", "jupyter", "nbconvert", *words], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", FORMS)
def test_the_same_bytes_as_the_command(name, kale, tmp_path):
    """Beside the notebook, under its name."""
    notebook = two_steps(tmp_path)
    form, suffix = FORMS[name]
    done = nbconvert("--to", name, notebook.name, folder=notebook.parent)
    assert done.returncode == 0, done.stderr
    written = notebook.with_suffix(suffix).read_text(encoding="utf-8")
    assert written.rstrip("\n") == kale("compile", str(notebook), "--to", form, "-o", "-").out.rstrip("\n")


def test_what_cannot_be_a_pipeline_is_told(tmp_path):
    """The findings, and no stack trace of ours."""
    notebook = write(tmp_path / "broken.ipynb", ("step:a", "print(nowhere)"))
    done = nbconvert("--to", "kale-kfp", notebook.name, folder=tmp_path)
    assert done.returncode != 0
    assert "cell 1, line 1, column 7: error K202: the name 'nowhere' is not defined" in done.stderr
    assert not notebook.with_suffix(".yaml").exists()


def test_labs_menu_has_them():
    """JupyterLab lists the exporters that say what they are called there."""
    from nbconvert.exporters import get_export_names, get_exporter

    assert set(FORMS) <= set(get_export_names())
    named = {name: get_exporter(name).export_from_notebook for name in FORMS}
    assert all(named.values())
