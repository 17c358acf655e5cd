"""From a notebook, as a file or as it stands in an editor, to its pipeline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kale_converter.model import Conversion, Division, Notebook, Target
from kale_ext.errors import NotebookUnreadable, NotFound

if TYPE_CHECKING:
    from kale_converter.analysis import Analyser

Reading = tuple[Notebook, dict[str, Any]]


def read_file(path: Path) -> Reading:
    """Read the notebook file; also gives its content as nbformat 4 JSON.

    Raises NotFound where there is no such file and NotebookUnreadable where it is no notebook.
    """
    from kale_converter.reading.notebook import read_notebook

    return _read(lambda: read_notebook(path))


def read_content(content: Mapping[str, Any], name: str) -> Reading:
    """Read a notebook that is at hand as nbformat JSON, for instance with unsaved changes.

    name: the pipeline's name where the notebook gives none. Raises NotebookUnreadable where it is no notebook.
    """
    from kale_converter.reading.notebook import parse_notebook

    return _read(lambda: parse_notebook(content, name))


def convert_file(
    path: Path,
    division: Division | None = None,
    analyser: Analyser | None = None,
    target: Target = Target.LOCAL,
    carried: Iterable[Path] = (),
) -> tuple[Conversion, dict[str, Any]]:
    """Convert the notebook file; also gives its content as nbformat 4 JSON.

    division: how it is divided into steps, None for what the notebook itself asks for. What runs have shown about the
    notebook (`kale_ext.engines.learnt_file`) is taken into account. analyser: the notebook's own, from
    `Analysers`. target: what it is converted for. carried: data files that travel with its steps. Raises as
    `read_file`.
    """
    return _convert(read_file(path), division, path, analyser, target=target, carried=_beside(path, carried))


def convert_content(
    content: Mapping[str, Any],
    name: str,
    division: Division | None = None,
    path: Path | None = None,
    *,
    analyser: Analyser | None = None,
    target: Target = Target.LOCAL,
) -> tuple[Conversion, dict[str, Any]]:
    """Convert a notebook that is at hand as nbformat JSON. Raises as `read_content`.

    path: its file, beside which is kept what runs have shown about it; None where it has none.
    """
    return _convert(read_content(content, name), division, path, analyser, target=target)


def _convert(
    reading: Reading,
    division: Division | None,
    path: Path | None,
    analyser: Analyser | None,
    *,
    target: Target,
    carried: frozenset[str] = frozenset(),
) -> tuple[Conversion, dict[str, Any]]:
    from kale_converter.convert import convert
    from kale_converter.model import NOTHING_LEARNT
    from kale_ext.engines.learnt_file import read_learnt
    from kale_ext.engines.surroundings import surroundings
    from kale_ext.services.admin import admin_settings

    notebook, content = reading
    learnt = NOTHING_LEARNT if path is None else read_learnt(path)
    profiles = frozenset(admin_settings().profiles) if target is Target.KUBEFLOW else frozenset()
    made = convert(
        notebook,
        division,
        learnt,
        analyser=analyser,
        target=target,
        profiles=profiles,
        carried=carried,
        **surroundings(notebook, path),
    )
    return made, content


def _beside(notebook: Path, files: Iterable[Path]) -> frozenset[str]:
    """Files of the notebook's folder as its cells name them."""
    folder = notebook.parent.resolve()
    found = (file.resolve() for file in files)
    return frozenset(file.relative_to(folder).as_posix() for file in found if file.is_relative_to(folder))


def _read(read: Callable[[], Reading]) -> Reading:
    from kale_converter.reading.errors import NotebookError

    try:
        return read()
    except NotebookError as error:
        if error.code == "no-such-file":
            raise NotFound(error.message, error.remedy) from error
        raise NotebookUnreadable(error.message, error.remedy, code=error.code) from error
