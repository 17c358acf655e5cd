"""What the earlier attempts of a run have left, and what a run leaves when it ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kale_ext.engines.local.eventlog import read_events
from kale_ext.engines.local.folder import RunFolder


class Record:
    """A run so far. attempt: of the run, 0 before the first. attempts: tries so far, by step.

    kept: steps that need not run again: they succeeded, their artifacts are all there, and so it is with every step
    they depend on. digests: of the artifacts of those, by step and name. stored: the variables of each stored artifact,
    by step and name. The runner adds to both.
    """

    def __init__(self, program: Mapping[str, Any], events: Iterable[Mapping[str, Any]], artifacts: Path) -> None:
        self.attempt = 0
        self.attempts: dict[str, int] = {}
        stored: dict[str, dict[str, tuple[str, int, frozenset[str]]]] = {}
        succeeded: set[str] = set()
        for event in events:
            kind, step = event["event"], event.get("step", "")
            if kind == "run-started":
                self.attempt = event["attempt"]
            elif kind == "step-started":
                self.attempts[step] = event["attempt"]
                stored[step] = {}
                succeeded.discard(step)
            elif kind == "step-invalidated":
                stored[step] = {}
                succeeded.discard(step)
            elif kind == "artifact":
                names = [*event.get("absent", ()), *(variable["name"] for variable in event["variables"])]
                stored[step][event["name"]] = (event["digest"], event["size"], frozenset(names))
            elif kind == "step-finished" and event["status"] == "succeeded":
                succeeded.add(step)
        self.stored = {step: {name: has[2] for name, has in whole.items()} for step, whole in stored.items()}
        self.kept: set[str] = set()
        self.digests: dict[str, dict[str, str]] = {}
        for step in program["steps"]:
            name, has = step["name"], stored.get(step["name"], {})
            whole = all(
                output["name"] in has and _is_there(artifacts, *has[output["name"]][:2]) for output in step["outputs"]
            )
            needs = {*step["after"], *(given["step"] for given in step["inputs"])}
            if name in succeeded and whole and needs <= self.kept:
                self.kept.add(name)
                self.digests[name] = {output: digest for output, (digest, *_) in has.items()}


def _is_there(artifacts: Path, digest: str, size: int) -> bool:
    try:
        return (artifacts / digest).stat().st_size == size
    except OSError:
        return False


def load_writers() -> None:
    """Import what `write_executed` and `write_summary` need, at a time when nobody waits for it."""
    from kale_ext.engines import executed, fold  # noqa: F401 - imported for later


def write_executed(folder: RunFolder, status: str) -> None:
    """Write `executed.ipynb` of a run that is about to end like this."""
    from kale_ext.engines.executed import executed_notebook

    end = {"event": "run-finished", "status": status}
    events = [*read_events(folder.events), end]
    folder.write("executed.ipynb", executed_notebook(folder.read("notebook.ipynb"), folder.read("run.json"), events))


def write_summary(folder: RunFolder) -> None:
    """Write `summary.json` of a run that has ended."""
    from kale_ext.engines.fold import fold, summary_of

    program = folder.read("program.json")
    state = fold(folder.read("run.json"), [step["name"] for step in program["steps"]], read_events(folder.events))
    folder.write("summary.json", summary_of(state))
