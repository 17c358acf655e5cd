"""What the installed packages that a notebook imports keep to themselves; read from their text once for each version.

Kept in `$KALE_HOME/packages`, else in `kale/packages` of the user's cache folder. It is found again wherever a file of
the package is not as it was.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from kale_converter.analysis.library import STATE_IN_TABLES
from kale_converter.analysis.package_source import SPARED_FOLDERS
from kale_converter.analysis.package_state import Kept, KeptStates, kept_by
from kale_converter.model import Notebook
from kale_converter.program.imports import cell_imports, is_standard
from kale_ext.engines.home import packages_home
from kale_ext.engines.whole_file import write_whole

VERSION = 3
"""Of what is kept, and of how it is found."""
MOST_FILES = 2000
"""Packages with more Python files than this are not looked at."""


def kept_states(notebook: Notebook, local_modules: frozenset[str] = frozenset()) -> KeptStates:
    """What the packages keep that the notebook's cells import, by their top-level names; sorted.

    local_modules: those beside the notebook, which come first. Packages whose state the analysis knows from its tables
    are not among them, nor those that keep nothing or are not installed here.
    """
    tops = {found.module.partition(".")[0] for cell in notebook.code_cells for found in cell_imports(cell)}
    wanted = (top for top in sorted(tops - local_modules - STATE_IN_TABLES) if top and not is_standard(top))
    found = {top: _kept(top, *_changed(root)) for top in wanted if (root := _root(top)) is not None}
    return {top: kept for top, kept in found.items() if kept.changed or kept.read}


@lru_cache(maxsize=256)
def _root(top: str) -> Path | None:
    """The folder of a package, or the file of a module; None where there is none that can be read."""
    with suppress(ImportError, AttributeError, ValueError):
        spec = importlib.util.find_spec(top)
        if spec is not None and spec.origin and spec.origin.endswith(".py"):
            file = Path(spec.origin)
            return file.parent if file.name == "__init__.py" else file
    return None


def _changed(root: Path) -> tuple[Path, int, int]:
    """A path, and when it and the folder that it is in were last changed: at the latest by an installation."""
    return root, root.stat().st_mtime_ns, root.parent.stat().st_mtime_ns


@lru_cache(maxsize=64)
def _kept(top: str, root: Path, _changed: int, _changed_around: int) -> Kept:
    """What a package keeps, from the cache where nothing of it has changed."""
    files = sorted(_files(root))
    if len(files) > MOST_FILES:
        return Kept({}, {})
    cached = packages_home(os.environ) / f"{top}-{_signature(files)}.json"
    known = _read(cached)
    if known is None:
        known = kept_by(top, {name: (_text(path), path.name == "__init__.py") for name, path, _, _ in files})
        with suppress(OSError):
            _write(cached, known)
    return known


def _files(root: Path) -> Iterator[tuple[str, Path, int, int]]:
    """The Python files of a package: dotted name, path, size, time of the last change."""
    if root.is_file():
        status = root.stat()
        yield root.stem, root, status.st_size, status.st_mtime_ns
        return
    waiting = [(root.name, root)]
    while waiting:
        name, folder = waiting.pop()
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                stem = entry.name.removesuffix(".py")
                if stem != entry.name and stem.isidentifier():
                    status = entry.stat()
                    module = name if stem == "__init__" else f"{name}.{stem}"
                    yield module, Path(entry.path), status.st_size, status.st_mtime_ns
                elif entry.name.isidentifier() and entry.name not in SPARED_FOLDERS and entry.is_dir():
                    waiting.append((f"{name}.{entry.name}", Path(entry.path)))


def _signature(files: list[tuple[str, Path, int, int]]) -> str:
    digest = hashlib.sha256(f"{VERSION}\0".encode())
    for name, path, size, changed in files:
        digest.update(f"{name}\0{path}\0{size}\0{changed}\0".encode())
    return digest.hexdigest()[:32]


def _text(path: Path) -> str:
    with suppress(OSError):
        return path.read_text(encoding="utf-8", errors="replace")
    return ""


def _read(cached: Path) -> Kept | None:
    """What was found before; None where there is nothing that can be used."""
    try:
        data = json.loads(cached.read_text(encoding="utf-8"))
        return Kept(*({word: tuple(places) for word, places in data[part].items()} for part in ("changed", "read")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _write(cached: Path, kept: Kept) -> None:
    cached.parent.mkdir(parents=True, exist_ok=True)
    write_whole(cached, json.dumps({"changed": dict(kept.changed), "read": dict(kept.read)}))
