"""Two specs of one pipeline, side by side: ours and what KFP's compiler writes, and why they differ where they do.

What containers run is left out: it is the step runtime, which the twin does not have.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

LONGEST = 100
RUN = {"command", "args"}
RENAMED: Mapping[str, str] = {
    "createpvc": "create-data",
    "deletepvc": "delete-data",
    "for-loop-2": "for-loop-fit",
    "condition-1": "condition-large",
    "comp-read-rows": "comp-features--read-rows",
    "exec-read-rows": "exec-features--read-rows",
}
"""KFP's names, and ours for the same: what its compiler counts up says here what it is for, so that it stays when another
step is added, and what is within another notebook is called after that."""
EXPLAINED: tuple[tuple[str, str], ...] = (
    (r"^sdkVersion$", "no version is written, so that a file changes only when what it does changes"),
    (r"comp-(create|delete)-.*\.description$", "KFP's SDK describes its own inputs there; nothing reads it in a run"),
    (r"\.storage_class_name\.defaultValue$", "nothing said means the cluster's own class, and empty none at all"),
    (r"comp-create-.*\.(data_source|pvc_name|volume_name)$", "only inputs that a task gives are declared"),
    (r"\.(create|delete)-\w+\.cachingOptions\.enableCache$", "every run makes a claim of its own, and deletes it"),
    (r"\.triggerPolicy\.condition$", "the same number, in a way that fits any that stands there"),
)
"""Patterns of paths, and in words why ours is as it is. The first that fits counts."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A place in the spec; None where there is nothing."""

    path: str
    ours: Any
    theirs: Any

    def told(self) -> str:
        """In a few lines, with the reason."""
        lines = [self.path, f"  ours: {_short(self.ours)}", f"  KFP:  {_short(self.theirs)}", f"  why:  {self.reason}"]
        return "\n".join(lines) + "\n"

    @property
    def reason(self) -> str:
        """Why; "" where nobody has said it."""
        return next((reason for pattern, reason in EXPLAINED if re.search(pattern, self.path)), "")


def differences(ours: Any, theirs: Any, path: str = "") -> Iterator[Difference]:
    """Where two documents differ, in the order of the paths; a whole branch is one difference."""
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        for key in sorted((ours.keys() | theirs.keys()) - RUN):
            yield from differences(ours.get(key), theirs.get(key), f"{path}.{key}".lstrip("."))
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for number, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from differences(one, other, f"{path}[{number}]")
    elif ours != theirs or isinstance(ours, bool) != isinstance(theirs, bool):
        yield Difference(path, ours, theirs)


def renamed(theirs: Any) -> Any:
    """What KFP's compiler wrote, with our names for what is the same."""
    text = json.dumps(theirs)
    for name, ours in RENAMED.items():
        text = re.sub(rf'(?<=["-]){name}(?=")', ours, text)
    return json.loads(text)


def _short(value: Any) -> str:
    if value is None:
        return "-"
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
