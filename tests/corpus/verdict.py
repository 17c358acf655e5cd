"""What is said of a notebook once both runs are there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tests.corpus.measures import Measures
from tests.corpus.outputs import differences, warnings_of


class Verdict(StrEnum):
    """EQUAL: every cell the same. WARNED: those that differ were named by a diagnostic beforehand. WRONG: neither.

    SKIPPED: the plain run came to no end, so that there is nothing to compare with.
    """

    EQUAL = "equal"
    WARNED = "warned"
    WRONG = "WRONG"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Finding:
    """A cell (place from 1, 0 for the notebook as a whole) that differs, how, and whether a diagnostic named it."""

    cell: int
    what: tuple[str, ...]
    named: bool


@dataclass(frozen=True, slots=True)
class Report:
    """One notebook, divided in one way.

    error: with what the plain run ended early, "" where it did not; cut: it was ended from outside. unsteady: cells that
    differ between plain runs as well, and are therefore not compared. seconds, plain_seconds: of the two runs, from
    nothing to the end. corrected: what was told each time that the plan was corrected while the pipeline ran.
    """

    name: str
    division: str
    findings: tuple[Finding, ...] = ()
    error: str = ""
    cut: bool = False
    unsteady: tuple[int, ...] = ()
    measures: Measures | None = None
    seconds: float = 0.0
    plain_seconds: float = 0.0
    corrected: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The worst of the findings."""
        if self.cut:
            return Verdict.SKIPPED
        if not self.findings:
            return Verdict.EQUAL
        return Verdict.WARNED if all(finding.named for finding in self.findings) else Verdict.WRONG


def compare(plain: Mapping[str, Any], piped: Mapping[str, Any], named: Collection[int]) -> tuple[Finding, ...]:
    """The cells whose outputs differ; `named`: the cells that diagnostics point at.

    After a cell that raised, a kernel runs nothing more, whereas a pipeline finishes the branches that do not depend on
    it: from there on only the error itself is compared.
    """
    found = []
    shown: set[str] = set()
    for number, (one, other) in enumerate(zip(plain["cells"], piped["cells"], strict=True), 1):
        if one["cell_type"] != "code":
            continue
        what = differences(one["outputs"], other["outputs"], shown)
        shown |= warnings_of(one["outputs"])
        if what:
            found.append(Finding(number, tuple(what), number in named))
        if any(output["output_type"] == "error" for output in one["outputs"]):
            break
    return tuple(found)
