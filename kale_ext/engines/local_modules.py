"""The modules beside a notebook: which there are, which keep state, and the text of those that it imports."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kale_converter.model import Conversion, Notebook
from kale_ext.errors import BadInput

if TYPE_CHECKING:
    from kale_converter.program.imports import Import


_QUOTED = re.compile(r"""["']([^"'\0]+)["']""")


def modules_beside(notebook: Path) -> frozenset[str]:
    """The top-level modules that an import in the notebook may find in its folder."""
    return _modules_in(notebook.parent)


def _modules_in(folder: Path) -> frozenset[str]:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name.removesuffix(".py") for entry in entries if _is_module(entry)]
    except OSError:
        return frozenset()
    return frozenset(name for name in names if name.isidentifier())


def _is_module(entry: os.DirEntry[str]) -> bool:
    if entry.name.endswith(".py"):
        return True
    return "." not in entry.name and entry.is_dir() and Path(entry.path, "__init__.py").exists()


def carried_modules(folder: Path, conversions: Iterable[Conversion]) -> dict[str, str]:
    """The text of each file, by its path relative to the folder of these notebooks, with `/`; sorted.

    A package comes with all its Python files. Raises BadInput for a file that cannot be read as text.
    """
    from kale_converter.program.imports import cell_imports, module_imports

    found: dict[str, str] = {}
    cells = (cell for conversion in conversions for cell in conversion.notebook.code_cells)
    waiting = [name for cell in cells for name in _tops(cell_imports(cell))]
    seen: set[str] = set()
    while waiting:
        module = waiting.pop()
        if module in seen:
            continue
        seen.add(module)
        for file in _files(folder, module):
            text = _read(file)
            found[file.relative_to(folder).as_posix()] = text
            waiting.extend(_tops(module_imports(text)))
    return dict(sorted(found.items()))


def stateful_modules(folder: Path, notebook: Notebook, modules: Iterable[str]) -> frozenset[str]:
    """Those of the modules in a folder that the notebook names and whose functions change what they hold.

    So too of the modules in folders that it puts on `sys.path`.
    """
    text = "\n".join(cell.source for cell in notebook.code_cells)
    places = [(folder, module) for module in modules]
    places += [(added, module) for added in _added_folders(folder, text) for module in _modules_in(added)]
    return frozenset(
        module
        for place, module in places
        if module in text and any(_keeps_state(file, file.stat().st_mtime_ns) for file in _files(place, module))
    )


def _added_folders(folder: Path, text: str) -> list[Path]:
    """Those in the notebook's folder that are named, each as one text, on lines that have to do with `sys.path`."""
    named = {name for line in text.splitlines() if "sys.path" in line for name in _QUOTED.findall(line)}
    found = {(folder / name).resolve() for name in named}
    return sorted(path for path in found if path.is_dir() and path.is_relative_to(folder.resolve()))


@lru_cache(maxsize=1024)
def _keeps_state(file: Path, _changed: int) -> bool:
    """Whether a file's functions change what it holds; read again when it has changed."""
    from kale_converter.analysis.module_state import keeps_state

    try:
        return keeps_state(_read(file))
    except BadInput:
        return False


def _files(folder: Path, module: str) -> list[Path]:
    package, file = folder / module, folder / f"{module}.py"
    if (package / "__init__.py").is_file():
        return sorted(path for path in package.rglob("*.py") if "__pycache__" not in path.parts and path.is_file())
    return [file] if file.is_file() else []


def _tops(imports: Iterable[Import]) -> Iterator[str]:
    """The top-level modules of absolute imports."""
    return (found.module.partition(".")[0] for found in imports if found.module and not found.level)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        told = f"the module {file.name} beside the notebook cannot be read: {error.strerror}"
        raise BadInput(told, "make it readable") from error
    except UnicodeDecodeError as error:
        told = f"the module {file.name} beside the notebook is not UTF-8 text, so it cannot travel with the steps"
        raise BadInput(told, "save it as UTF-8") from error
