"""The step runtime: executes the cells of a program and hands variables from step to step.

This one file is all that a step needs besides Python 3.9 or newer. IPython, cloudpickle and numpy are used where they
can be imported. Nothing here knows where it runs: what happens is told to `emit` as plain dicts, and variables are
stored in a folder. From top to bottom: output, cells, state besides variables, artifacts, summaries, steps.
"""

import ast
import asyncio
import atexit
import builtins
import codecs
import contextlib
import contextvars
import functools
import gc
import hashlib
import inspect
import io
import json
import linecache
import logging
import marshal
import math
import mmap
import numbers
import os
import pickle
import queue
import random
import re
import reprlib
import selectors
import struct
import sys
import threading
import time
import traceback
import types
import typing
import warnings
from pathlib import Path
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Tuple

try:
    import cloudpickle
except ImportError:
    cloudpickle = None

Cell = Dict[str, Any]
Failure = Dict[str, Any]
Emit = Callable[[Dict[str, Any]], None]

BATCH_SECONDS = 0.05
BATCH_CHARACTERS = 64 * 1024
PRINTED_LIMIT = 10_000_000
DISPLAY_LIMIT = 50_000_000


# --- Output ---------------------------------------------------------------------------------------------------------


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
        sys.stdout, sys.stderr = self.streams
        for stream in self.streams:
            read, write = os.pipe()
            os.dup2(write, stream.fileno())
            os.close(write)
            os.set_blocking(read, False)
            self._pipes[read] = (stream.name, codecs.getincrementaldecoder("utf-8")("replace"))
            self._selector.register(read, selectors.EVENT_READ)
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
        self.cell, self._printed, self._clear_next = cell, 0, False

    def text(self, name: str, text: str) -> None:
        """Take stream text; it is sent on within BATCH_SECONDS, by the next `flush`, or when it gets long."""
        with self._lock:
            if not self._pending:
                self._drain()
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

    def update(self, display_id: str, data: Dict[str, Any], metadata: Dict[str, Any]) -> None:
        """Send new data for an earlier display."""
        with self._lock:
            self.flush()
            self.emit({"event": "display-updated", "display_id": display_id, "data": data, "metadata": metadata})

    def clear(self, wait: bool) -> None:
        """Drop what the cell has put out: now, or (wait) as soon as it puts out something new."""
        with self._lock:
            self.flush()
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


# --- Cells ----------------------------------------------------------------------------------------------------------


class UserError(Exception):
    """A cell failed; `error` is what the user's code raised, `lines` its traceback as it was shown."""

    def __init__(self, error: BaseException, lines: List[str]) -> None:
        super().__init__(str(error))
        self.error, self.lines = error, lines


def _without_own_frames(tb: Optional[types.TracebackType]) -> Optional[types.TracebackType]:
    """The traceback without frames of this file."""
    frames = []
    while tb is not None:
        if tb.tb_frame.f_code.co_filename != __file__:
            frames.append(tb)
        tb = tb.tb_next
    for frame, following in zip(frames, [*frames[1:], None]):
        frame.tb_next = following
    return frames[0] if frames else None


class PlainShell:
    """Executes cells where there is no IPython: pure Python, no magics."""

    def __init__(self, namespace: Dict[str, Any], capture: Capture) -> None:
        self._namespace, self._capture = namespace, capture
        builtins.display = self._display  # type: ignore[attr-defined]

    def _display(self, *values: Any) -> None:
        for value in values:
            data = {"text/plain": repr(value)}
            self._capture.output({"output_type": "display_data", "data": data, "metadata": {}})

    def file_of(self, source: str, count: int) -> str:
        """The file name that the cell's code has; tracebacks find the source by it."""
        name = f"<cell {count} {hashlib.sha1(source.encode()).hexdigest()[:8]}>"  # noqa: S324 - a name, no secret
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        return name

    async def run(self, source: str, count: int) -> None:
        """Run the cell. Raises UserError."""
        try:
            file = self.file_of(source, count)
            tree = ast.parse(source, file)
            last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
            await self._evaluate(compile(tree, file, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT))
            if last is None:
                return
            expression = ast.Expression(last.value)  # type: ignore[attr-defined]
            value = await self._evaluate(compile(expression, file, "eval", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT))
            if value is not None:
                data = {"text/plain": repr(value)}
                result = {"output_type": "execute_result", "execution_count": count, "data": data, "metadata": {}}
                self._capture.output(result)
        except BaseException as error:
            error.__traceback__ = _without_own_frames(error.__traceback__)
            lines = "".join(traceback.format_exception(type(error), error, error.__traceback__)).splitlines()
            self._capture.output(_error_output(error, lines))
            raise UserError(error, lines) from None

    async def _evaluate(self, code: types.CodeType) -> Any:
        value = eval(code, self._namespace)  # noqa: S307 - the user's own cell
        return await value if inspect.iscoroutine(value) and code.co_flags & inspect.CO_COROUTINE else value


def _error_output(error: BaseException, lines: List[str]) -> Dict[str, Any]:
    return {"output_type": "error", "ename": type(error).__name__, "evalue": str(error), "traceback": lines}


def ipython_shell(module: types.ModuleType, capture: Capture) -> Any:
    """A shell with IPython's own behaviour and a kernel's output. Raises ImportError where there is no IPython."""
    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.error import StdinNotImplementedError
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets import Type
    from traitlets.config import Config

    class Publisher(DisplayPublisher):  # type: ignore[misc]
        def publish(
            self, data: Any, metadata: Any = None, *, transient: Any = None, update: Any = False, **_: Any
        ) -> None:
            display_id = (transient or {}).get("display_id")
            data, metadata = plain_json(data), plain_json(metadata or {})
            if not capture.active:
                return
            if update:
                capture.update(display_id, data, metadata)
                return
            more = {} if display_id is None else {"display_id": display_id}
            capture.output({"output_type": "display_data", "data": data, "metadata": metadata}, **more)

        def clear_output(self, wait: bool = False) -> None:
            capture.clear(wait)

    class Results(DisplayHook):  # type: ignore[misc]
        bundle: Any = None

        def start_displayhook(self) -> None:
            self.bundle = None

        def write_output_prompt(self) -> None:
            """The front end draws it."""

        def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
            self.bundle = (plain_json(format_dict), plain_json(md_dict or {}))

        def finish_displayhook(self) -> None:
            if self.bundle and self.bundle[0]:
                data, metadata = self.bundle
                count = self.prompt_count
                capture.output(
                    {"output_type": "execute_result", "execution_count": count, "data": data, "metadata": metadata}
                )

    class Shell(InteractiveShell):  # type: ignore[misc]
        displayhook_class = Type(Results)
        display_pub_class = Type(Publisher)
        shown: Optional[List[str]] = None

        def init_path(self) -> None:
            """`sys.path` is the caller's matter."""

        def init_environment(self) -> None:
            colours = {"TERM": "xterm-color", "CLICOLOR": "1", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}
            os.environ.update(colours, PAGER="cat", GIT_PAGER="cat")
            os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")

        def init_virtualenv(self) -> None:
            """The interpreter is the right one already."""

        def _get_exc_info(self, exc_tuple: Any = None) -> Any:
            kind, value, tb = super()._get_exc_info(exc_tuple)
            first, tb = tb, _without_own_frames(tb)
            # IPython leaves out the first frame, its own; where ours alone were left there is nothing to leave out.
            return kind, value, tb if tb is not None else first

        def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
            self.shown = list(stb)
            output = _error_output(evalue, self.shown)
            capture.output({**output, "ename": str(etype.__name__)})

        def enable_gui(self, gui: Any = None) -> None:
            """There is no screen; `%matplotlib inline` needs nothing."""

        def file_of(self, source: str, count: int) -> str:
            transformed = source
            with contextlib.suppress(Exception):
                transformed = self.transform_cell(source)
            return str(self.compile.cache(transformed, count, raw_code=source))

        async def run(self, source: str, count: int) -> None:
            self.execution_count, self.shown, result, broken = count, None, None, None
            try:
                transformed = self.transform_cell(source)
            except Exception:
                transformed, broken = source, sys.exc_info()
            try:
                result = await self.run_cell_async(
                    source, store_history=True, transformed_cell=transformed, preprocessing_exc_tuple=broken
                )
                shown = self.shown  # before figures are drawn: a figure that cannot be fails no cell
            finally:
                self.events.trigger("post_execute")
                self.events.trigger("post_run_cell", result)
            error = result.error_before_exec or result.error_in_exec
            if error is not None:
                raise UserError(error, shown or [])
            if getattr(self, "exit_now", False):
                message = "the cell called exit() or quit(), which ends a kernel and so this step"
                raise UserError(SystemExit(message), [])

    def no_input(prompt: object = "") -> str:  # noqa: ARG001 - as builtins.input has it
        raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")

    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.IPKernelApp.tqdm = "tqdm looks for this key to know that it runs in a notebook"
    shell = Shell.instance(user_module=module, config=config)
    builtins.input = no_input
    import getpass

    getpass.getpass = no_input
    return shell


# --- State besides variables ----------------------------------------------------------------------------------------


class State(NamedTuple):
    """Something that code changes besides variables. It is taken only where `module` is loaded."""

    module: str
    take: Callable[[Any], Any]
    put: Callable[[Any, Any], None]
    reseed: Optional[Callable[[Any], None]] = None


_environment = dict(os.environ)
_OWN_VARIABLES = {"CUDA_VISIBLE_DEVICES"}


def _take_environment(_: Any) -> Tuple[Dict[str, str], List[str]]:
    """Only what was changed since the session began: the rest may hold secrets, and every step has it anyway."""
    changed = {k: v for k, v in os.environ.items() if _environment.get(k) != v and k not in _OWN_VARIABLES}
    return changed, [k for k in _environment if k not in os.environ]


def _put_environment(_: Any, value: Tuple[Dict[str, str], List[str]]) -> None:
    os.environ.update(value[0])
    for name in value[1]:
        os.environ.pop(name, None)


def _put_list(old: List[Any], new: List[Any]) -> None:
    old[:] = new


def _put_warnings(module: Any, value: List[Any]) -> None:
    module.resetwarnings()  # also makes modules forget what they have warned of
    module.filters[:] = value


def _take_pandas(module: Any) -> Dict[str, Any]:
    options = module._config.config._registered_options
    return {key: module.get_option(key) for key, o in options.items() if module.get_option(key) != o.defval}


def _put_pandas(module: Any, value: Dict[str, Any]) -> None:
    for key, option in value.items():
        module.set_option(key, option)


def _put_matplotlib(module: Any, value: Dict[str, Any]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        module.rcParams.update(value)


def _put_numpy(module: Any, value: Tuple[Dict[str, Any], Dict[str, Any]]) -> None:
    module.set_printoptions(**value[0])
    module.seterr(**value[1])


def _take_logging(module: Any) -> Tuple[int, List[Tuple[int, Optional[str], Optional[str]]]]:
    formats = [(h.level, h.formatter) for h in module.root.handlers]
    return module.root.level, [(level, f and f._fmt, f and f.datefmt) for level, f in formats]


def _put_logging(module: Any, value: Tuple[int, List[Tuple[int, Optional[str], Optional[str]]]]) -> None:
    module.root.setLevel(value[0])
    if not module.root.handlers:
        for level, form, date in value[1]:
            handler = module.StreamHandler()
            handler.setLevel(level)
            handler.setFormatter(module.Formatter(form, date) if form else None)
            module.root.addHandler(handler)


STATES = {
    "random": State("random", lambda m: m.getstate(), lambda m, v: m.setstate(v), lambda m: m.seed()),
    "numpy.random": State("numpy.random", lambda m: m.get_state(), lambda m, v: m.set_state(v), lambda m: m.seed()),
    "torch.random": State(
        "torch.random",
        lambda m: bytes(m.get_rng_state().tolist()),
        lambda m, v: m.set_rng_state(sys.modules["torch"].tensor(list(v), dtype=sys.modules["torch"].uint8)),
        lambda m: m.seed(),
    ),
    "os.environ": State("os", _take_environment, _put_environment),
    "cwd": State("os", lambda m: m.getcwd(), lambda m, v: m.chdir(v)),
    "sys.path": State("sys", lambda m: list(m.path), lambda m, v: _put_list(m.path, v)),
    "warnings": State("warnings", lambda m: list(m.filters), _put_warnings),
    "matplotlib": State(
        "matplotlib", lambda m: {k: v for k, v in m.rcParams.items() if not k.startswith("backend")}, _put_matplotlib
    ),
    "pandas": State("pandas", _take_pandas, _put_pandas),
    "numpy": State("numpy", lambda m: (m.get_printoptions(), m.geterr()), _put_numpy),
    "logging": State("logging", _take_logging, _put_logging),
}


class Generators:
    """Tells whether the prologue has seeded or used a random generator, and gives every step the right state."""

    def __init__(self) -> None:
        self._fresh = {"random": pickle.dumps(random.getstate())}
        self._used: Dict[str, Any] = {}
        sys.meta_path.insert(0, self)  # type: ignore[arg-type]

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """Import as always, and remember the state of a generator that comes with the module."""
        if name not in STATES or not STATES[name].reseed or name == "random":
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None and spec.loader is not None:
                execute = spec.loader.exec_module

                def exec_module(module: types.ModuleType) -> None:
                    execute(module)
                    with contextlib.suppress(Exception):
                        self._fresh[name] = pickle.dumps(STATES[name].take(module))

                spec.loader.exec_module = exec_module  # type: ignore[method-assign]
                return spec
        return None

    def end_prologue(self) -> None:
        """Keep the states that the prologue has changed."""
        sys.meta_path[:] = [finder for finder in sys.meta_path if finder is not self]
        for name, fresh in self._fresh.items():
            state = STATES[name].take(sys.modules[STATES[name].module])
            if pickle.dumps(state) != fresh:
                self._used[name] = state

    def begin_step(self) -> None:
        """In a step's process: the prologue's state where it has one, else a seed of the step's own."""
        for name in self._fresh:
            state = STATES[name]
            if name in self._used:
                state.put(sys.modules[state.module], self._used[name])
            elif state.reseed:
                state.reseed(sys.modules[state.module])


# --- Artifacts ------------------------------------------------------------------------------------------------------
#
# File: MAGIC, the pickle (protocol 5), the buffers, an index in JSON, and at the end where the index begins. Large
# buffers begin on a page, so that they are mapped, not read.

MAGIC = b"kale artifact 1\n"
IN_BAND = 4096
_PAGE = 4096
_LARGE = 1 << 16


class NotStorable(Exception):
    """A variable cannot be handed to another step."""


class NotLoadable(Exception):
    """A stored variable cannot be made again."""


class _Writer:
    """Writes a file and hashes it, large pieces on a second thread (hashlib and write both release the GIL)."""

    def __init__(self, file: Any) -> None:
        self._file, self.size, self._hash = file, 0, hashlib.sha256()
        self._queue: "queue.SimpleQueue[Any]" = queue.SimpleQueue()
        self._thread: Optional[threading.Thread] = None

    def write(self, data: Any) -> int:
        length = memoryview(data).nbytes
        if self._thread is None and length > _LARGE:
            self._thread = threading.Thread(target=self._hash_queue, daemon=True)
            self._thread.start()
        if self._thread is None:
            self._hash.update(data)
        else:
            self._queue.put(data)
        self._file.write(data)
        self.size += length
        return length

    def pad(self, alignment: int) -> None:
        self.write(b"\0" * (-self.size % alignment))

    def digest(self) -> str:
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
        return self._hash.hexdigest()

    def _hash_queue(self) -> None:
        while True:
            data = self._queue.get()
            if data is None:
                return
            self._hash.update(data)


class _Nowhere:
    def write(self, data: Any) -> int:
        return memoryview(data).nbytes


_PicklerBase: Any = cloudpickle.Pickler if cloudpickle else pickle.Pickler
_LruCache = type(functools.lru_cache(lambda: None))


class _Box:
    """Stands for a closure's cell in a pickle, so that functions which share one share it still."""

    def __reduce__(self) -> Any:
        return _make_cell, ()


class Pickler(_PicklerBase):  # type: ignore[misc]
    """Pickles the notebook's own functions without their globals, and what the prologue made by its name.

    A function looks its globals up where it is called, as in one kernel, so it must see the namespace of the step it
    runs in. What the prologue made is in every step already; only a variable's own value takes its state along.
    """

    def __init__(self, file: Any, session: "Session", values: Dict[str, Any], buffers: Any = None) -> None:
        super().__init__(file, protocol=5, buffer_callback=buffers)
        self._session, self._values = session, values
        self._top = {id(value) for value in values.values()}
        self._boxes: Dict[int, Tuple[Any, _Box]] = {}

    def reducer_override(self, obj: Any) -> Any:
        """How functions, classes and a few others are pickled; NotImplemented for the ordinary."""
        kind = type(obj)
        if kind is types.FunctionType and obj.__globals__ is self._session.namespace:
            return self._function(obj)
        if kind is _LruCache and obj.__module__ == "__main__":
            name = self._session.inherited_name(obj)
            return (_inherited, (name,)) if name else (_make_cached, (obj.__wrapped__, obj.cache_parameters()))
        if isinstance(obj, type) and obj.__module__ == "__main__":
            return self._class(obj)
        if isinstance(obj, types.MappingProxyType):
            return types.MappingProxyType, (dict(obj),)
        if kind is getattr(typing, "NewType", None) and obj.__module__ == "__main__":
            return typing.NewType, (obj.__name__, obj.__supertype__)
        if kind is types.CodeType and not cloudpickle:
            return marshal.loads, (marshal.dumps(obj),)
        return super().reducer_override(obj) if cloudpickle else NotImplemented

    def _function(self, function: types.FunctionType) -> Any:
        boxes, contents = [], []
        for cell in function.__closure__ or ():
            box = self._boxes.setdefault(id(cell), (cell, _Box()))[1]
            boxes.append(box)
            with contextlib.suppress(ValueError):  # an empty cell has no contents
                contents.append((box, cell.cell_contents))
        attributes = ("__qualname__", "__module__", "__doc__", "__defaults__", "__kwdefaults__", "__annotations__")
        values = {}
        for name in attributes:
            with contextlib.suppress(NameError):  # an annotation that names what is not there yet
                values[name] = getattr(function, name)
        state = (values, dict(function.__dict__), contents)
        name = self._session.inherited_name(function)
        if name:
            reference = (_inherited, (name,))
            return (
                (*reference, (values, state[1], []), None, None, _set_function)
                if id(function) in self._top
                else reference
            )
        return _make_function, (function.__code__, function.__name__, tuple(boxes)), state, None, None, _set_function

    def _class(self, cls: type) -> Any:
        name, top = self._session.inherited_name(cls), id(cls) in self._top
        if name and not top:
            return _inherited, (name,)
        reduced = super().reducer_override(cls) if cloudpickle else NotImplemented
        if (
            not isinstance(reduced, tuple)
            or len(reduced) < 6
            or not getattr(reduced[5], "__name__", "") == "_class_setstate"
        ):
            return reduced
        self._session.known_classes.add(cls)
        make = (_inherited, (name,)) if name else reduced[:2]
        return (*make, (top, reduced[2]), None, None, _set_class)


def _inherited(name: str) -> Any:
    return _current().inherited(name)


def _make_cell() -> Any:
    return types.CellType()


def _make_cached(function: Any, parameters: Dict[str, Any]) -> Any:
    return functools.lru_cache(**parameters)(function)


def _make_function(code: types.CodeType, name: str, closure: Tuple[Any, ...]) -> types.FunctionType:
    return types.FunctionType(code, _current().namespace, name, None, closure)


def _set_function(function: types.FunctionType, state: Any) -> None:
    values, attributes, contents = state
    for name, value in values.items():
        setattr(function, name, value)
    function.__dict__.update(attributes)
    for cell, value in contents:
        cell.cell_contents = value


def _set_class(cls: type, state: Any) -> None:
    """Fill a class that is new here. One that is known keeps its state, unless it comes as a variable's own value."""
    top, values = state
    known = _current().known_classes
    if top or cls not in known:
        known.add(cls)
        cloudpickle.cloudpickle._class_setstate(cls, values)


for _function in (_inherited, _make_cell, _make_cached, _make_function, _set_function, _set_class):
    _function.__module__ = "__kale__"  # artifacts name this file so, whatever it is called where it runs


def save(values: Dict[str, Any], folder: Path, session: "Session") -> Tuple[str, int]:
    """Store the values together, content-addressed. Returns the SHA-256 of the file and its size in bytes.

    Raises NotStorable, naming the variable.
    """
    buffers: List[memoryview] = []

    def keep(buffer: pickle.PickleBuffer) -> bool:
        raw = buffer.raw()
        if raw.nbytes < IN_BAND:
            return True
        buffers.append(raw)
        return False

    temporary = folder / f".{os.getpid()}-{time.monotonic_ns()}"
    try:
        with temporary.open("xb") as file:
            writer = _Writer(file)
            writer.write(MAGIC)
            try:
                Pickler(writer, session, values, keep).dump(values)
            except Exception as error:
                raise _not_storable(values, session, error) from None
            end, index = writer.size, []
            for buffer in buffers:
                writer.pad(_PAGE if buffer.nbytes > _LARGE else 64)
                index.append((writer.size, buffer.nbytes, buffer.readonly))
                writer.write(buffer)
            start = writer.size
            writer.write(json.dumps({"pickle": [len(MAGIC), end], "buffers": index}).encode())
            writer.write(struct.pack("<Q", start))
        digest = writer.digest()
        temporary.replace(folder / digest)
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
    return digest, writer.size


def _not_storable(values: Dict[str, Any], session: "Session", error: Exception) -> NotStorable:
    for name, value in values.items():
        try:
            Pickler(_Nowhere(), session, {name: value}, lambda _: False).dump({name: value})
        except Exception as reason:
            return NotStorable(
                f"the variable {name} ({type_name(value)}) cannot be handed to another step: {reason}. "
                f"Make it in the step that uses it, or put the cells that use it into one step"
            )
    return NotStorable(f"the variables {', '.join(values)} cannot be handed to another step: {error}")


def load(path: Path) -> Dict[str, Any]:
    """The values of an artifact. Arrays are mapped from the file, copied only where they are written to."""
    with path.open("rb") as file:
        view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY))
    (start,) = struct.unpack("<Q", view[-8:])
    index = json.loads(bytes(view[start:-8]))
    buffers = []
    for offset, length, readonly in index["buffers"]:
        piece = view[offset : offset + length]
        buffers.append(piece.toreadonly() if readonly else piece)
    enabled = gc.isenabled()
    gc.disable()
    try:
        first, end = index["pickle"]
        return pickle.loads(view[first:end], buffers=buffers)  # type: ignore[no-any-return]
    finally:
        if enabled:
            gc.enable()


# --- Summaries ------------------------------------------------------------------------------------------------------

_SECRET = re.compile(
    r"passw|passphrase|secret|token|api_?key|private_?key|access_?key|credential|(^|_)pwd($|_)", re.IGNORECASE
)
_SHOWN = {"builtins", "datetime", "decimal", "fractions", "pathlib", "uuid", "re", "ipaddress"}


class _Preview(reprlib.Repr):
    """A `repr` that stays short and runs no code of the user's."""

    def __init__(self) -> None:
        super().__init__()
        self.maxstring = self.maxother = self.maxlong = 80
        self.maxlist = self.maxtuple = self.maxset = self.maxfrozenset = self.maxdeque = self.maxdict = 8
        self.maxlevel = 3

    def repr_instance(self, x: Any, level: int) -> str:
        kind = type(x)
        if kind.__module__.split(".")[0] in _SHOWN or isinstance(x, BaseException) or _is_scalar(x):
            return super().repr_instance(x, level)
        return f"<{type_name(x)}>"

    def repr_dict(self, x: Any, level: int) -> str:
        hidden = {key: "…" if isinstance(key, str) and _SECRET.search(key) else x[key] for key in list(x)[:9]}
        return super().repr_dict(hidden, level)


def _is_scalar(value: Any) -> bool:
    return isinstance(value, numbers.Number) and type(value).__module__ == "numpy"


def type_name(value: Any) -> str:
    """The type as users write it: "int", "DataFrame", "numpy.ndarray"."""
    kind = type(value)
    package = str(kind.__module__).split(".", 1)[0]
    return kind.__qualname__ if package in ("builtins", "__main__", "pandas") else f"{package}.{kind.__qualname__}"


def summary(name: str, value: Any) -> Dict[str, Any]:
    """What can be told of a variable: name, type, shape and a preview of at most 200 characters on one line."""
    shape = None
    preview = ""
    with contextlib.suppress(Exception):
        size = getattr(value, "shape", None)
        if isinstance(size, tuple) and all(isinstance(n, int) for n in size):
            shape = list(size)
    if not _SECRET.search(name):
        with contextlib.suppress(Exception):
            preview = " ".join(_preview(value).split())
    return {
        "name": name,
        "type": type_name(value),
        "shape": shape,
        "preview": preview if len(preview) <= 200 else preview[:199] + "…",
    }


def _preview(value: Any) -> str:
    name = type_name(value)
    if name == "DataFrame":
        return "columns: " + ", ".join(str(column) for column in value.columns[:20])
    if name == "Series":
        return f"{value.dtype}: " + ", ".join(_Preview().repr(item) for item in value.iloc[:6])
    if name == "numpy.ndarray":
        first = ", ".join(_Preview().repr(item) for item in value.flat[:6].tolist())
        return f"{value.dtype}: {first}" + (", …" if value.size > 6 else "")
    if isinstance(value, types.FunctionType):
        return f"{value.__name__}{inspect.signature(value)}"
    return "" if isinstance(value, (type, types.ModuleType)) else _Preview().repr(value)


def metric_value(value: Any) -> Any:
    """The number to record: float or int, "nan", "inf" or "-inf"; None where the value is no number."""
    if isinstance(value, bool):
        return None
    if not isinstance(value, numbers.Real):
        if getattr(value, "shape", None) != () or not hasattr(value, "item"):
            return None
        value = value.item()
        if isinstance(value, bool) or not isinstance(value, numbers.Real):
            return None
    if isinstance(value, numbers.Integral):
        return int(value)
    number = float(value)
    return number if math.isfinite(number) else str(number)


# --- Steps ----------------------------------------------------------------------------------------------------------

_sessions: List["Session"] = []


def _current() -> "Session":
    """The session of this process: what a pickled function or class belongs to once it is loaded."""
    return _sessions[-1]


class Session:
    """The namespace of a notebook in this process, and everything around it that a kernel would give.

    emit: is told what happens, as events without step, number and time; it may be replaced. program: see
    `kale_converter.program.bundle`.
    """

    def __init__(self, program: Dict[str, Any], emit: Emit) -> None:
        self.program = program
        self.capture = Capture(lambda event: self.emit(event))
        self.emit = emit
        self.known_classes: "set[type]" = set()
        self._inherited: Dict[int, Tuple[str, Any]] = {}
        self._context = contextvars.copy_context()
        module = types.ModuleType("__main__")
        sys.modules["__kale__"] = sys.modules[__name__]
        sys.modules["__main__"] = module
        self.namespace = module.__dict__
        _sessions.append(self)
        self._generators = Generators()
        try:
            self._shell = ipython_shell(module, self.capture)
        except ImportError:
            self._shell = PlainShell(self.namespace, self.capture)
        _environment.clear()
        _environment.update(os.environ)
        self._files = {}
        for cells in (program["prologue"]["cells"], *(step["cells"] for step in program["steps"])):
            for cell in cells:
                self._files[cell["index"]] = self._shell.file_of(cell["source"], cell["execution_count"])

    def run_prologue(self) -> Optional[Failure]:
        """Execute the cells that every step starts with. Call `begin_step` after it, in the process of each step."""
        failure = self._run(self.program["prologue"]["cells"])
        self._generators.end_prologue()
        for name, value in list(self.namespace.items()):
            self._inherit(name, value)
        return failure

    def begin_step(self) -> None:
        """Make this process, just forked or the only one, ready for a step."""
        atexit._clear()  # what the prologue registered is not this process's to do
        self._generators.begin_step()

    def run_step(self, step: Dict[str, Any], digests: Dict[str, Dict[str, str]], folder: Path) -> Optional[Failure]:
        """Load the step's inputs, run its cells, store its outputs. Returns why it failed, None where it did not.

        digests: by step and artifact name. folder: where artifacts are.
        """
        first, last = (step["cells"][0], step["cells"][-1]) if step["cells"] else (None, None)
        try:
            self.load_inputs(step["inputs"], digests, folder)
        except NotLoadable as error:
            return _failure("NotLoadable", str(error), first)
        failure = self._run(step["cells"])
        if failure is not None:
            return failure
        for name in step["metrics"]:
            value = metric_value(self.namespace.get(name))
            if value is not None:
                self.emit({"event": "metric", "name": name, "value": value})
        for artifact in step["outputs"]:
            try:
                self.emit(self.save_output(artifact, folder))
            except NotStorable as error:
                return _failure("NotStorable", str(error), last)
        return None

    def load_inputs(self, inputs: List[Dict[str, str]], digests: Dict[str, Dict[str, str]], folder: Path) -> None:
        """Bind the inputs; a variable that its artifact lacks (deleted, or never bound) is unbound.

        Raises NotLoadable.
        """
        loaded: Dict[str, Dict[str, Any]] = {}
        for given in inputs:
            digest = digests[given["step"]][given["artifact"]]
            name = given["variable"]
            if digest not in loaded:
                try:
                    loaded[digest] = load(folder / digest)
                except Exception as error:
                    raise NotLoadable(
                        f"the variable {name} of step {given['step']} cannot be loaded: {type(error).__name__}: {error}"
                    ) from error
            values = loaded[digest]
            if name.startswith("state:"):
                state = STATES.get(name[6:])
                if state is not None and name in values:
                    __import__(state.module)
                    state.put(sys.modules[state.module], values[name])
            elif name in values:
                self.namespace[name] = values[name]
            else:
                self.namespace.pop(name, None)

    def save_output(self, artifact: Dict[str, Any], folder: Path) -> Dict[str, Any]:
        """Store an artifact and return its event. Raises NotStorable."""
        values, absent, summaries = {}, [], []
        for name in artifact["variables"]:
            state = STATES.get(name[6:]) if name.startswith("state:") else None
            if state is not None and state.module in sys.modules:
                values[name] = state.take(sys.modules[state.module])
                summaries.append({"name": name, "type": "state", "shape": None, "preview": ""})
            elif state is None and name in self.namespace:
                values[name] = self.namespace[name]
                summaries.append(summary(name, values[name]))
            else:
                absent.append(name)
        digest, size = save(values, folder, self)
        event = {"event": "artifact", "name": artifact["name"], "digest": digest, "size": size}
        return {**event, "variables": summaries, "absent": absent}

    def inherited_name(self, value: Any) -> Optional[str]:
        """The name under which every step has this object from the prologue, if it has."""
        entry = self._inherited.get(id(value))
        return entry[0] if entry else None

    def inherited(self, name: str) -> Any:
        """The object that the prologue made under this name. Raises LookupError."""
        for known, value in self._inherited.values():
            if known == name:
                return value
        raise LookupError(f"the prologue has no {name}")

    def _inherit(self, name: str, value: Any) -> None:
        if id(value) in self._inherited:
            return
        if isinstance(value, type) and value.__module__ == "__main__":
            self._inherited[id(value)] = (name, value)
            self.known_classes.add(value)
            for attribute, inner in list(vars(value).items()):
                self._inherit(f"{name}.{attribute}", inner)
        elif isinstance(value, _LruCache) and value.__module__ == "__main__":
            self._inherited[id(value)] = (name, value)
        elif isinstance(value, types.FunctionType) and value.__globals__ is self.namespace:
            self._inherited[id(value)] = (name, value)

    def _run(self, cells: List[Cell]) -> Optional[Failure]:
        self.capture.start()
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        try:
            for cell in cells:
                failure = self._run_cell(cell, loop)
                if failure is not None:
                    return failure
            return None
        finally:
            self.capture.stop()

    def _run_cell(self, cell: Cell, loop: asyncio.AbstractEventLoop) -> Optional[Failure]:
        place = {"cell": cell["index"], "cell_id": cell["id"]}
        self.capture.begin_cell(place)
        self.emit({"event": "cell-started", **place})
        started = time.perf_counter()
        failure = None
        try:
            # Inside a running loop, as in a kernel: asyncio.run fails there too, and create_task works.
            loop.run_until_complete(self._keep_context(self._shell.run(cell["source"], cell["execution_count"])))
        except UserError as error:
            failure = self._user_failure(error, cell)
        # Context variables (decimal's precision, numpy's print options) outlast the task that a cell is.
        for variable, value in self._context.items():
            variable.set(value)
        self.capture.settle()
        count = cell["execution_count"] if cell["source"].strip() else None
        duration = time.perf_counter() - started
        self.emit({"event": "cell-finished", **place, "duration": duration, "execution_count": count})
        return failure

    async def _keep_context(self, work: Any) -> None:
        try:
            await work
        finally:
            self._context = contextvars.copy_context()

    def _user_failure(self, failed: UserError, cell: Cell) -> Failure:
        error, file, line = failed.error, self._files[cell["index"]], None
        if isinstance(error, SyntaxError) and error.filename == file:
            line = error.lineno
        tb = error.__traceback__
        while tb is not None:
            if tb.tb_frame.f_code.co_filename == file:
                line = tb.tb_lineno
            tb = tb.tb_next
        lines = cell["source"].splitlines()
        source = lines[line - 1].strip() if line is not None and 0 < line <= len(lines) else ""
        failure = _failure(type(error).__name__, str(error), cell)
        return {**failure, "line": line, "source": source, "traceback": failed.lines}


def _failure(name: str, message: str, cell: Optional[Cell]) -> Failure:
    place = {"cell": cell and cell["index"], "cell_id": cell and cell["id"]}
    return {"name": name, "message": message, **place, "line": None, "source": "", "traceback": []}


def finish() -> None:
    """What a process owes the user before it ends by `os._exit`: exit functions, and files left open."""
    with contextlib.suppress(Exception):
        atexit._run_exitfuncs()
    for thing in gc.get_objects():
        if isinstance(thing, (io.TextIOWrapper, io.BufferedWriter, io.BufferedRandom)) and not thing.closed:
            with contextlib.suppress(Exception):
                thing.flush()
    logging.shutdown()
