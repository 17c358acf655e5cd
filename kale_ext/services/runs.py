"""Runs: started, looked at, followed and ended, on whichever engine they are."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from kale_converter.model import Conversion, Division, Pipeline, Severity
from kale_ext.engines.interface import Engine, Event, RunId, RunRequest, RunState, RunSummary
from kale_ext.errors import BadInput, Conflict, NotConvertible, NotFound
from kale_ext.services.conversion import convert_content, convert_file
from kale_ext.services.log import render_log
from kale_ext.services.parameters import checked_parameters

LATEST = "latest"
WAIT = 0.075
"""Seconds between two looks at a run that is followed."""
QUIET_LOOKS = 14
"""After so many looks that found nothing new (about a second), ask whether the run has ended without saying so."""
CANDIDATES = 5

_RUN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

Answer = TypeVar("Answer")


class Runs:
    """All runs of all engines. Every method that takes a run id raises NotFound for an unknown one.

    engines: by name. pause: waits so many seconds between two looks at a run that is followed.
    """

    def __init__(self, engines: Mapping[str, Engine], *, pause: Callable[[float], None] = time.sleep) -> None:
        self._engines = engines
        self._pause = pause

    def start(
        self,
        path: Path,
        *,
        content: Mapping[str, Any] | None = None,
        division: Division | None = None,
        conversion: Conversion | None = None,
        parameters: Mapping[str, Any] | None = None,
        jobs: int | None = None,
        user: str = "",
        engine: str = "local",
    ) -> RunState:
        """Convert the notebook and start a run of it.

        path: the notebook file; steps run in its folder. content: the notebook as it stands in an editor, None to read
        the file. conversion: what converting this content gave, where that is known. parameters: text (as on a command
        line) or JSON values by name. jobs: how many steps at a time.
        Raises NotConvertible with all findings, BadParameter, NotebookUnreadable, and NotFound for an unknown file,
        folder or engine.
        """
        where = self._engine(engine)
        if jobs is not None and jobs < 1:
            raise BadInput(f"{jobs} steps at a time is too few", "give 1 or more, or leave it to the engine")
        path = Path(os.path.normpath(Path.cwd() / path))  # not resolved: links stay as the user named them
        if not path.parent.is_dir():
            raise NotFound(f"there is no folder {path.parent}", "steps run in the notebook's folder: save it first")
        if content is None:
            conversion, content = convert_file(path, division)
        elif conversion is None:
            conversion, content = convert_content(content, path.stem, division, path)
        pipeline = _convertible(conversion, path)
        request = RunRequest(
            conversion=conversion,
            notebook_path=path,
            notebook_json=content,
            parameters=checked_parameters(pipeline.parameters, parameters or {}),
            jobs=jobs,
            user=user,
        )
        return where.run(where.start(request))

    def list(self, notebook: Path | None = None, limit: int | None = None) -> Sequence[RunSummary]:
        """The runs, newest first: all, or those of one notebook file; at most `limit`."""
        summaries = [summary for engine in self._engines.values() for summary in engine.runs()]
        if notebook is not None:
            wanted = os.path.realpath(notebook)
            same = {path: os.path.realpath(path) == wanted for path in {summary.notebook for summary in summaries}}
            summaries = [summary for summary in summaries if same[summary.notebook]]
        summaries.sort(key=lambda summary: (-summary.created, summary.id))
        return summaries[:limit]

    def get(self, run_id: RunId) -> RunState:
        """The state of a run now."""
        return self._ask(run_id, lambda engine: engine.run(run_id))

    def events(self, run_id: RunId, after: int = 0, limit: int | None = None) -> Sequence[Event]:
        """The events numbered after `after`, in order."""
        return self._ask(run_id, lambda engine: engine.events(run_id, after, limit))

    def notebook(self, run_id: RunId) -> Mapping[str, Any]:
        """The executed notebook as far as it has come (nbformat 4)."""
        return self._ask(run_id, lambda engine: engine.notebook(run_id))

    def pipeline(self, run_id: RunId) -> Mapping[str, Any]:
        """The run's pipeline in its JSON form."""
        return self._ask(run_id, lambda engine: engine.pipeline(run_id))

    def log(self, run_id: RunId, step: str | None = None) -> str:
        """What a step has put out as plain text, or every step under a title each. step: "" is the prologue.

        Raises NotFound for a step that the run does not have.
        """
        if step:
            names = [state.name for state in self.get(run_id).steps]
            if step not in names:
                raise NotFound(f"run {run_id} has no step {step!r}", f"its steps: {', '.join(names)}")
        return render_log(self.events(run_id), step)

    def cancel(self, run_id: RunId) -> RunState:
        """End the run and every process it started. Raises Conflict where it has ended."""
        self._ask(run_id, lambda engine: engine.cancel(run_id))
        return self.get(run_id)

    def resume(self, run_id: RunId) -> RunState:
        """Run again what is missing. Raises Conflict where the run is under way or has succeeded."""
        self._ask(run_id, lambda engine: engine.resume(run_id))
        return self.get(run_id)

    def delete(self, run_id: RunId) -> None:
        """Forget the run and its files. Raises Conflict where it is under way."""
        self._ask(run_id, lambda engine: engine.delete(run_id))

    def clean(
        self,
        *,
        keep: int = 0,
        older_than: float = 0.0,
        notebook: Path | None = None,
        dry: bool = False,
        now: float | None = None,
    ) -> Sequence[RunSummary]:
        """Delete ended runs and give what was deleted, newest first. Runs under way stay.

        keep: how many of the newest ended runs stay. older_than: seconds since a run ended (or was created, where
        that is not known) for it to go. notebook: only runs of this file. dry: delete nothing, only tell.
        now: Unix seconds, None for the clock's.
        """
        before = (time.time() if now is None else now) - older_than
        ended = [summary for summary in self.list(notebook) if summary.status.ended][keep:]
        old = [summary for summary in ended if (summary.ended or summary.created) <= before]
        return old if dry else [summary for summary in old if self._deleted(summary.id)]

    def follow(self, run_id: RunId, after: int = 0, stop: Callable[[], bool] = lambda: False) -> Iterator[Event]:
        """The events numbered after `after` as they happen; ends when the run has ended, or `stop` says so.

        Waits in between.
        """
        quiet = 0
        while not stop():
            events = self.events(run_id, after)
            yield from events
            if events:
                after, quiet = events[-1]["n"], 0
                may_have_ended = events[-1]["event"] == "run-finished"
            else:
                may_have_ended = quiet % QUIET_LOOKS == 0
                quiet += 1
            if may_have_ended and self.get(run_id).status.ended:
                yield from self.events(run_id, after)
                return
            self._pause(WAIT)

    def resolve(self, prefix: str) -> RunId:
        """The id of the run that is meant: a whole id, a beginning that only one run has, or "latest".

        Raises NotFound, which tells what there is, for an unknown or ambiguous one.
        """
        ids = [summary.id for summary in self.list()]
        if prefix in ids:
            return RunId(prefix)
        if not ids:
            raise NotFound("there are no runs yet", "start one first")
        if prefix == LATEST:
            return ids[0]
        matches = [run_id for run_id in ids if prefix and run_id.startswith(prefix)]
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise NotFound(f"{len(matches)} runs begin with {prefix!r}", f"say which: {_some(matches)}")
        raise NotFound(f"there is no run {prefix!r}", f"the newest: {_some(ids)}")

    def _engine(self, name: str) -> Engine:
        try:
            return self._engines[name]
        except KeyError:
            there = ", ".join(sorted(self._engines)) or "none"
            raise NotFound(f"there is no engine {name!r}", f"installed engines: {there}") from None

    def _ask(self, run_id: RunId, question: Callable[[Engine], Answer]) -> Answer:
        """Ask the engine that has the run. An id that could be read as a path reaches none."""
        if _RUN_ID.fullmatch(run_id):
            for engine in self._engines.values():
                with suppress(NotFound):
                    return question(engine)
        raise NotFound(f"there is no run {run_id!r}", "it may have been deleted; see the list of runs")

    def _deleted(self, run_id: RunId) -> bool:
        """Delete the run, unless somebody else has deleted or resumed it in the meantime."""
        try:
            self.delete(run_id)
        except (NotFound, Conflict):
            return False
        return True


def _convertible(conversion: Conversion, path: Path) -> Pipeline:
    """The pipeline, or NotConvertible with all findings."""
    if conversion.ok and conversion.pipeline is not None:
        return conversion.pipeline
    errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in conversion.diagnostics)
    count = "an error" if errors == 1 else f"{errors} errors" if errors else "nothing that could run"
    raise NotConvertible(
        f"{path.name} has {count}",
        "mend what the diagnostics say and start again",
        conversion.diagnostics,
    )


def _some(ids: Sequence[RunId]) -> str:
    more = len(ids) - CANDIDATES
    return ", ".join(ids[:CANDIDATES]) + (f" and {more} more" if more > 0 else "")
