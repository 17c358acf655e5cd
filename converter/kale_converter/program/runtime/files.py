"""The files of a step's working folder that a later step finds, though it runs in another container: a tar archive."""

import contextlib
import json
import os
import tarfile
from pathlib import Path, PurePosixPath
from typing import Dict, Tuple

from .refusal import Refusal

_DELETED = "kale.deleted"
_LEFT_OUT = ("__pycache__", ".ipynb_checkpoints")

Seen = Dict[str, Tuple[int, int, int]]
"""Of each file, by its path: when it was written, its size and its number."""


def seen(folder: Path) -> Seen:
    """The files that there are, and the folders, which have no time and size."""
    found: Seen = {}
    for top, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _LEFT_OUT)
        found.update((Path(top, name).relative_to(folder).as_posix(), (0, 0, 0)) for name in folders)
        for path in (Path(top, name) for name in names):
            if path.is_file() and not path.is_symlink():
                about = path.stat()
                found[path.relative_to(folder).as_posix()] = about.st_mtime_ns, about.st_size, about.st_ino
    return found


def pack(folder: Path, before: Seen, target: Path) -> None:
    """Write an archive of what is new or not as it was. The same files give the same bytes."""
    now = seen(folder)
    deleted = {_DELETED: json.dumps(sorted(before.keys() - now.keys()))}
    try:
        with tarfile.open(target, "w", format=tarfile.PAX_FORMAT, pax_headers=deleted) as archive:
            first = tarfile.TarInfo(".")  # an archive with headers alone cannot be read
            first.type, first.mode = tarfile.DIRTYPE, 0o755
            archive.addfile(first)
            for name in sorted(name for name in now if before.get(name) != now[name]):
                member = archive.gettarinfo(str(folder / name), name)
                member.mtime, member.uid, member.gid, member.uname, member.gname = 0, 0, 0, "", ""
                if member.isdir():
                    archive.addfile(member)
                    continue
                with (folder / name).open("rb") as file:
                    archive.addfile(member, file)
    except OSError as error:
        raise Refusal(f"the files that the step has written cannot be handed on ({error.strerror or error})") from error


def unpack(source: Path, folder: Path) -> None:
    """Put the files of an archive where they were, and delete what was deleted."""
    try:
        with tarfile.open(source) as archive:
            for name in reversed(json.loads(archive.pax_headers.get(_DELETED, "[]"))):
                path = _inside(folder, name)
                with contextlib.suppress(FileNotFoundError):
                    (path.rmdir if path.is_dir() and not path.is_symlink() else path.unlink)()
            for member in archive:
                if member.isdir():
                    _inside(folder, member.name).mkdir(parents=True, exist_ok=True)
                held = archive.extractfile(member) if member.isreg() else None
                if held is not None:
                    path = _inside(folder, member.name)
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.unlink(missing_ok=True)
                    with path.open("wb") as file:
                        while True:
                            data = held.read(1 << 20)
                            if not data:
                                break
                            file.write(data)
                    path.chmod(member.mode & 0o777)
    except (OSError, tarfile.TarError, ValueError) as error:
        raise Refusal(f"the files of an earlier step cannot be taken ({error})", "run that step again") from error


def _inside(folder: Path, name: str) -> Path:
    parts = PurePosixPath(name).parts
    if ".." in parts or PurePosixPath(name).is_absolute():
        raise ValueError(f"{name} lies outside the working folder")
    return folder.joinpath(*parts)
