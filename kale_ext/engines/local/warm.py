"""The warm process: it has executed the prologue, and forks a process for every step in milliseconds.

It runs one thread while it forks. The runner sends it lines of JSON over a socket, each with the pipe that the step
tells its events to: `{"step", "digests", "environ"}`, and a new plan as `{"program"}`. It says `{"prologue": failure}`
once, then `{"forked": step, "pid"}` and `{"exited": step, "pid", "status", "cpu", "memory"}`.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import selectors
import signal
import socket
import sys
import threading
import traceback
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from kale_ext.engines.local.openmp import end_pools_of_openmp
from kale_ext.engines.local.processes import adopt_orphans, descendants, end_all, end_with_parent

_FDS_AT_ONCE = 8
_LINE = 1 << 16


class Events:
    """Sends events down a pipe, a line each; whole lines, whichever thread sends."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._lock = threading.RLock()  # a finaliser that runs while we write may open a file, and that is told too
        self._waiting: list[bytes] | None = None

    def __call__(self, event: dict[str, Any]) -> None:
        """Send it."""
        try:
            text = json.dumps(event, allow_nan=False)
        except (ValueError, TypeError):
            from kale_converter.program.runtime import plain_json

            text = json.dumps(plain_json(event))
        line = text.encode() + b"\n"
        with self._lock:
            if self._waiting is not None:
                self._waiting.append(line)
                return
            self._waiting = [line]
            while self._waiting:
                data = memoryview(self._waiting.pop(0))
                while data:
                    data = data[os.write(self._fd, data) :]
            self._waiting = None


def serve(program: dict[str, Any], notebook: Path, artifacts: Path, control: socket.socket, events: int) -> NoReturn:
    """Be the warm process, from the runner's fork to the end."""
    os.setpgid(0, 0)
    adopt_orphans()
    for number in (signal.SIGINT, signal.SIGCHLD, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, _end)
    end_with_parent(signal.SIGTERM, os.getppid())
    os.chdir(notebook.parent)
    sys.path[:0] = [str(notebook.parent), ""]  # "" as in a kernel: the folder that the notebook changes to
    sys.argv[:] = [""]
    os.environ.update(_environment_of_all(program))

    from kale_converter.program.runtime import Session, internal_failure

    try:
        session = Session(program, Events(events))
        failure = session.run_prologue()
    except Exception as error:  # noqa: BLE001 - it ends here, and says so in runner.log
        traceback.print_exc(file=sys.__stderr__)
        _say(control, {"prologue": internal_failure("run the cells that every step starts with", error)})
        control.recv(1)  # until the runner hangs up
        _end()
    os.close(events)
    end_pools_of_openmp()
    gc.collect()
    gc.freeze()  # what is here stays shared with the steps
    _say(control, {"prologue": failure})
    _Warm(session, {step["name"]: step for step in program["steps"]}, artifacts, control).run()
    _end()


def _environment_of_all(program: dict[str, Any]) -> dict[str, str]:
    """The variables that all steps ask for alike: libraries may read them when they are imported."""
    first, *others = [step.get("env") or {} for step in program["steps"]] or [{}]
    return {name: value for name, value in first.items() if all(env.get(name) == value for env in others)}


def _say(control: socket.socket, message: dict[str, Any]) -> None:
    control.sendall(json.dumps(message).encode() + b"\n")


def _end(_number: int = 0, _frame: FrameType | None = None) -> NoReturn:
    """End with everything below; the runner is gone or wants it so."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    end_all(lambda: descendants(os.getpid()), lambda: None)
    os._exit(0)


class _Warm:
    """Forks when told to, and tells when a child has ended."""

    def __init__(self, session: Any, steps: dict[str, Any], artifacts: Path, control: socket.socket) -> None:
        self._session, self._steps, self._artifacts, self._control = session, steps, artifacts, control
        self._children: dict[int, tuple[str, int | None]] = {}
        self._buffer = b""
        self._fds: list[int] = []

    def run(self) -> None:
        """Until the runner hangs up."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._control, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select(None if hasattr(os, "pidfd_open") or not self._children else 0.02):
                    if key.fileobj is self._control and not self._receive(selector):
                        return
                self._reap(selector)

    def _receive(self, selector: selectors.BaseSelector) -> bool:
        data, fds, _, _ = socket.recv_fds(self._control, _LINE, _FDS_AT_ONCE)
        if not data:
            return False
        self._fds += fds
        *lines, self._buffer = (self._buffer + data).split(b"\n")
        for line in lines:
            order = json.loads(line)
            if "program" in order:
                self._session.program = order["program"]
                self._steps = {step["name"]: step for step in order["program"]["steps"]}
            else:
                self._fork(order, self._fds.pop(0), selector)
        return True

    def _fork(self, order: dict[str, Any], pipe: int, selector: selectors.BaseSelector) -> None:
        os.set_inheritable(pipe, False)
        warm = os.getpid()
        pid = os.fork()
        if pid == 0:
            status = 70
            try:
                status = self._child(order, pipe, warm)
            except BaseException:  # noqa: BLE001 - it ends here, whatever it is, and says so in runner.log
                traceback.print_exc(file=sys.__stderr__)
            os._exit(status)
        os.close(pipe)
        watch = None
        if hasattr(os, "pidfd_open"):
            watch = os.pidfd_open(pid)
            selector.register(watch, selectors.EVENT_READ)
        self._children[pid] = (order["step"], watch)
        _say(self._control, {"forked": order["step"], "pid": pid})

    def _child(self, order: dict[str, Any], pipe: int, warm: int) -> int:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.setsid()
        end_with_parent(signal.SIGKILL, warm)
        self._control.close()
        for fd in self._fds:
            os.close(fd)
        for _, watch in self._children.values():
            if watch is not None:
                os.close(watch)
        os.environ.update(order["environ"])
        from kale_converter.program.runtime import finish, internal_failure

        send = Events(pipe)
        self._session.emit = send
        try:
            self._session.begin_step()
            failure = self._session.run_step(self._steps[order["step"]], order["digests"], self._artifacts)
        except Exception as error:  # noqa: BLE001 - whatever it is, the user gets a sentence and runner.log the rest
            traceback.print_exc(file=sys.__stderr__)
            failure = internal_failure(f"run the step {order['step']}", error)
        finish()
        send({"result": failure})
        return 0

    def _reap(self, selector: selectors.BaseSelector) -> None:
        for pid, (step, watch) in list(self._children.items()):
            with contextlib.suppress(ChildProcessError):
                ended, status, usage = os.wait4(pid, os.WNOHANG)
                if not ended:
                    continue
                self._report(step, pid, status, usage)
            if watch is not None:
                selector.unregister(watch)
                os.close(watch)
            del self._children[pid]

    def _report(self, step: str, pid: int, status: int, usage: resource.struct_rusage) -> None:
        unit = 1 if sys.platform == "darwin" else 1024
        used = {"cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss * unit}
        _say(self._control, {"exited": step, "pid": pid, "status": os.waitstatus_to_exitcode(status), **used})
