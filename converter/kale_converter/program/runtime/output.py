"""Output: what cells put out, in one order, as events."""

import codecs
import contextlib
import io
import json
import math
import os
import select
import selectors
import sys
import threading
import time
from typing import Any, Callable, Dict, List, Tuple

Emit = Callable[[Dict[str, Any]], None]

BATCH_SECONDS = 0.05
BATCH_CHARACTERS = 64 * 1024
PRINTED_LIMIT = 10_000_000
DISPLAY_LIMIT = 50_000_000


class Stream(io.TextIOBase):
    """`sys.stdout` or `sys.stderr` while cells run."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, name: str, fd: int, capture: "Capture") -> None:
        self.name, self._fd, self._capture = name, fd, capture

    def write(self, text: str) -> int:
        """Take text for the running cell; a process that the user forked writes to the file descriptor instead."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self._capture.active:
            self._capture.text(self.name, text)
        else:
            _write_all(self._fd, text.encode("utf-8", "replace"))
        return len(text)

    def flush(self) -> None:
        """Hand on what was written so far."""
        if self._capture.active:
            self._capture.flush()

    def writable(self) -> bool:
        """It is."""
        return True

    def fileno(self) -> int:
        """The descriptor that subprocesses write to."""
        return self._fd


class Capture:
    """Everything that cells put out, in one order: Python's streams, file descriptors 1 and 2, and displays.

    A thread reads the descriptors' pipes and sends text on after BATCH_SECONDS. Whoever emits holds the lock and has
    emptied the pipes first, so what was written before comes before, and nothing is left when a cell ends.
    """

    def __init__(self, emit: Emit) -> None:
        self.emit = emit
        self.cell: Dict[str, Any] = {}
        self.streams = (Stream("stdout", 1, self), Stream("stderr", 2, self))
        self._pid = 0
        self._pending: List[Tuple[str, str]] = []
        self._lent: List[Any] = []

    @property
    def active(self) -> bool:
        """Whether output is captured in this very process (and not in one that the user's code forked)."""
        return self._pid == os.getpid()

    def start(self) -> None:
        """Begin, in this process; `stop` must come before a fork."""
        self._lock = threading.RLock()
        self._saved = [os.dup(fd) for fd in (1, 2)]
        self._pipes = {}
        self._selector = selectors.DefaultSelector()
        self._full = select.poll()
        sys.stdout, sys.stderr = self.streams
        for stream in self.streams:
            read, write = os.pipe()
            os.dup2(write, stream.fileno())
            os.close(write)
            os.set_blocking(read, False)
            self._pipes[read] = (stream.name, codecs.getincrementaldecoder("utf-8")("replace"))
            self._selector.register(read, selectors.EVENT_READ)
            self._full.register(read, select.POLLIN)
        self._woken, self._wake = os.pipe()
        self._selector.register(self._woken, selectors.EVENT_READ)
        self._stopping = False
        self.begin_cell({})
        self._pid = os.getpid()
        self._thread = threading.Thread(target=self._watch, name="kale-output", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Hand on the rest, put the descriptors back and end the thread."""
        self.settle()
        self._stopping = True
        os.write(self._wake, b"x")
        self._thread.join()
        self._pid = 0
        for fd, saved in zip((1, 2), self._saved):
            os.dup2(saved, fd)
        self._selector.close()
        for fd in (*self._saved, *self._pipes, self._woken, self._wake):
            os.close(fd)

    def begin_cell(self, cell: Dict[str, Any]) -> None:
        """What comes from now on is this cell's (`cell`: its `cell` and `cell_id`)."""
        self.cell, self._printed, self._clear_next, self._lent = cell, 0, False, []

    def text(self, name: str, text: str) -> None:
        """Take stream text; it is sent on within BATCH_SECONDS, by the next `flush`, or when it gets long."""
        with self._lock:
            if self._full.poll(0):
                self._drain()  # what a subprocess has written by now comes before
            if not self._pending:
                self._due = time.monotonic() + BATCH_SECONDS
                self._held = 0
                os.write(self._wake, b"x")
            self._pending.append((name, text))
            self._held += len(text)
            if self._held > BATCH_CHARACTERS:
                self._send_text()

    def output(self, output: Dict[str, Any], **more: Any) -> None:
        """Send an output that is not a stream, after all that was printed before it."""
        with self._lock:
            self.flush()
            size = sum(len(value) for value in output.get("data", {}).values() if isinstance(value, str))
            if size > DISPLAY_LIMIT:
                note = f"<output of {size:,} characters left out: more than {DISPLAY_LIMIT:,}>"
                output = {**output, "data": {"text/plain": note}}
            self._send({"event": "output", **self.cell, "output": output, **more})

    def lend(self, taker: Any) -> None:
        """What comes from now on is not the cell's but this widget's (`widget_outputs.Filling`)."""
        self.flush()
        self._lent.append(taker)

    def take_back(self) -> None:
        """What comes from now on is whose it was before `lend`."""
        self.flush()
        del self._lent[-1:]

    def update(self, display_id: str, data: Dict[str, Any], metadata: Dict[str, Any]) -> None:
        """Send new data for an earlier display."""
        with self._lock:
            self.flush()
            self.emit({"event": "display-updated", "display_id": display_id, "data": data, "metadata": metadata})

    def clear(self, wait: bool) -> None:
        """Drop what the cell has put out: now, or (wait) as soon as it puts out something new."""
        with self._lock:
            self.flush()
            if self._lent:
                self._lent[-1].clear(wait)
                return
            self._clear_next = wait
            if not wait:
                self.emit({"event": "output-cleared", **self.cell})

    def flush(self) -> None:
        """Send on all text written so far, by Python and by others."""
        with self._lock:
            self._send_text()
            self._drain()

    def settle(self) -> None:
        """`flush`, with what C code holds in its own buffers."""
        with contextlib.suppress(Exception):
            import ctypes

            ctypes.CDLL(None).fflush(None)
        self.flush()

    def _send(self, event: Dict[str, Any]) -> None:
        if not self.cell:  # between steps' cells nobody's output can be shown anywhere; runner.log is the place
            _write_all(self._saved[1], (json.dumps(event) + "\n").encode())
            return
        if self._lent:
            self._lent[-1].take(event["output"])
            return
        if self._clear_next:
            self._clear_next = False
            self.emit({"event": "output-cleared", **self.cell})
        self.emit(event)

    def _send_text(self) -> None:
        pending, self._pending = self._pending, []
        while pending:
            name = pending[0][0]
            end = next((i for i, (other, _) in enumerate(pending) if other != name), len(pending))
            self._send_stream(name, "".join(text for _, text in pending[:end]))
            pending = pending[end:]

    def _send_stream(self, name: str, text: str) -> None:
        room = PRINTED_LIMIT - self._printed
        self._printed += len(text)
        if room < 0 or not text:
            return
        if len(text) > room:
            text = f"{text[:room]}\n… output truncated: this cell prints more than {PRINTED_LIMIT:,} characters\n"
        text = text.encode("utf-8", "replace").decode()  # a lone surrogate would make the notebook unwritable
        self._send({"event": "output", **self.cell, "output": {"output_type": "stream", "name": name, "text": text}})

    def _drain(self) -> None:
        """Send on what stands in the pipes. A few reads take all that a pipe can hold: the rest came later."""
        for fd, (name, decoder) in self._pipes.items():
            for _ in range(4):
                try:
                    data = os.read(fd, 1 << 16)
                except BlockingIOError:
                    break
                if not data:
                    with contextlib.suppress(KeyError):
                        self._selector.unregister(fd)
                    break
                self._send_text()
                self._send_stream(name, decoder.decode(data))

    def _watch(self) -> None:
        while not self._stopping:
            ready = {key.fd for key, _ in self._selector.select(BATCH_SECONDS if self._pending else None)}
            with self._lock:
                if self._woken in ready:
                    os.read(self._woken, 1 << 16)
                if ready & set(self._pipes):
                    self._drain()
                if self._pending and time.monotonic() >= self._due:
                    self._send_text()


def _write_all(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def plain_json(value: Any) -> Any:
    """The value as JSON allows it: bytes as base64, numbers that are not finite as null, anything else as text."""
    if value is None or isinstance(value, (bool, str, int)):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): plain_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_json(item) for item in value]
    if isinstance(value, bytes):
        import base64

        return base64.b64encode(value).decode()
    return plain_json(value.item()) if getattr(value, "shape", None) == () else str(value)
