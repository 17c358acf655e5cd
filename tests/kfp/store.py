"""The object store of a run: a folder, with the keys of the objects as paths."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Store:
    """What tasks upload stays here; who needs it gets a copy of its own, read-only."""

    folder: Path

    def upload(self, uri: str, source: Path) -> None:
        """Keep a file, or the files of a folder; nothing where the container wrote nothing there, as in KFP."""
        if source.is_dir():
            for file in source.rglob("*"):
                if file.is_file():
                    self.upload(f"{uri}/{file.relative_to(source).as_posix()}", file)
        elif source.exists():
            place = self.place(uri)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, place)

    def download(self, uri: str, target: Path) -> None:
        """Copy what was uploaded to that URI to the path; nothing where nothing was."""
        source = self.place(uri)
        for file in [source] if source.is_file() else source.rglob("*"):
            if file.is_file():
                place = target / file.relative_to(source)
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, place)
                place.chmod(0o444)

    def place(self, uri: str) -> Path:
        """Where the object of a URI lies in the folder."""
        return self.folder / uri.replace("://", "/")
