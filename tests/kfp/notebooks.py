"""python -m tests.kfp.notebooks FILE… [--steps tags|cells]: notebooks, exported and run as KFP would run them.

Each task runs in an environment that has the libraries of science and nothing of ours; every cell's outputs are compared
with those of a plain run. Both begin with a cell that seeds `random` and `numpy.random`. Exit code 1 where a cell differs that
no diagnostic named.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from kale_converter.model import Division
from tests.corpus.plain import run_plainly
from tests.corpus.trial import seeding
from tests.corpus.verdict import Report, Verdict, compare
from tests.kfp.environments import SCIENCE, environment
from tests.kfp.exported import executed, export
from tests.kfp.outcome import Status

SEED = 1


def tried(file: Path, python: Path, division: Division | None = None) -> Report:
    """Compare the exported pipeline of a notebook with a plain run of it. Raises AssertionError where it is refused."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(shutil.copytree(file.parent, Path(place, "work")))
        copied = folder / file.name
        content = json.loads(file.read_text(encoding="utf-8"))
        content["cells"].insert(0, seeding(SEED))
        copied.write_text(json.dumps(content), encoding="utf-8")
        exported = export(copied, division)
        assert exported.package is not None, exported.refused
        plain = run_plainly(content, Path(shutil.copytree(folder, Path(place, "plain"))))
        run = exported.run(python, Path(place, "run"))
        found = compare(plain.notebook, executed(exported, run), exported.named)
    assert plain.error or run.status is Status.SUCCEEDED, run.told()
    return Report(file.stem, division or "tags", found, error=plain.error or "")


def main() -> int:
    """Return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.kfp.notebooks", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--steps", choices=[division.value for division in Division])
    given = parser.parse_args()
    os.environ["PYTHONHASHSEED"] = str(SEED)
    wrong = 0
    with tempfile.TemporaryDirectory() as place:
        python = environment(Path(place), SCIENCE)
        for file in given.files:
            try:
                report = tried(file, python, given.steps and Division(given.steps))
            except AssertionError as told:
                print(f"{file.stem}: {told}", flush=True)
                wrong += 1
                continue
            wrong += report.verdict is Verdict.WRONG
            print(f"{report.verdict:8}{report.name} ({report.division})", flush=True)
            for finding in report.findings:
                print(f"    cell {finding.cell}{' (named)' if finding.named else ''}: {'; '.join(finding.what)[:600]}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
