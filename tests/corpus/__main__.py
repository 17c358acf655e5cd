"""python -m tests.corpus FOLDER… [--steps tags,cells] [--only TEXT] [--seed N] [--seconds S] [--json FILE]

Run every notebook of the folders plainly and as a pipeline and compare them cell by cell. A folder with a `cases.json`
is compared by its RESULT lines instead. Exit code 1 where anything is WRONG.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kale_ext.services.engines import installed_engines
from kale_ext.services.runs import Runs
from tests.corpus.cases_file import case_report
from tests.corpus.listing import as_json, lines, total_lines
from tests.corpus.plain import SECONDS
from tests.corpus.trial import Trial
from tests.corpus.verdict import Report, Verdict
from tests.corpus.ways import Way


def main() -> int:
    """Return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--only", default="", help="only notebooks with this in their name")
    add_options(parser)
    given = parser.parse_args()
    files = [file for folder in given.folders for file in sorted(folder.glob("*.ipynb")) if given.only in file.name]
    return run(files, given)


def add_options(parser: argparse.ArgumentParser) -> None:
    """How notebooks are tried and told of."""
    parser.add_argument("--steps", default="tags,cells", help=f"ways to try, with commas between ({','.join(Way)})")
    parser.add_argument("--seed", type=int, help="begin each notebook with a cell that seeds random and numpy.random")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="a plain run that takes longer is skipped")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all that was found there as well")


def run(files: list[Path], given: argparse.Namespace) -> int:
    """Try the notebooks, print each report and the totals, and return the exit code. given: of `add_options`."""
    if given.seed is not None:
        os.environ["PYTHONHASHSEED"] = str(given.seed)
    reports: list[Report] = []
    with tempfile.TemporaryDirectory() as home:
        os.environ["KALE_HOME"] = home
        ways = [Way(word) for word in given.steps.split(",")]
        trial = Trial(Runs(installed_engines()), ways, given.seed, given.seconds)
        for file in files:
            for report in _reports(trial, file):
                reports.append(report)
                print(*lines(report), sep="\n", flush=True)
    print(*total_lines(reports), sep="\n")
    if given.json:
        given.json.write_text(json.dumps(as_json(reports), indent=1) + "\n", encoding="utf-8")
    return 1 if any(report.verdict is Verdict.WRONG for report in reports) else 0


def _reports(trial: Trial, file: Path) -> Iterator[Report]:
    expectations = file.with_name("cases.json")
    if expectations.exists():
        expected = json.loads(expectations.read_text(encoding="utf-8"))
        yield case_report(trial.runs, file, expected[file.stem])
    else:
        yield from trial.reports(file)


if __name__ == "__main__":
    sys.exit(main())
