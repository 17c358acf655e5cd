"""A new plan for a run that has shown more than the analysis had seen.

`python -m kale_ext.engines.local.replanning RUN_DIR`, a process of its own because the runner carries no converter. It
reads findings as JSON (`[{"cell_id", "kind", "name"}]`) and writes `{"program", "pipeline", "learnt", "lines",
"unkept"}`, or `{"problem"}` where there is no plan that knows them. What is learnt it also keeps beside the notebook;
`unkept` says why it could not.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from kale_converter.analysis.learning import line_of
from kale_converter.convert import convert
from kale_converter.export.json_form import to_json
from kale_converter.model import Division, Learnt, LearntEffect, LearntKind, Notebook, Severity, cell_digest
from kale_converter.program.bundle import make_program
from kale_converter.reading.learnt import learnt_from_json, learnt_to_json
from kale_converter.reading.notebook import parse_notebook
from kale_ext.engines.learnt_file import read_learnt, write_learnt
from kale_ext.engines.local.folder import RunFolder
from kale_ext.engines.local.plan import ring
from kale_ext.engines.surroundings import surroundings


def replan(folder: RunFolder, findings: list[dict[str, str]]) -> dict[str, Any]:
    """The answer to these findings."""
    run = folder.read("run.json")
    old, old_program = folder.read("pipeline.json"), folder.read("program.json")
    path = Path(run["notebook"])
    notebook, _ = parse_notebook(folder.read("notebook.ipynb"), path.stem)
    known = learnt_from_json(folder.learnt.read_text(encoding="utf-8")) if folder.learnt.exists() else Learnt()
    new = [_effect(finding, notebook, run["id"]) for finding in findings]
    if all(known.knows(effect) and effect.kind is not LearntKind.SHARES for effect in new):
        return {"problem": "the plan knows it already, and cannot keep it"}
    learnt = known.with_effects(new)
    conversion = convert(notebook, Division(old["division"]), learnt, **surroundings(notebook, path))
    if conversion.pipeline is None or not conversion.ok:
        errors = [found.message for found in conversion.diagnostics if found.severity is Severity.ERROR]
        return {"problem": f"the notebook cannot be made a pipeline then: {'; '.join(errors)}"}
    program = make_program(notebook, conversion.pipeline, run["parameters"])
    program.update({key: value for key, value in old_program.items() if key not in program})
    if waiting := ring(program):
        return {"problem": f"the steps {', '.join(waiting)} would wait for each other"}
    return {
        "program": program,
        "pipeline": to_json(conversion.pipeline),
        "learnt": learnt_to_json(learnt),
        "lines": [
            line_of(effect.word, _text(finding, notebook).split("\n"))
            for effect, finding in zip(new, findings, strict=True)
        ],
        "unkept": _keep(path, notebook, new),
    }


def _effect(finding: dict[str, str], notebook: Notebook, run: str) -> LearntEffect:
    return LearntEffect(cell_digest(_text(finding, notebook)), LearntKind(finding["kind"]), finding["name"], run)


def _text(finding: dict[str, str], notebook: Notebook) -> str:
    return next(cell.source for cell in notebook.cells if cell.id == finding["cell_id"])


def _keep(path: Path, notebook: Notebook, new: list[LearntEffect]) -> str:
    """Keep it beside the notebook, without what is known of cells that are no more; why not, where not."""
    kept = read_learnt(path)
    if kept.problem:
        return kept.problem
    cells = {cell_digest(cell.source) for cell in notebook.code_cells}
    try:
        write_learnt(path, kept.with_effects(new).only(cells))
    except OSError as error:
        return f"{error.filename}: {error.strerror or error}"
    return ""


def main(arguments: list[str]) -> int:
    """Read the findings, write the answer."""
    json.dump(replan(RunFolder(Path(arguments[0])), json.load(sys.stdin)), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
