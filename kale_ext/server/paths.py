"""API paths, relative to the server's root as in Jupyter's Contents API, and the files they name."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from jupyter_core.paths import is_hidden

from kale_ext.errors import BadInput, NotFound


@dataclass(frozen=True, slots=True)
class Root:
    """The folder that a server shows.

    As in Jupyter's own file manager, a path must stay inside by its text, while links that somebody put inside are
    followed wherever they lead. allow_hidden: whether hidden files may be named, as the contents manager says.
    """

    folder: Path
    allow_hidden: bool = False

    def file(self, path: str) -> Path:
        """The absolute path of an API path; the file need not be there.

        Raises BadInput for a path that leaves the root or is none at all, NotFound for a hidden one.
        """
        if not path.strip("/"):
            raise BadInput("the path is empty", "name a notebook relative to the server's root", code="bad-path")
        if "\0" in path:
            raise BadInput(f"{path!r} is not a path", "leave out the null character", code="bad-path")
        if PurePosixPath(path).is_absolute() or Path(path).is_absolute() or os.path.splitdrive(path)[0]:
            raise BadInput(f"{path!r} is absolute", "paths are relative to the server's root", code="bad-path")
        root = os.path.normpath(self.folder)
        file = os.path.normpath(Path(root, *path.split("/")))
        if not file.startswith(root.rstrip(os.sep) + os.sep):
            raise BadInput(f"{path!r} is outside the server's root", "name a file inside it", code="bad-path")
        if not self.allow_hidden and is_hidden(file, root):
            raise NotFound(f"there is no file {path!r}", "hidden files are not shown on this server")
        return Path(file)

    def path(self, file: str) -> str:
        """The API path of a file inside the root; an absolute path, which begins with "/", for one outside."""
        for of in (os.path.normpath, os.path.realpath):
            try:
                return Path(of(file)).relative_to(of(self.folder)).as_posix()
            except ValueError:
                continue
        return Path(file).as_posix()
