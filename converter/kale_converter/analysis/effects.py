"""What a cell does to the state that cells share: the facts that edges are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kale_converter.model import EvidenceKind, Span


@dataclass(frozen=True, slots=True)
class Read:
    """A cell needs the version of a name that the cell `writer` (its place) left.

    assumed: only if an assumption is right. Whether that version itself rests on one, the effects of `writer` say.
    """

    name: str
    writer: int
    kind: EvidenceKind
    writer_span: Span
    reader_span: Span
    assumed: bool = False


class Reads:
    """Versions that a cell needs: of each, and of each kind of need, the first place."""

    __slots__ = ("_found", "_versions")

    def __init__(self) -> None:
        self._found: dict[tuple[str, int, EvidenceKind, bool], Read] = {}
        self._versions: frozenset[tuple[str, int]] | None = None

    def add(self, read: Read) -> None:
        """One more place where a version is needed."""
        key = read.name, read.writer, read.kind, read.assumed
        known = self._found.get(key)
        if known is None or read.reader_span < known.reader_span:
            self._found[key] = read
            self._versions = None

    @property
    def versions(self) -> frozenset[tuple[str, int]]:
        """What is needed: names, each with the cell that left it so."""
        if self._versions is None:
            self._versions = frozenset((name, writer) for name, writer, _, _ in self._found)
        return self._versions

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Read]:
        return iter(self._found.values())


@dataclass(frozen=True, slots=True)
class Order:
    """A cell must run after the cell `earlier`, though no value passes: two uses of a file."""

    name: str
    earlier: int
    earlier_span: Span
    span: Span


@dataclass(frozen=True, slots=True)
class Undefined:
    """A name that nothing defines before this use. certain: the use is surely executed. deleted: `del` removed it."""

    name: str
    span: Span
    certain: bool
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A name that is surely read here, and that on some path nothing has bound. writers: where it may have been."""

    name: str
    span: Span
    writers: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Assumption:
    """A call that is not known: it is taken to change what it is given. names: the variables concerned."""

    call: str
    names: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Opaque:
    """Code whose effects cannot be told: `exec`, `%run` (everything passes through its step).

    cell: the earlier one that it is about, 0 where there is none.
    """

    what: str
    span: Span
    cell: int = 0


DISPLAY = "IPython.display"
"""The package that a change shows in that is one of how values are shown."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A module, or a setting of the process, is changed where no other step sees it.

    package: the one that it shows in, "" where that cannot be told. attribute: the one that objects of that package
    have by it. names: the variables that code which is called because of it may change. cells: the later cells that use
    that package, attribute or one of these variables.
    """

    what: str
    span: Span
    package: str = ""
    attribute: str = ""
    names: frozenset[str] = frozenset()
    cells: tuple[int, ...] = ()


@dataclass(slots=True)
class CellEffects:
    """All that one cell does.

    reads: the versions that it needs. passes: the versions that it needs only if its own version of the same name is
    needed, because it may leave the old value in place, or changes it in part. writes: name → where it is last written.
    assumed: those that it writes only if an assumption is right. mutated: the names whose objects it changes.
    compared: the names whose objects it asks for being the same (`is`).
    partial: the names that it writes on some paths only → where the version that is left on the others was written.
    apart: what only the process knows that the cell runs in: the kernel's history, the contents of caches.
    unseeded: draws from a random generator that nothing has seeded. outside: files it reads that no cell writes.
    packages: those that it uses, by the functions that it calls and the objects that they made.
    """

    cell: int
    reads: Reads = field(default_factory=Reads)
    passes: Reads = field(default_factory=Reads)
    writes: dict[str, Span] = field(default_factory=dict)
    assumed: set[str] = field(default_factory=set)
    mutated: set[str] = field(default_factory=set)
    compared: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    orders: list[Order] = field(default_factory=list)
    undefined: list[Undefined] = field(default_factory=list)
    assumptions: list[Assumption] = field(default_factory=list)
    opaque: list[Opaque] = field(default_factory=list)
    patches: list[Patch] = field(default_factory=list)
    apart: list[Opaque] = field(default_factory=list)
    doubtful: list[Doubtful] = field(default_factory=list)
    partial: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    unseeded: list[Opaque] = field(default_factory=list)
    outside: list[Opaque] = field(default_factory=list)
    packages: set[str] = field(default_factory=set)

    @property
    def to_tell(self) -> bool:
        """Whether there is anything in it that rules tell of."""
        said = (self.undefined, self.assumptions, self.opaque, self.patches, self.apart, self.doubtful, self.partial,
                self.unseeded, self.outside)  # fmt: skip
        return any(said)

    @property
    def every_read(self) -> list[Read]:
        """The reads and the passes."""
        return [*self.reads, *self.passes]
