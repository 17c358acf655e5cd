"""What the steps of a run were seen to do, and where that contradicts the plan. Pure: told of every event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

READS, WRITES, CHANGES = "reads-file", "writes-file", "changes-file"
SHARES, UNSTORABLE = "shares", "unstorable"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a cell did and that the plan does not know. kind: a `LearntKind`. cell: its place, from 1."""

    step: str
    cell: int
    cell_id: str
    kind: str
    name: str


@dataclass(slots=True)
class _Use:
    """A use of a file by a cell. at: the number of its event. ended: that of the cell's end, None while it goes on."""

    kind: str
    cell: int
    cell_id: str
    at: int
    ended: int | None = None


@dataclass(slots=True)
class _Seen:
    """What the last attempt of a step has done. started: the number of its first event."""

    started: int
    events: list[Mapping[str, Any]] = field(default_factory=list)
    files: dict[str, list[_Use]] = field(default_factory=lambda: defaultdict(list))
    ended: int | None = None

    def add(self, event: Mapping[str, Any], at: int) -> None:
        """Take an event of the step in, the one numbered `at`."""
        kind = event["event"]
        if kind == "observed":
            self.events.append(event)
        elif kind == "file" and "cell" in event:
            self.files[event["path"]].append(_Use(event["use"], event["cell"], event["cell_id"], at))
        elif kind == "step-finished":
            self.ended = at
        elif kind == "cell-finished":
            for use in (use for uses in self.files.values() for use in uses):
                if use.cell == event["cell"] and use.ended is None:
                    use.ended = at


class Observations:
    """Keeps what was observed by step.

    home: the notebook's folder, from which files are named. by_tags: the user has said which cells are a step.
    """

    def __init__(
        self, program: Mapping[str, Any], home: Path, events: Iterable[Mapping[str, Any]] = (), *, by_tags: bool = True
    ) -> None:
        self._home, self._by_tags = home, by_tags
        self._seen: dict[str, _Seen] = {}
        self._clock = 0
        self._told: set[Finding] = set()
        self.use(program)
        for event in events:
            if "step" in event:
                self.add(event["step"], event)

    def use(self, program: Mapping[str, Any]) -> None:
        """From now on this is the plan."""
        self._steps = {step["name"]: step for step in program["steps"]}
        self._places = {name: place for place, name in enumerate(self._steps)}
        self._before = ancestors(program)

    def add(self, step: str, event: Mapping[str, Any]) -> None:
        """Take the next event in."""
        self._clock += 1
        kind = event["event"]
        if kind == "step-started":
            self._seen[step] = _Seen(self._clock)
        elif kind == "step-invalidated":
            self._seen.pop(step, None)
        elif step in self._seen:
            self._seen[step].add(event, self._clock)

    def contradictions(self, step: str, *, failed: bool) -> list[Finding]:
        """What a step that has ended did and the plan does not know.

        Which variables cannot be handed on is of use only where cells may be put together, not the user's own steps.
        """
        found: dict[Finding, None] = {}
        seen = self._seen.get(step)
        for event in seen.events if seen else ():
            if event["kind"] == SHARES or (event["kind"] == UNSTORABLE and self._by_tags):
                continue
            if event["kind"] == "reads" and not (failed and self._made_before(step, event["variable"])):
                continue
            for cell in event["cells"]:
                found[Finding(step, cell["cell"], cell["cell_id"], event["kind"], event["variable"])] = None
        for path in seen.files if seen else ():
            for other in self._seen:
                if other != step:
                    found.update((finding, None) for finding in self._of_file(path, step, other))
        found.update((finding, None) for finding in self._shared_and_changed())
        return list(found)

    def in_order(self, first: str, second: str) -> bool:
        """Whether everything that `first` did came before what it could matter for in `second`."""
        one, two = self._seen.get(first), self._seen.get(second)
        if one is None or two is None:
            return False
        if one.ended is not None and one.ended < two.started:
            return True
        common = one.files.keys() & two.files.keys()
        return bool(common) and all(self._file_in_order(path, first, second) for path in common)

    def lost(self, first: str, second: str) -> str | None:
        """The file that `first` should have read before `second` wrote it, and may have read after; None without."""
        one, two = self._seen.get(first), self._seen.get(second)
        if one is None or two is None:
            return None
        for path in one.files.keys() & two.files.keys():
            reads = any(use.kind in {READS, CHANGES} for use in one.files[path])
            writes = any(use.kind in {WRITES, CHANGES} for use in two.files[path])
            if reads and writes and not self._file_in_order(path, first, second):
                return self.shown(path)
        return None

    def unrepeatable(self, step: str) -> str | None:
        """A file that the step has changed on top of what it held, so that it cannot be run again; None without."""
        seen = self._seen.get(step)
        for path, uses in seen.files.items() if seen else ():
            if any(use.kind == CHANGES for use in uses):
                return self.shown(path)
        return None

    def shown(self, path: str) -> str:
        """The file as seen from the notebook's folder."""
        place = Path(path)
        return str(place.relative_to(self._home)) if place.is_relative_to(self._home) else path

    def _made_before(self, step: str, variable: str) -> bool:
        """Whether a step before this one in the notebook makes the variable, and this one does not receive it."""
        definition = self._steps[step]
        if any(given["variable"] == variable for given in definition["inputs"]):
            return False
        for name, other in self._steps.items():
            if self._places[name] >= self._places[step]:
                return False
            seen = self._seen.get(name)
            bound = {event["variable"] for event in seen.events if event["kind"] == "binds"} if seen else set()
            if variable in (other["writes"] or ()) or variable in bound:
                return True
        return False

    def _shared_and_changed(self) -> list[Finding]:
        """Two variables that share an object and are stored apart, where a later step changes that of one of them."""
        found = [
            Finding(step, event["cells"][0]["cell"], event["cells"][0]["cell_id"], SHARES, event["variable"])
            for step, seen in self._seen.items()
            for event in seen.events
            if event["kind"] == SHARES and any(self._changed_after(step, name) for name in event["variable"].split())
        ]
        new = [finding for finding in found if finding not in self._told]
        self._told.update(new)
        return new

    def _changed_after(self, step: str, variable: str) -> bool:
        """Whether a later step of the notebook is known or seen to change the object that a variable stands for."""
        of_all = True  # it is made by the cells that every step begins with
        for name, other in self._steps.items():
            is_written = variable in (other["writes"] or ())
            if self._places[name] <= self._places.get(step, len(self._places)):
                of_all = of_all and not is_written
                continue
            if is_written and (of_all or any(given["variable"] == variable for given in other["inputs"])):
                return True
            seen = self._seen.get(name)
            if any((e["kind"], e["variable"]) == ("changes", variable) for e in (seen.events if seen else ())):
                return True
        return False

    def _of_file(self, path: str, one: str, other: str) -> list[Finding]:
        """Both uses of a file that the plan puts in no order."""
        uses = {name: self._seen[name].files.get(path, []) for name in (one, other)}
        if not all(uses.values()) or not all(name in self._places for name in uses):
            return []
        if all(use.kind == READS for found in uses.values() for use in found):
            return []
        first, second = sorted(uses, key=self._places.__getitem__)
        if first in self._before[second] or second in self._before[first]:
            return []
        return [
            Finding(name, use.cell, use.cell_id, READS if use.kind == READS else WRITES, self.shown(path))
            for name, found in uses.items()
            for use in found
        ]

    def _file_in_order(self, path: str, first: str, second: str) -> bool:
        begin = min(use.at for use in self._seen[second].files[path])
        return all(use.ended is not None and use.ended < begin for use in self._seen[first].files[path])


def ancestors(program: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """For each step all that surely end before it begins."""
    direct = {step["name"]: {*step["after"], *(given["step"] for given in step["inputs"])} for step in program["steps"]}
    found: dict[str, frozenset[str]] = {}

    def of(name: str) -> frozenset[str]:
        if name not in found:
            found[name] = frozenset()  # for rings, which are refused elsewhere
            found[name] = frozenset(direct[name]).union(*(of(other) for other in direct[name]))
        return found[name]

    for name in direct:
        of(name)
    return found
