"""What runs have shown about a notebook, and forgetting it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kale_converter.model import LearntEffect, LearntKind, Notebook
from kale_ext.errors import Conflict, NotebookUnreadable, NotFound


@dataclass(frozen=True, slots=True)
class KnownEffect:
    """Something that a run has shown about a cell. text: in words, as in "changes df". run: the one that showed it.

    cell: its place in the notebook file, from 1, and cell_id; None where no cell has that text any more.
    """

    text: str
    kind: LearntKind
    name: str
    run: str
    cell: int | None = None
    cell_id: str | None = None


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was forgotten, in the order of the cells. problem: why it could not be read, "" where it could."""

    effects: tuple[KnownEffect, ...] = ()
    problem: str = ""

    @property
    def anything(self) -> bool:
        """Whether there was anything to forget."""
        return bool(self.effects or self.problem)


def forget(notebook: Path) -> Forgotten:
    """Forget all that runs have shown about the notebook file, which is not changed; say what that was.

    Raises NotFound where there is neither such a file nor anything known of it, and Conflict where the file that keeps
    it cannot be deleted.
    """
    from kale_ext.engines.learnt_file import forget_learnt, learnt_path, read_learnt

    learnt = read_learnt(notebook)
    if not learnt.effects and not learnt.problem and not notebook.is_file():
        raise NotFound(f"there is no notebook {notebook.name}", "check the path")
    forgotten = Forgotten(_placed(learnt.effects, notebook), learnt.problem)
    try:
        forget_learnt(notebook)
    except OSError as error:
        path = learnt_path(notebook)
        raise Conflict(
            f"{path} cannot be deleted: {error.strerror or error}", "see to it that you may write in its folder"
        ) from error
    return forgotten


def _placed(effects: tuple[LearntEffect, ...], file: Path) -> tuple[KnownEffect, ...]:
    from kale_converter.model import cell_digest

    cells: dict[str, list[tuple[int, str]]] = {}
    if effects and (notebook := _read(file)) is not None:
        for cell in notebook.code_cells:
            cells.setdefault(cell_digest(cell.source), []).append((cell.index, cell.id))
    known = [_known(effect, place) for effect in effects for place in cells.get(effect.cell, [(None, None)])]
    return tuple(sorted(known, key=lambda effect: (effect.cell is None, effect.cell or 0, effect.kind, effect.name)))


def _known(effect: LearntEffect, place: tuple[int, str] | tuple[None, None]) -> KnownEffect:
    from kale_ext.engines.learnt_words import in_words

    return KnownEffect(in_words(effect.kind, effect.name), effect.kind, effect.name, effect.run, *place)


def _read(file: Path) -> Notebook | None:
    """The notebook, only to name its cells: one that cannot be read any more is no reason to keep what is known."""
    from kale_ext.services.conversion import read_file

    try:
        return read_file(file)[0]
    except (NotFound, NotebookUnreadable):
        return None
