"""Why units wait for each other: of each variable and kind of reason the first place."""

from __future__ import annotations

from collections.abc import Iterator

from kale_converter.model import Evidence, EvidenceKind, Span

Pair = tuple[int, int]
"""The numbers of two units: of the one that is waited for, and of the one that waits."""


_ASKED = frozenset({EvidenceKind.DECLARED, EvidenceKind.WHEN, EvidenceKind.FOREACH})


Found = dict[tuple[str, EvidenceKind], Evidence]
"""The evidence for one pair of units: of each variable and kind of reason the first place."""


def note(found: Found, reason: Evidence) -> None:
    """One more reason."""
    key = reason.variable, reason.kind
    known = found.get(key)
    if known is None or _place(reason) < _place(known):
        found[key] = reason


class Reasons:
    """The evidence for each pair of units."""

    def __init__(self) -> None:
        self._found: dict[Pair, Found] = {}

    def take(self, source: int, target: int, found: Found) -> None:
        """The first reasons of a pair, which stay as they are where they come from."""
        self._found[source, target] = found

    def add(self, source: int, target: int, reason: Evidence) -> None:
        """One more reason."""
        found = self._found.get((source, target), {}).copy()
        note(found, reason)
        self._found[source, target] = found

    def pairs(self, *, asked: bool = True) -> list[Pair]:
        """All pairs, sorted. asked: also those that only a `prev:` tag or a setting asks for."""
        return sorted(
            pair for pair, found in self._found.items() if asked or any(kind not in _ASKED for _, kind in found)
        )

    def __iter__(self) -> Iterator[tuple[Pair, tuple[Evidence, ...]]]:
        for pair in self.pairs():
            found = self._found[pair]
            yield pair, tuple(found[key] for key in sorted(found))


def _place(reason: Evidence) -> tuple[bool, Span, tuple[Span, ...]]:
    """Reasons that rest on no assumption come first."""
    assert reason.reader is not None
    return reason.assumed, reason.reader, () if reason.writer is None else (reason.writer,)
