"""The runner: one small process for each run, which decides what runs when.

It imports next to nothing, so that it is up in tens of milliseconds: all heavy lifting is done by the warm process,
which it forks. `python -m kale_ext.engines.local.runner RUN_DIR [FD]`; on FD it says "started" once the
run is under way.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from kale_ext.engines.learnt_words import in_words
from kale_ext.engines.local.folder import RunFolder
from kale_ext.engines.local.observations import Finding
from kale_ext.engines.local.plan import Plan
from kale_ext.engines.local.processes import adopt_orphans, all_stopped, descendants, end_all, of_step, send
from kale_ext.engines.local.revision import Revision, Standing, revise
from kale_ext.engines.local.running import Running

_REPLANNING_SECONDS = 120
_STOPPING_SECONDS = 1.0


class Runner(Running):
    """A run that goes on with a better plan where its steps show that the plan was wrong."""

    _gave_up = False
    """Whether nothing more is to begin, because a value cannot be promised."""

    def _revise(self) -> None:
        """Go on with a plan that knows what was found, and run again what was computed from what it should not have."""
        findings, self._findings = self._findings, []
        if self._gave_up:
            return
        answer = self._asked(findings)
        if "problem" in answer:
            self._give_up(findings, answer["problem"])
            return
        program = answer["program"]
        self._hold_still()
        revision = revise(self._program, program, self._standing(), self._seen)
        if revision.problem:
            self._give_up(findings, revision.problem)
            return
        if not revision.quiet:
            self._tell_of(findings, answer, revision)
        self._folder.write_text("learnt.json", answer["learnt"])
        self._folder.write_text("pipeline.json", answer["pipeline"])
        self._folder.write("program.json", program)
        anew = [cell["id"] for cell in program["prologue"]["cells"]] != [
            cell["id"] for cell in self._program["prologue"]["cells"]
        ]
        self._follow(program, revision)
        if anew:
            self._restart_warm()
        elif self._control is not None:
            self._control.setblocking(True)
            self._control.sendall(json.dumps({"program": program}).encode() + b"\n")
            self._control.setblocking(False)

    def _hold_still(self) -> None:
        """Stop the steps that run and hear all that they have done so far, so that it is judged by."""
        deadline = time.monotonic() + _STOPPING_SECONDS
        for attempt in self._attempts.values():
            members = of_step(attempt.pid)
            send(members, signal.SIGSTOP)
            while not all_stopped(members) and time.monotonic() < deadline:
                time.sleep(0.001)
            while self._read(attempt):
                pass

    def _standing(self) -> Standing:
        return Standing(
            frozenset(self._plan.succeeded_steps),
            frozenset(step for step in self._attempts if step),
            frozenset(self._lost),
            self._stored,
        )

    def _asked(self, findings: list[Finding]) -> dict[str, Any]:
        """Ask for a plan that knows the findings, in a process that can convert notebooks."""
        asked = [{"cell_id": found.cell_id, "kind": found.kind, "name": found.name} for found in findings]
        module = "kale_ext.engines.local.replanning"
        try:
            done = subprocess.run(
                [sys.executable, "-P", "-m", module, str(self._folder.path)],
                input=json.dumps(asked).encode(),
                stdout=subprocess.PIPE,
                timeout=_REPLANNING_SECONDS,
                check=True,
            )
            answer: dict[str, Any] = json.loads(done.stdout)
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            return {"problem": f"Kale Ext could not make a new plan ({type(error).__name__}); runner.log tells more"}
        return answer

    def _tell_of(self, findings: list[Finding], answer: dict[str, Any], revision: Revision) -> None:
        lines = answer["lines"]
        effects = [
            {"step": f.step, "cell": f.cell, "cell_id": f.cell_id, "line": line, "kind": f.kind, "name": f.name}
            for f, line in zip(findings, lines, strict=True)
        ]
        steps = [step["name"] for step in answer["program"]["steps"]]
        again = list(revision.invalid)
        self._log.add("plan-changed", effects=effects, again=again, steps=steps, unkept=answer["unkept"])
        for step in again:
            self._log.add("step-invalidated", step=step)

    def _follow(self, program: dict[str, Any], revision: Revision) -> None:
        for step in revision.invalid:
            attempt = self._attempts.pop(step, None)
            if attempt is not None:
                send(of_step(attempt.pid), signal.SIGKILL)
                self._close(attempt)
            self._seen.add(step, {"event": "step-invalidated"})
            self._stored.pop(step, None)
            self._record.digests.pop(step, None)
            self._tries.pop(step, None)
        for attempt in self._attempts.values():
            send(of_step(attempt.pid), signal.SIGCONT)
        old, self._plan = self._plan, Plan(program, self._machine, revision.kept)
        self._lost = set(revision.failed)
        self._failed = bool(self._lost)
        dropped = self._plan.carry(old, revision.running, sorted(self._lost))
        self._skip([step for step in dropped if step not in self._skipped])
        self._skipped = set(dropped)
        self._program, self._steps = program, {step["name"]: step for step in program["steps"]}
        self._seen.use(program)

    def _restart_warm(self) -> None:
        """The cells that every step begins with are others now."""
        assert self._control is not None
        self._selector.unregister(self._control)
        self._control.close()
        self._warm_ready, self._control_buffer = False, b""
        end_all(lambda: descendants(os.getpid()), self._reap)
        self._log.add("step-invalidated", step="")
        self._start_warm()

    def _give_up(self, findings: list[Finding], problem: str) -> None:
        """End the run where a value cannot be promised."""
        found = findings[0]
        message = f"cell {found.cell} {in_words(found.kind, found.name)}, which the plan did not know: {problem}"
        failure = {"name": "NotAsPlanned", "message": message, "cell": found.cell, "cell_id": found.cell_id}
        failure.update(line=None, source="", traceback=[])
        self._failed = self._gave_up = True
        for attempt in self._attempts.values():
            send(of_step(attempt.pid), signal.SIGCONT)
        self._log.add("step-invalidated", step=found.step)
        self._step_finished(found.step, "failed", failure=failure)
        self._skip(self._plan.drop_all())


def main(arguments: list[str]) -> int:
    """Take the folder's lock, begin the run, say so, and run."""
    folder = RunFolder(Path(arguments[0]))
    said = int(arguments[1]) if len(arguments) > 1 else None
    lock = folder.take_lock()
    if lock is None:
        _say(said, b"busy")
        return 1
    adopt_orphans()
    runner = Runner(folder, lock)
    runner.begin()
    _say(said, b"started")
    runner.run()
    return 0


def _say(said: int | None, word: bytes) -> None:
    if said is not None:
        os.write(said, word)
        os.close(said)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
