"""A run under way: what begins when, what is heard of it, and how it ends. It is the only writer of the event log."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import socket
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from kale_ext.engines.local import warm
from kale_ext.engines.local.attempt import Attempt, how_it_died, open_pipe
from kale_ext.engines.local.eventlog import EventLog, read_events
from kale_ext.engines.local.folder import RunFolder
from kale_ext.engines.local.machine import this_machine
from kale_ext.engines.local.observations import Finding, Observations
from kale_ext.engines.local.plan import Plan
from kale_ext.engines.local.processes import descendants, end_all, of_step, resident, send
from kale_ext.engines.local.record import Record, load_writers, write_executed, write_summary

_MEMORY_CHECK_SECONDS = 0.2
_READ = 1 << 18
_REPLANNING_SECONDS = 120
_OBSERVED = tuple(f'{{"event": "{kind}"'.encode() for kind in ("observed", "file", "cell-finished"))


class Running(ABC):
    """One attempt at a run, from its first event to its last; what its steps do against the plan is for `Runner`."""

    def __init__(self, folder: RunFolder, lock: int) -> None:
        self._folder, self._lock = folder, lock
        self._run, self._program = folder.read("run.json"), folder.read("program.json")
        self._steps = {step["name"]: step for step in self._program["steps"]}
        earlier = read_events(folder.events)
        self._record = Record(self._program, earlier, folder.artifacts)
        self._log = EventLog(folder.events)
        self._machine = this_machine(self._run.get("jobs"), os.environ)
        self._plan = Plan(self._program, self._machine, self._record.kept)
        by_tags = folder.read("pipeline.json")["division"] == "tags"
        self._seen = Observations(self._program, Path(self._run["notebook"]).parent, earlier, by_tags=by_tags)
        self._findings: list[Finding] = []
        self._stored = self._record.stored
        self._lost: set[str] = set()
        self._skipped: set[str] = set()
        self._selector = selectors.DefaultSelector()
        self._attempts: dict[str, Attempt] = {}
        self._tries: dict[str, int] = {}
        self._control: socket.socket | None = None
        self._control_buffer = b""
        self._warm = 0
        self._warm_ready = False
        self._cancelled = self._failed = False
        self._watched = 0.0

    def begin(self) -> None:
        """From here on the run is under way, to whoever reads its folder, and can be cancelled."""
        self._handle_signals()
        self._log.add("run-started", attempt=self._record.attempt + 1, pid=os.getpid())
        self._folder.summary.unlink(missing_ok=True)

    def run(self) -> None:
        """Run all that is missing, and write how it ended."""
        if self._plan.waiting or not self._steps:
            self._start_warm()
            load_writers()  # while the warm process is busy with its own imports
        while not (self._plan.done and not self._attempts and not self._findings) and not self._cancelled:
            if self._findings and all(attempt.pid for attempt in self._attempts.values()):
                self._revise()
                continue  # it may have been the last that there was to do
            if not self._findings:
                self._start_steps()
            if self._warm_ready and not self._attempts and not self._findings and self._plan.waiting:
                self._failed = True  # all that waits waits for each other; the engine starts no such run
                self._skip(self._plan.drop_all())
                break
            self._turn(self._patience())
            self._watch()
        if self._cancelled:
            self._cancel()
        self._end_processes()
        status = "cancelled" if self._cancelled else "failed" if self._failed else "succeeded"
        write_executed(self._folder, status)  # first, so that it is there when the run says that it has ended
        self._log.add("run-finished", status=status)
        self._log.close()
        write_summary(self._folder)

    def _handle_signals(self) -> None:
        read, write = os.pipe()
        os.set_blocking(read, False)
        os.set_blocking(write, False)
        signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: setattr(self, "_cancelled", True))
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._own_fds = (read, write)
        self._selector.register(read, selectors.EVENT_READ, lambda: self._signalled(read))

    def _signalled(self, fd: int) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(fd, _READ)
        self._reap()

    def _reap(self) -> None:
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass

    # -- starting ------------------------------------------------------------------------------------------------

    def _start_warm(self) -> None:
        read, write = open_pipe()
        ours, theirs = socket.socketpair()
        self._warm = os.fork()
        if self._warm == 0:
            signal.set_wakeup_fd(-1)
            for fd in (self._lock, self._log.fd, read, *self._own_fds):
                os.close(fd)
            ours.close()
            self._selector.close()
            try:
                warm.serve(self._program, Path(self._run["notebook"]), self._folder.artifacts, theirs, write)
            finally:
                os._exit(70)
        os.close(write)
        theirs.close()
        ours.setblocking(False)
        self._control = ours
        self._selector.register(ours, selectors.EVENT_READ, self._hear)
        self._begun(self._begin("", read), self._warm)

    def _begin(self, step: str, pipe: int) -> Attempt:
        number = self._record.attempts.get(step, 0) + 1
        self._record.attempts[step] = number
        self._tries[step] = self._tries.get(step, 0) + 1
        attempt = Attempt(step, number, pipe)
        self._attempts[step] = attempt
        return attempt

    def _begun(self, attempt: Attempt, pid: int) -> None:
        attempt.pid = pid
        self._log.add("step-started", step=attempt.step, attempt=attempt.number, pid=pid)
        self._seen.add(attempt.step, {"event": "step-started"})
        self._stored[attempt.step] = {}
        self._selector.register(attempt.pipe, selectors.EVENT_READ, lambda: self._read(attempt))

    def _start_steps(self) -> None:
        while self._warm_ready and self._control and (chosen := self._plan.next()):
            step, gpus = chosen
            read, write = open_pipe()
            environ = {"CUDA_VISIBLE_DEVICES": ",".join(gpus)} if gpus else {}
            wanted = {given["step"] for given in self._steps[step]["inputs"]}
            digests = {name: self._record.digests.get(name, {}) for name in wanted}
            order = json.dumps({"step": step, "digests": digests, "environ": environ}).encode() + b"\n"
            self._control.setblocking(True)
            sent = socket.send_fds(self._control, [order], [write])
            self._control.sendall(order[sent:])
            self._control.setblocking(False)
            os.close(write)
            self._begin(step, read)

    # -- hearing -------------------------------------------------------------------------------------------------

    def _hear(self) -> None:
        assert self._control is not None
        try:
            data = self._control.recv(_READ)
        except BlockingIOError:
            return
        except ConnectionError:
            data = b""
        if not data:
            self._warm_died()
            return
        *lines, self._control_buffer = (self._control_buffer + data).split(b"\n")
        for line in lines:
            message = json.loads(line)
            if "prologue" in message:
                attempt = self._attempts[""]
                attempt.result = message["prologue"]
                self._close(attempt)
                self._finish(attempt, message["prologue"], None, None)
                self._warm_ready = message["prologue"] is None
            elif "forked" in message:
                if message["forked"] in self._attempts:
                    self._begun(self._attempts[message["forked"]], message["pid"])
            elif message["exited"] in self._attempts:
                attempt = self._attempts[message["exited"]]
                if attempt.pid == message["pid"]:  # else it is one that was stopped to run anew
                    self._exited(attempt, message)

    def _read(self, attempt: Attempt) -> bool:
        """Take what stands in the pipe; whether there may be more."""
        try:
            data = os.read(attempt.pipe, _READ)
        except BlockingIOError:
            return False
        if not data:
            with contextlib.suppress(KeyError):
                self._selector.unregister(attempt.pipe)
            return False
        first, *rest = data.split(b"\n")
        attempt.parts.append(first)
        for part in rest:
            self._take(attempt, b"".join(attempt.parts))
            attempt.parts = [part]
        return True

    def _take(self, attempt: Attempt, line: bytes) -> None:
        # Outputs are long and go to the log unread; only what the runner must know is parsed.
        if line.startswith(b'{"result"'):
            attempt.result = json.loads(line)
            return
        if line.startswith(b'{"event": "cell-started"'):
            event = json.loads(line)
            attempt.place = {"cell": event["cell"], "cell_id": event["cell_id"]}
        elif line.startswith(b'{"event": "artifact"'):
            event = json.loads(line)
            self._record.digests.setdefault(attempt.step, {})[event["name"]] = event["digest"]
            names = [*event["absent"], *(variable["name"] for variable in event["variables"])]
            self._stored.setdefault(attempt.step, {})[event["name"]] = frozenset(names)
        elif line.startswith(_OBSERVED):
            self._seen.add(attempt.step, json.loads(line))
        self._log.add_line(line, attempt.step)

    def _close(self, attempt: Attempt) -> None:
        """Read what is left in the pipe, and close it: a process that the step left behind may hold its other end."""
        while self._read(attempt):
            pass
        with contextlib.suppress(KeyError):
            self._selector.unregister(attempt.pipe)
        os.close(attempt.pipe)

    def _exited(self, attempt: Attempt, message: dict[str, Any]) -> None:
        self._close(attempt)
        failure: dict[str, Any] | None
        if attempt.ending is not None:
            failure = attempt.ending
            send(of_step(attempt.pid), signal.SIGKILL)
        elif attempt.result is not None:
            failure = attempt.result["result"]
        else:
            failure = attempt.failure("Died", how_it_died(message["status"]))
        self._finish(attempt, failure, message["cpu"], message["memory"])

    def _finish(self, attempt: Attempt, failure: dict[str, Any] | None, cpu: float | None, memory: int | None) -> None:
        del self._attempts[attempt.step]
        status = "succeeded" if failure is None else "cancelled" if self._cancelled else "failed"
        duration = time.monotonic() - attempt.started
        told = None if self._cancelled else failure
        self._step_finished(attempt.step, status, duration, cpu=cpu, memory=memory, failure=told)
        if attempt.step and not self._cancelled:
            self._findings += self._seen.contradictions(attempt.step, failed=failure is not None)
        if not attempt.step:
            if failure is not None and not self._cancelled:
                self._failed = True
                self._skip(self._plan.drop_all())
        elif status == "succeeded":
            self._plan.succeeded(attempt.step)
        elif self._cancelled:
            self._plan.failed(attempt.step)
        elif (
            failure
            and failure["name"] != "NotStorable"
            and self._tries[attempt.step] <= self._steps[attempt.step]["retries"]
        ):
            self._plan.again(attempt.step)
        else:
            self._failed = True
            self._lost.add(attempt.step)
            self._skip(self._plan.failed(attempt.step))

    def _skip(self, steps: list[str], status: str = "skipped") -> None:
        self._skipped.update(steps)
        for step in steps:
            self._step_finished(step, status)

    def _step_finished(self, step: str, status: str, duration: float = 0.0, **ended: Any) -> None:
        ended = {"cpu": None, "memory": None, "failure": None, **ended}
        self._log.add("step-finished", step=step, status=status, duration=duration, **ended)
        self._seen.add(step, {"event": "step-finished"})

    @abstractmethod
    def _revise(self) -> None:
        """Act on the findings."""

    def _warm_died(self) -> None:
        assert self._control is not None
        self._selector.unregister(self._control)
        self._control.close()
        self._control = None
        self._warm_ready = False
        send(descendants(os.getpid()), signal.SIGKILL)
        for attempt in list(self._attempts.values()):
            self._close(attempt)
            message = "its process died" if not attempt.step else "the process that it was forked from died"
            self._finish(attempt, attempt.failure("Died", message), None, None)
        if self._plan.waiting and not self._cancelled:
            self._failed = True
            self._skip(self._plan.drop_all())

    # -- limits and ends -----------------------------------------------------------------------------------------

    def _patience(self) -> float | None:
        now = time.monotonic()
        times = [t for attempt in self._attempts.values() if (t := self._deadline(attempt)) is not None]
        if any(a.step and self._plan.demand(a.step).memory for a in self._attempts.values()):
            times.append(now + _MEMORY_CHECK_SECONDS)
        return max(0.0, min(times) - now) if times else None

    def _deadline(self, attempt: Attempt) -> float | None:
        if attempt.killed is not None:
            return attempt.killed
        timeout = self._steps[attempt.step]["timeout"] if attempt.step else None
        return None if timeout is None else attempt.started + timeout

    def _watch(self) -> None:
        now = time.monotonic()
        check_memory = now - self._watched >= _MEMORY_CHECK_SECONDS
        if check_memory:
            self._watched = now
        for attempt in self._attempts.values():
            if not attempt.pid or not attempt.step:
                continue
            deadline = self._deadline(attempt)
            if attempt.killed is not None:
                if now >= attempt.killed:
                    send(of_step(attempt.pid), signal.SIGKILL)
                    attempt.killed = now + 1
            elif deadline is not None and now >= deadline:
                timeout = self._steps[attempt.step]["timeout"]
                self._end_step(attempt, "TimedOut", f"the step ran longer than its timeout of {timeout:g} seconds")
            elif check_memory and (limit := self._plan.demand(attempt.step).memory):
                used = resident(of_step(attempt.pid))
                if used > limit:
                    sizes = f"{used / 2**20:,.0f} MiB of memory, more than its limit of {limit / 2**20:,.0f} MiB"
                    self._end_step(attempt, "OutOfMemory", f"the step used {sizes}")

    def _end_step(self, attempt: Attempt, name: str, message: str) -> None:
        attempt.ending = attempt.failure(name, message)
        attempt.killed = time.monotonic() + 1
        send(of_step(attempt.pid), signal.SIGTERM)

    def _turn(self, patience: float | None) -> None:
        for key, _ in self._selector.select(patience):
            if key.fileobj in self._selector.get_map():  # an earlier one of this turn may have closed it
                key.data()

    def _pump(self) -> None:
        self._reap()
        self._turn(0)

    def _cancel(self) -> None:
        waiting = self._plan.drop_all()
        warm_too = not self._warm_ready  # then it runs the user's prologue itself
        end_all(lambda: descendants(os.getpid()) - (set() if warm_too else {self._warm}), self._pump)
        deadline = time.monotonic() + 1
        while self._attempts and time.monotonic() < deadline:
            self._pump()
            time.sleep(0.005)
        for attempt in list(self._attempts.values()):
            self._close(attempt)
            self._finish(attempt, attempt.failure("Cancelled", ""), None, None)
        self._skip(waiting, "cancelled")

    def _end_processes(self) -> None:
        """End what steps left behind (a server that one started serves the later ones), and the warm process."""
        end_all(lambda: descendants(os.getpid()), self._reap)
