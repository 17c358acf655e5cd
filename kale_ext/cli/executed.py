"""Writing the executed notebook where the user wants it."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kale_ext.errors import BadInput


def checked_target(typed: str, source: Path | None) -> Path:
    """The absolute path to write to. source: the notebook that must not be overwritten.

    Raises BadInput where it is the source or nothing can be written there, so that this is known before the run.
    """
    path = Path(os.path.normpath(Path.cwd() / Path(typed).expanduser()))
    if path.is_dir():
        raise BadInput(f"{typed} is a folder", "name a file in it")
    if not path.parent.is_dir():
        raise BadInput(f"there is no folder {path.parent} to write {path.name} to", "make it, or name another")
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise BadInput(f"{typed} cannot be written", "name a place where you may write")
    if source is not None and source.exists() and path.exists() and path.samefile(source):
        raise BadInput(f"{typed} is the notebook itself, which is never changed", "name another file")
    return path


def write_notebook(notebook: Mapping[str, Any], path: Path) -> None:
    """Write the notebook as Jupyter does; whoever reads the file meanwhile sees the old one or the new one."""
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    replace(path, text)


def replace(path: Path, text: str) -> None:
    """Put the text in the file in one go. Raises BadInput where that fails."""
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        draft = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass", newline="\n") as file:
                file.write(text)
            draft.chmod(mode)
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}", "name a place where you may write") from error


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
