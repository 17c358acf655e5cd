"""python -m tests.kfp.cases [--only TEXT] [--shared] [--workers N]: every case, exported and run as KFP would run it.

Each task is a process of its own in an environment that has nothing but what the case imports. Prints what differs from
a plain run, and which cases are refused. Exit code 1 where anything differs.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tests.cases.collection import Case, cases
from tests.cases.expectations import kept, result_lines
from tests.kfp.environments import SCIENCE, environment
from tests.kfp.exported import executed, export
from tests.kfp.outcome import Status

SHARED = Path(__file__).parents[3] / "shared/cases"
IMPORT = re.compile(
    r"(?m)^\s*(?:%\S+\s+)?(?:import|from)\s+(numpy|pandas|sklearn|scipy|matplotlib|seaborn|tqdm|PIL|IPython|matplotlib_inline)\b"
)


NEEDS_IPYTHON = re.compile(r"which needs IPython|the image \S+ lacks ipython")
"""What a step says that uses a magic which only IPython has; then it is given an image with IPython."""
ASKS_IPYTHON = re.compile(r"isinteractive\(\)")
"""What shows whether IPython is there: pyplot is interactive in its kernel."""


@dataclass(frozen=True, slots=True)
class Environments:
    """The folders of the `python3` that stand for images: with nothing, with the libraries of science, and with IPython."""

    empty: Path
    science: Path
    shell: Path

    def of(self, notebook: Mapping[str, Any]) -> Path:
        """The one that a notebook needs: it holds what the notebook imports."""
        imported = {found for cell in notebook["cells"] for found in IMPORT.findall(_source(cell))}
        if imported & {"IPython", "matplotlib_inline"} or any(
            ASKS_IPYTHON.search(_source(cell)) for cell in notebook["cells"]
        ):
            return self.shell
        return self.science if imported else self.empty


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a case. different: what there is instead of what is expected. refused: it was not exported."""

    name: str
    different: str = ""
    refused: str = ""


def make_environments(folder: Path) -> Environments:
    """All of them, in the folder."""
    return Environments(
        environment(folder / "empty"),
        environment(folder / "science", SCIENCE),
        environment(folder / "shell", (*SCIENCE, "ipython")),
    )


def tried(environments: Environments, name: str, notebook: Mapping[str, Any], expected: list[str]) -> Verdict:
    """Export and run a notebook, and compare its RESULT lines."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, "work", f"{name.rsplit('/', 1)[-1]}.ipynb")
        file.parent.mkdir()
        file.write_text(json.dumps(notebook), encoding="utf-8")
        exported = export(file)
        if exported.package is None:
            return Verdict(name, refused=exported.refused)
        run = exported.run(environments.of(notebook), Path(place, "run"))
        if NEEDS_IPYTHON.search(run.told()):
            run = exported.run(environments.shell, Path(place, "again"))
        lines = result_lines(executed(exported, run))
        if lines == expected and run.status is Status.SUCCEEDED:
            return Verdict(name)
        return Verdict(name, f"expected {expected}, came {lines}\n{run.told()}")


def _tried_case(environments: Environments, case: Case) -> Verdict:
    return tried(environments, case.name, case.notebook(), kept()[case.name]["expected"])


def _tried_file(environments: Environments, file: Path) -> Verdict:
    expected = json.loads((SHARED / "cases.json").read_text(encoding="utf-8"))[file.stem]["expected"]
    lines = [line for line in expected if line.startswith("RESULT")]
    return tried(environments, f"shared/{file.stem}", json.loads(file.read_text(encoding="utf-8")), lines)


def main() -> int:
    """Return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.kfp.cases", description=__doc__)
    parser.add_argument("--only", default="", help="only cases with this in their name")
    parser.add_argument("--shared", action="store_true", help="the cases beside this repository instead of its own")
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, ProcessPoolExecutor(given.workers) as pool:
        environments = make_environments(Path(place))
        if given.shared:
            known = json.loads((SHARED / "cases.json").read_text(encoding="utf-8"))
            files = [
                f
                for f in sorted(SHARED.glob("*.ipynb"))
                if given.only in f.stem and known[f.stem]["notebook_error"] is None
            ]
            tries = pool.map(partial(_tried_file, environments), files)
        else:
            right = [case for case in cases() if not case.mistake and given.only in case.name]
            tries = pool.map(partial(_tried_case, environments), right)
        verdicts = []
        for verdict in tries:
            verdicts.append(verdict)
            if verdict.different or verdict.refused:
                told = f"REFUSED {verdict.refused}" if verdict.refused else verdict.different
                print(f"{verdict.name}: {told}", flush=True)
    different = sum(bool(verdict.different) for verdict in verdicts)
    refused = sum(bool(verdict.refused) for verdict in verdicts)
    print(
        f"{len(verdicts)} cases: {len(verdicts) - different - refused} the same, {refused} refused, {different} different"
    )
    return 1 if different else 0


def _source(cell: Mapping[str, Any]) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


if __name__ == "__main__":
    sys.exit(main())
