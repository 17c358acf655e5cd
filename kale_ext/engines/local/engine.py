"""The local engine: starts runners and reads their folders; it keeps nothing in memory."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kale_converter.export.json_form import to_json
from kale_converter.program.bundle import make_program
from kale_converter.reading.learnt import learnt_to_json
from kale_ext.engines.executed import executed_notebook
from kale_ext.engines.fold import fold, interrupted, summary_of
from kale_ext.engines.home import runs_home
from kale_ext.engines.interface import Capability, Event, RunId, RunRequest, RunState, RunSummary, Status
from kale_ext.engines.local.broken import broken_run, is_ours, summary_of_broken, usable
from kale_ext.engines.local.eventlog import read_events
from kale_ext.engines.local.folder import RunFolder
from kale_ext.engines.local.plan import ring
from kale_ext.errors import BadInput, Conflict, KaleError, NotConvertible, NotFound

OBSERVE = "KALE_OBSERVE"
"""Environment variable: "0" for runs that do not look whether steps do what the plan says."""
_START_SECONDS = 30.0
_CANCEL_SECONDS = 10.0
_SETTLE_SECONDS = 10.0
_POLL_SECONDS = 0.02
_RUN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class LocalEngine:
    """Runs on this machine. home: where run folders are, None for the user's own (`docs/run-directory.md`)."""

    def __init__(self, home: Path | None = None) -> None:
        self._home = (runs_home(os.environ) if home is None else home).absolute()

    @property
    def name(self) -> str:
        """As users name it."""
        return "local"

    @property
    def home(self) -> Path:
        """The folder of the run folders."""
        return self._home

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What this engine can do."""
        return frozenset({Capability.RUNS})

    def start(self, request: RunRequest) -> RunId:
        """Start a run and return as soon as its runner holds the lock.

        Raises NotConvertible where the notebook has errors, BadInput where its folder is missing or its steps wait for
        each other, StorageUnusable where there is no place for the run's folder.
        """
        conversion = request.conversion
        if conversion.pipeline is None or not conversion.ok:
            raise NotConvertible(
                f"{request.notebook_path} has errors", "correct what `kale check` shows", conversion.diagnostics
            )
        if not request.notebook_path.parent.is_dir():
            raise BadInput(
                f"the folder {request.notebook_path.parent} does not exist", "steps run in the notebook's folder"
            )
        program = make_program(conversion.notebook, conversion.pipeline, request.parameters)
        program["observe"] = os.environ.get(OBSERVE) != "0"
        if waiting := ring(program):
            raise BadInput(
                f"the steps {', '.join(waiting)} wait for each other, so none of them could ever run",
                "free one of them of the others: see their `prev:` tags and the variables they hand over",
            )
        with usable(self._home):
            folder = self._make_folder(conversion.pipeline.settings.name or conversion.notebook.name)
            try:
                self._fill(folder, request, to_json(conversion.pipeline), program)
                self._launch(folder)
            except OSError:
                shutil.rmtree(folder.path, ignore_errors=True)
                raise
        return RunId(folder.path.name)

    def _fill(self, folder: RunFolder, request: RunRequest, pipeline: str, program: dict[str, Any]) -> None:
        """Write what a run is made of; `run.json` last, so that a folder which has it has all."""
        folder.artifacts.mkdir(mode=0o700)
        folder.write("notebook.ipynb", request.notebook_json)
        (folder.path / "pipeline.json").write_text(pipeline, encoding="utf-8")
        folder.write("program.json", program)
        if request.conversion.learnt.effects:
            folder.write_text("learnt.json", learnt_to_json(request.conversion.learnt))
        folder.write(
            "run.json",
            {
                "id": folder.path.name,
                "name": program["name"],
                "notebook": str(request.notebook_path),
                "engine": self.name,
                "created": time.time(),
                "user": request.user,
                "parameters": dict(request.parameters),
                "jobs": request.jobs,
                "python": sys.executable,
                "kale": version("kale-ext"),
            },
        )

    def runs(self) -> Sequence[RunSummary]:
        """All runs, newest first; folders that are no run are left out. Raises StorageUnusable."""
        found = []
        with usable(self._home), contextlib.suppress(FileNotFoundError):
            for path in self._home.iterdir():
                with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                    found.append(self._summary(RunFolder(path)))
        return sorted(found, key=lambda run: (-run.created, run.id))

    def run(self, run_id: RunId) -> RunState:
        """The state of a run now."""
        return self._state(self._folder(run_id))

    def events(self, run_id: RunId, after: int = 0, limit: int | None = None) -> Sequence[Event]:
        """The events numbered after `after`, in order."""
        return read_events(self._folder(run_id).events, after, limit)

    def notebook(self, run_id: RunId) -> Mapping[str, Any]:
        """The executed notebook as far as it has come."""
        folder = self._folder(run_id)
        notebook, run = self._part(folder, "notebook.ipynb"), self._part(folder, "run.json")
        return executed_notebook(notebook, run, read_events(folder.events))

    def pipeline(self, run_id: RunId) -> Mapping[str, Any]:
        """The run's pipeline in its JSON form."""
        return self._part(self._folder(run_id), "pipeline.json")

    def cancel(self, run_id: RunId) -> None:
        """End the run and every process it started; returns when it has ended. Raises Conflict where it has already."""
        folder = self._folder(run_id)
        if not folder.under_way():
            raise Conflict(f"the run {run_id} is not under way", "only a run that is under way can be cancelled")
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(folder.lock.read_text()), signal.SIGTERM)
        deadline = time.monotonic() + _CANCEL_SECONDS
        while folder.under_way() and time.monotonic() < deadline:
            time.sleep(_POLL_SECONDS)

    def resume(self, run_id: RunId) -> None:
        """Run again what is missing. Raises Conflict where the run is under way or has succeeded."""
        folder = self._folder(run_id)
        self._settle(folder)
        state = self._state(folder)
        if state.status is Status.SUCCEEDED:
            raise Conflict(f"the run {run_id} has succeeded", "there is nothing left to run; start a new run instead")
        if not state.status.ended:
            raise Conflict(f"the run {run_id} is under way", "wait for it to end, or cancel it")
        for part in ("run.json", "program.json"):
            self._part(folder, part)
        self._launch(folder)

    def delete(self, run_id: RunId) -> None:
        """Forget the run and its files. Raises Conflict where it is under way."""
        folder = self._folder(run_id)
        self._settle(folder)
        lock = folder.take_lock()
        if lock is None:
            raise Conflict(f"the run {run_id} is under way", "cancel it first")
        try:
            shutil.rmtree(folder.path)
        finally:
            os.close(lock)

    def _settle(self, folder: RunFolder) -> None:
        """Wait for a runner that has told the end of its run and now writes the results."""
        deadline = time.monotonic() + _SETTLE_SECONDS
        while folder.under_way() and self._state(folder).status.ended and time.monotonic() < deadline:
            time.sleep(_POLL_SECONDS)

    def _folder(self, run_id: str) -> RunFolder:
        folder = RunFolder(self._home / run_id)
        with usable(self._home):
            there = _RUN_ID.fullmatch(run_id) and (
                (folder.path / "run.json").is_file() or (is_ours(run_id) and folder.path.is_dir())
            )
        if not there:
            raise NotFound(f"there is no run {run_id!r}", "`kale runs` lists the runs there are")
        return folder

    def _part(self, folder: RunFolder, name: str) -> dict[str, Any]:
        try:
            return folder.read(name)
        except (OSError, ValueError):
            raise _cut_off(folder) from None

    def _make_folder(self, name: str) -> RunFolder:
        self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
        stem = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "run"
        while True:
            mark = secrets.token_hex(2)
            path = self._home / f"{stem}-{time.strftime('%Y%m%d-%H%M%S')}-{mark}"
            with contextlib.suppress(FileExistsError):
                path.mkdir(mode=0o700)
                return RunFolder(path)

    def _launch(self, folder: RunFolder) -> None:
        read, write = os.pipe()
        with folder.runner_log.open("ab") as log, os.fdopen(read, "rb") as said:
            try:
                # -P: the folder it happens to be started in must not shadow the standard library.
                runner = subprocess.Popen(
                    [sys.executable, "-P", "-m", "kale_ext.engines.local.runner", str(folder.path), str(write)],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    cwd="/",
                    start_new_session=True,
                    pass_fds=(write,),
                )
            finally:
                os.close(write)
            word = said.read()
        # Not waited for: it outlives us. Its exit code is nobody's, so Python shall not warn that it is uncollected.
        if word == b"started":
            runner.returncode = 0
            return
        runner.wait(_START_SECONDS)
        if word == b"busy":
            raise Conflict(f"the run {folder.path.name} is under way", "wait for it to end, or cancel it")
        last = folder.runner_log.read_text(errors="replace").strip().splitlines()[-1:]
        raise KaleError(
            f"the run could not be started: {last[0] if last else 'its process ended at once'}",
            f"{folder.runner_log} tells more",
        )

    def _state(self, folder: RunFolder) -> RunState:
        try:
            run, program = folder.read("run.json"), folder.read("program.json")
            steps = [step["name"] for step in program["steps"]]
            fold(run, steps, ())
        except (OSError, ValueError, KeyError):
            if not is_ours(folder.path.name):
                raise
            return broken_run(folder.path, patience=_START_SECONDS)
        under_way = folder.under_way()  # asked first: what has ended by now has written its last event
        state = fold(run, steps, read_events(folder.events))
        if under_way or state.status.ended or (state.last_event == 0 and time.time() - run["created"] < _START_SECONDS):
            return state
        return interrupted(state)

    def _summary(self, folder: RunFolder) -> RunSummary:
        try:
            run = folder.read("run.json")
            about = {key: run[key] for key in ("id", "name", "notebook", "created", "engine")}
        except (OSError, ValueError, KeyError):
            if not is_ours(folder.path.name) or not folder.path.is_dir():
                raise
            return summary_of_broken(broken_run(folder.path, patience=_START_SECONDS))
        try:
            end = folder.read("summary.json")
        except (OSError, ValueError):
            end = summary_of(self._state(folder))
        return RunSummary(**about, **{**end, "status": Status(end["status"])})


def _cut_off(folder: RunFolder) -> Conflict:
    return Conflict(
        f"the run {folder.path.name} was cut off while it was being started", "delete it and start a new run"
    )
