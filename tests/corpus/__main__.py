"""python -m tests.corpus FOLDER… [--steps tags,cells] [--only TEXT] [--seed N]

Run every notebook of the folders plainly and as a pipeline and compare them cell by cell. A folder with a `cases.json`
is compared by its RESULT lines instead. Exit code 1 where anything is WRONG.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kale_converter.model import Division
from kale_ext.engines.interface import Failure
from kale_ext.services.engines import installed_engines
from kale_ext.services.runs import Runs
from tests.cases.expectations import result_lines
from tests.corpus.piped import Piped, run_as_pipeline
from tests.corpus.plain import run_plainly
from tests.corpus.verdict import Finding, Report, Verdict, compare


def main() -> int:
    """Return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--steps", default="tags,cells", help="divisions to try, with commas between (tags,cells)")
    parser.add_argument("--only", default="", help="only notebooks with this in their name")
    parser.add_argument("--seed", type=int, help="begin each notebook with a cell that seeds random and numpy.random")
    given = parser.parse_args()
    verdicts: Counter[Verdict] = Counter()
    with tempfile.TemporaryDirectory() as home:
        os.environ["KALE_HOME"] = home
        runs = Runs(installed_engines())
        for folder in given.folders:
            divisions = [Division(word) for word in given.steps.split(",")]
            for report in _reports(runs, folder, divisions, given.only, given.seed):
                verdicts[report.verdict] += 1
                _print(report)
    print(", ".join(f"{verdicts[verdict]} {verdict}" for verdict in Verdict))
    return 1 if verdicts[Verdict.WRONG] else 0


def _reports(runs: Runs, folder: Path, divisions: list[Division], only: str, seed: int | None) -> Iterator[Report]:
    expectations = folder / "cases.json"
    expected = json.loads(expectations.read_text(encoding="utf-8")) if expectations.exists() else None
    for file in sorted(folder.glob("*.ipynb")):
        if only not in file.name:
            continue
        if expected is not None:
            yield _case(runs, file, expected[file.stem])
            continue
        with tempfile.TemporaryDirectory() as place:
            copied = _copied(file, Path(place), seed)
            plain = run_plainly(json.loads(copied.read_text(encoding="utf-8")), copied.parent)
        for division in divisions:
            with tempfile.TemporaryDirectory() as place:
                copied = _copied(file, Path(place), seed)
                piped = run_as_pipeline(runs, copied, division)
            if piped.notebook is None:
                yield Report(file.stem, division, (Finding(0, piped.told, named=plain.error is not None),))
            else:
                yield Report(file.stem, division, compare(plain.notebook, piped.notebook, piped.named))


def _copied(file: Path, place: Path, seed: int | None) -> Path:
    """The notebook in a copy of its folder, with a seeding cell as its first where there is a seed."""
    copied = Path(shutil.copytree(file.parent, place / "work")) / file.name
    if seed is not None:
        copied.chmod(0o600)
        content = json.loads(copied.read_text(encoding="utf-8"))
        content["cells"].insert(0, _seeding(seed))
        copied.write_text(json.dumps(content), encoding="utf-8")
    return copied


def _seeding(seed: int) -> dict[str, Any]:
    source = f"import random\nimport numpy\nrandom.seed({seed})\nnumpy.random.seed({seed})"
    metadata = {"tags": ["imports"]}
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def _case(runs: Runs, file: Path, expected: dict[str, object]) -> Report:
    with tempfile.TemporaryDirectory() as place:
        piped = run_as_pipeline(runs, Path(shutil.copy(file, place)))
    if expected["notebook_error"] is not None:
        if piped.named or any(failure.cell for failure in _failures(piped)):
            return Report(file.stem, "case")
        return Report(file.stem, "case", (Finding(0, ("the plain run fails and nobody named the cell",), named=False),))
    lines = result_lines(piped.notebook) if piped.notebook else []
    wanted = [line for line in expected["expected"] if line.startswith("RESULT")]  # type: ignore[attr-defined]
    if lines == wanted:
        return Report(file.stem, "case")
    return Report(file.stem, "case", (Finding(0, (f"{wanted} expected, {lines} came", *_why(piped)), named=False),))


def _why(piped: Piped) -> list[str]:
    return [*piped.told, *(f"cell {f.cell}, line {f.line}: {f.name}: {f.message}" for f in _failures(piped))]


def _failures(piped: Piped) -> list[Failure]:
    return [] if piped.state is None else [step.failure for step in piped.state.steps if step.failure]


def _print(report: Report) -> None:
    print(f"{report.verdict:<7} {report.division:<6} {report.name}", flush=True)
    for finding in report.findings:
        for what in finding.what:
            print(f"        cell {finding.cell}{' (named)' if finding.named else ''}: {what}")


if __name__ == "__main__":
    sys.exit(main())
