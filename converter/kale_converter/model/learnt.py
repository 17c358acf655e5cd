"""What runs have shown about cells, where the analysis did not see it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kale_converter.model.span import Span


class LearntKind(StrEnum):
    """What a cell was seen to do to a variable, to `state:…`, or to a file.

    CHANGES: the object, or the state. BINDS: the name gets another object. DELETES: the name. READS: the name, where
    the step that binds it was not waited for. SHARES: it leaves two variables with an object that they share.
    READS_FILE, WRITES_FILE: the file, which another step uses too. UNSTORABLE: it leaves a variable that cannot be
    stored, or made again from what was stored.
    """

    BINDS = "binds"
    CHANGES = "changes"
    DELETES = "deletes"
    READS = "reads"
    SHARES = "shares"
    UNSTORABLE = "unstorable"
    READS_FILE = "reads-file"
    WRITES_FILE = "writes-file"


@dataclass(frozen=True, slots=True, order=True)
class LearntEffect:
    """One thing that a cell of this text does. cell: `cell_digest` of the text. name: of a variable, a state, a file.

    Two variables have a space between them; a file is named as seen from the notebook's folder. run: that showed it.
    """

    cell: str
    kind: LearntKind
    name: str
    run: str = ""

    @property
    def word(self) -> str:
        """What of it the cell's text may mention: the last of two variables."""
        return self.name.split()[-1] if self.kind is LearntKind.SHARES else self.name


@dataclass(frozen=True, slots=True)
class Learnt:
    """All that is known of a notebook's cells from its runs. problem: why what was kept cannot be read, else ""."""

    effects: tuple[LearntEffect, ...] = ()
    problem: str = ""

    def of(self, cell: str) -> Iterator[LearntEffect]:
        """The effects of the cells of this digest."""
        return (effect for effect in self.effects if effect.cell == cell)

    def knows(self, effect: LearntEffect) -> bool:
        """Whether this is known already, from whichever run."""
        return any((e.cell, e.kind, e.name) == (effect.cell, effect.kind, effect.name) for e in self.effects)

    def with_effects(self, more: Iterable[LearntEffect]) -> Learnt:
        """What is known with `more` besides, sorted."""
        known = {(effect.cell, effect.kind, effect.name): effect for effect in (*more, *self.effects)}
        return Learnt(tuple(sorted(known.values())), self.problem)

    def only(self, cells: Iterable[str]) -> Learnt:
        """What is known of the cells of these digests; an edited cell has another, and is known no more."""
        kept = set(cells)
        return Learnt(tuple(effect for effect in self.effects if effect.cell in kept), self.problem)


@dataclass(frozen=True, slots=True)
class Applied:
    """A learnt effect where it was taken into account. span: the line that names it, or the cell's first line."""

    effect: LearntEffect
    span: Span


NOTHING_LEARNT = Learnt()


def cell_digest(source: str) -> str:
    """Names the text of a cell: the first half of its SHA-256, in hex. White space at the ends does not count."""
    return hashlib.sha256(source.strip().encode("utf-8", "surrogatepass")).hexdigest()[:32]
