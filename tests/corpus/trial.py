"""One notebook, run plainly and as a pipeline."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kale_converter.model import Division
from kale_ext.services.runs import Runs
from tests.corpus.piped import Piped, run_as_pipeline
from tests.corpus.plain import Plain, run_plainly
from tests.corpus.verdict import Finding, Report, compare

REPEATS = 2
"""So many more plain runs tell which of the cells that differ are never the same."""
SLOWEST = 10
LEAST_SECONDS = 120
"""A pipeline may take ten times as long as the plain run, and two minutes in any case."""


@dataclass(frozen=True, slots=True)
class Trial:
    """How notebooks are tried. seed: of a cell that is put first, None for none. seconds: at most for a plain run."""

    runs: Runs
    divisions: Sequence[Division]
    seed: int | None = None
    seconds: float = 600

    def reports(self, file: Path) -> Iterator[Report]:
        """One for each division. The folder of the file is copied for every run, and stays as it is."""
        plain = self._plainly(file)
        for division in self.divisions:
            if plain.cut:
                yield Report(file.stem, division, error=plain.error or "", cut=True)
                continue
            with tempfile.TemporaryDirectory() as place:
                copied = self._copied(file, Path(place))
                limit = max(LEAST_SECONDS, SLOWEST * plain.seconds)
                piped = run_as_pipeline(self.runs, copied, division, limit)
            yield self._without_unsteady(file, plain, self._report(file, division, plain, piped))

    def _report(self, file: Path, division: Division, plain: Plain, piped: Piped) -> Report:
        findings: tuple[Finding, ...]
        if piped.cut:
            findings = (Finding(0, (f"no end after {piped.seconds:.0f} seconds",), named=False),)
        elif piped.notebook is None:
            findings = (Finding(0, piped.told, named=plain.error is not None),)
        else:
            findings = compare(plain.notebook, piped.notebook, piped.named)
        return Report(
            file.stem,
            division,
            findings,
            error=plain.error or "",
            measures=piped.measures,
            seconds=piped.seconds,
            plain_seconds=plain.seconds,
        )

    def _without_unsteady(self, file: Path, plain: Plain, report: Report) -> Report:
        """The report without those differences that plain runs have among themselves too."""
        for _ in range(REPEATS):
            if not any(finding.cell and not finding.named for finding in report.findings):
                break
            again = self._plainly(file)
            unsteady = {finding.cell for finding in compare(plain.notebook, again.notebook, ())}
            report = replace(
                report,
                findings=tuple(finding for finding in report.findings if finding.cell not in unsteady),
                unsteady=tuple(sorted({*report.unsteady, *unsteady})),
            )
        return report

    def _plainly(self, file: Path) -> Plain:
        with tempfile.TemporaryDirectory() as place:
            copied = self._copied(file, Path(place))
            return run_plainly(json.loads(copied.read_text(encoding="utf-8")), copied.parent, self.seconds)

    def _copied(self, file: Path, place: Path) -> Path:
        """The notebook in a copy of its folder, with a seeding cell as its first where there is a seed."""
        copied = Path(shutil.copytree(file.parent, place / "work")) / file.name
        if self.seed is not None:
            copied.chmod(0o600)
            content = json.loads(copied.read_text(encoding="utf-8"))
            content["cells"].insert(0, _seeding(self.seed))
            copied.write_text(json.dumps(content), encoding="utf-8")
        return copied


def _seeding(seed: int) -> dict[str, Any]:
    source = f"import random\nimport numpy\nrandom.seed({seed})\nnumpy.random.seed({seed})"
    metadata = {"tags": ["imports"]}
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}
