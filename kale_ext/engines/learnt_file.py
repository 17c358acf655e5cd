"""The file beside a notebook that keeps what its runs have shown: `.kale/learnt/NAME.json`."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from kale_converter.model import NOTHING_LEARNT, Learnt
from kale_converter.reading.learnt import LARGEST, learnt_from_json, learnt_to_json
from kale_ext.engines.whole_file import write_whole


def learnt_path(notebook: Path) -> Path:
    """Where what runs have shown about this notebook file is kept."""
    return notebook.parent / ".kale" / "learnt" / f"{notebook.stem}.json"


def read_learnt(notebook: Path) -> Learnt:
    """What runs have shown about this notebook file; with a `problem` where that cannot be read."""
    path = learnt_path(notebook)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        return NOTHING_LEARNT
    except OSError as error:
        return Learnt(problem=f"{_shown(path)}: {error.strerror or error}")
    if len(data) > LARGEST:
        return Learnt(problem=f"{_shown(path)} is larger than {LARGEST // 1024} KiB")
    try:
        learnt = learnt_from_json(data.decode())
    except UnicodeDecodeError:
        return Learnt(problem=f"{_shown(path)} is not text")
    return Learnt(learnt.effects, learnt.problem and f"{_shown(path)}: {learnt.problem}")


def write_learnt(notebook: Path, learnt: Learnt) -> None:
    """Keep it; whole, or not at all. Raises OSError."""
    path = learnt_path(notebook)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, learnt_to_json(learnt))


def forget_learnt(notebook: Path) -> None:
    """Delete the file, and its folders where they are empty then. Raises OSError."""
    path = learnt_path(notebook)
    path.unlink(missing_ok=True)
    with suppress(OSError):
        path.parent.rmdir()
        path.parent.parent.rmdir()


def _shown(path: Path) -> str:
    return str(Path(*path.parts[-3:]))
