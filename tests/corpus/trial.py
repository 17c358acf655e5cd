"""One notebook, run plainly and as a pipeline."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kale_ext.services.runs import Runs
from tests.corpus.piped import Piped, run_as_pipeline
from tests.corpus.plain import Plain, run_plainly
from tests.corpus.verdict import Finding, Report, compare
from tests.corpus.ways import Way, skipped

REPEATS = 2
"""So many more plain runs tell which of the cells that differ are never the same, the last one with other clocks."""
_WITH_IDS = 5
SLOWEST = 10
LEAST_SECONDS = 120
"""A pipeline may take ten times as long as the plain run, and two minutes in any case."""


@dataclass(frozen=True, slots=True)
class Trial:
    """How notebooks are tried. seed: of a cell that is put first, None for none. seconds: at most for a plain run."""

    runs: Runs
    ways: Sequence[Way]
    seed: int | None = None
    seconds: float = 600

    def reports(self, file: Path) -> Iterator[Report]:
        """One for each way. The folder of the file is copied for every run, and stays as it is."""
        plainly: dict[bool, Plain] = {}
        for way in self.ways:
            plain = plainly.get(way.proposes) or plainly.setdefault(way.proposes, self._plainly(file, way))
            if plain.cut:
                yield Report(file.stem, way, error=plain.error or "", cut=True)
                continue
            with tempfile.TemporaryDirectory() as place:
                copied = self._copied(file, Path(place), way)
                copied.write_text(way.divided(copied.read_text(encoding="utf-8"), file.stem), encoding="utf-8")
                limit = max(LEAST_SECONDS, SLOWEST * plain.seconds)
                piped = run_as_pipeline(self.runs, copied, way.division, limit)
            yield self._without_unsteady(file, way, plain, self._report(file, way, plain, piped))

    def _report(self, file: Path, way: Way, plain: Plain, piped: Piped) -> Report:
        findings: tuple[Finding, ...]
        if piped.cut:
            findings = (Finding(0, (f"no end after {piped.seconds:.0f} seconds",), named=False),)
        elif piped.notebook is None:
            findings = (Finding(0, piped.told, named=plain.error is not None),)
        else:
            without = skipped(piped.notebook) - skipped(plain.notebook)
            compared = compare(plain.notebook, piped.notebook, piped.named)
            findings = tuple(finding for finding in compared if finding.cell not in without)
        return Report(
            file.stem,
            way,
            findings,
            error=plain.error or "",
            measures=piped.measures,
            seconds=piped.seconds,
            plain_seconds=plain.seconds,
            corrected=() if piped.state is None else tuple(change.text for change in piped.state.changes),
        )

    def _without_unsteady(self, file: Path, way: Way, plain: Plain, report: Report) -> Report:
        """The report without those differences that plain runs have among themselves too."""
        for left in reversed(range(REPEATS)):
            if not any(finding.cell and not finding.named for finding in report.findings):
                break
            again = self._plainly(file, way, hasty=not left)
            unsteady = {finding.cell for finding in compare(plain.notebook, again.notebook, ())}
            report = replace(
                report,
                findings=tuple(finding for finding in report.findings if finding.cell not in unsteady),
                unsteady=tuple(sorted({*report.unsteady, *unsteady})),
            )
        return report

    def _plainly(self, file: Path, way: Way, *, hasty: bool = False) -> Plain:
        with tempfile.TemporaryDirectory() as place:
            copied = self._copied(file, Path(place), way)
            return run_plainly(json.loads(copied.read_text(encoding="utf-8")), copied.parent, self.seconds, hasty=hasty)

    def _copied(self, file: Path, place: Path, way: Way) -> Path:
        """The notebook in a copy of its folder, with a seeding cell as its first where there is a seed."""
        copied = Path(shutil.copytree(file.parent, place / "work")) / file.name
        copied.chmod(0o600)
        text = way.plain(copied.read_text(encoding="utf-8"))
        if self.seed is not None:
            content = json.loads(text)
            first = seeding(self.seed) | ({"id": "seeding"} if content["nbformat_minor"] >= _WITH_IDS else {})
            content["cells"].insert(0, first)
            text = json.dumps(content)
        copied.write_text(text, encoding="utf-8")
        return copied


def seeding(seed: int) -> dict[str, Any]:
    source = f"import random\nimport numpy\nrandom.seed({seed})\nnumpy.random.seed({seed})"
    metadata = {"tags": ["imports"]}
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}
