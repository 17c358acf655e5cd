"""From a notebook, as a file or as it stands in an editor, to its pipeline."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kale_converter.model import Conversion, Division, Notebook, Target
from kale_ext.errors import NotebookUnreadable, NotFound

if TYPE_CHECKING:
    from kale_converter.analysis import Interpreter

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
    interpreter: Interpreter | None = None,
    target: Target = Target.LOCAL,
    carried: Iterable[Path] = (),
) -> tuple[Conversion, dict[str, Any]]:
    """Convert the notebook file; also gives its content as nbformat 4 JSON.

    division: how it is divided into steps, None for what the notebook itself asks for. What runs have shown about the
    notebook (`kale_ext.engines.learnt_file`) is taken into account. interpreter: the notebook's own, from
    `Interpreters`. target: what it is converted for. carried: data files that travel with its steps. Raises as
    `read_file`.
    """
    return _convert(read_file(path), division, path, interpreter, target=target, carried=_beside(path, carried))


def convert_content(
    content: Mapping[str, Any],
    name: str,
    division: Division | None = None,
    path: Path | None = None,
    *,
    interpreter: Interpreter | None = None,
    target: Target = Target.LOCAL,
) -> tuple[Conversion, dict[str, Any]]:
    """Convert a notebook that is at hand as nbformat JSON. Raises as `read_content`.

    path: its file, beside which is kept what runs have shown about it; None where it has none.
    """
    return _convert(read_content(content, name), division, path, interpreter, target=target)


def _convert(
    reading: Reading,
    division: Division | None,
    path: Path | None,
    interpreter: Interpreter | None,
    *,
    target: Target,
    carried: frozenset[str] = frozenset(),
) -> tuple[Conversion, dict[str, Any]]:
    from kale_converter.convert import convert
    from kale_converter.model import NOTHING_LEARNT
    from kale_ext.engines.installed import kept_states
    from kale_ext.engines.learnt_file import read_learnt
    from kale_ext.services.admin import admin_settings
    from kale_ext.services.local_modules import stateful_modules

    notebook, content = reading
    learnt = NOTHING_LEARNT if path is None else read_learnt(path)
    local_modules = frozenset() if path is None else modules_beside(path)
    profiles = frozenset(admin_settings().profiles) if target is Target.KUBEFLOW else frozenset()
    made = convert(
        notebook,
        division,
        learnt,
        local_modules,
        interpreter=interpreter,
        target=target,
        profiles=profiles,
        stateful_modules=frozenset() if path is None else stateful_modules(path.parent, notebook, local_modules),
        carried=carried,
        kept=kept_states(notebook, local_modules),
    )
    return made, content


def _beside(notebook: Path, files: Iterable[Path]) -> frozenset[str]:
    """Files of the notebook's folder as its cells name them."""
    folder = notebook.parent.resolve()
    found = (file.resolve() for file in files)
    return frozenset(file.relative_to(folder).as_posix() for file in found if file.is_relative_to(folder))


def modules_beside(notebook: Path) -> frozenset[str]:
    """The top-level modules that an import in the notebook may find in its folder."""
    try:
        with os.scandir(notebook.parent) as entries:
            names = [entry.name.removesuffix(".py") for entry in entries if _is_module(entry)]
    except OSError:
        return frozenset()
    return frozenset(name for name in names if name.isidentifier())


def _is_module(entry: os.DirEntry[str]) -> bool:
    if entry.name.endswith(".py"):
        return True
    return "." not in entry.name and entry.is_dir() and Path(entry.path, "__init__.py").exists()


def _read(read: Callable[[], Reading]) -> Reading:
    from kale_converter.reading.errors import NotebookError

    try:
        return read()
    except NotebookError as error:
        if error.code == "no-such-file":
            raise NotFound(error.message, error.remedy) from error
        raise NotebookUnreadable(error.message, error.remedy, code=error.code) from error
