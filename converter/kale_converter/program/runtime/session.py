"""The session: one namespace, and the steps that run in it."""

import asyncio
import atexit
import contextlib
import contextvars
import sys
import time
import types
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, ContextManager, Dict, Iterable, List, Optional, Tuple, TypeVar

from .artifact import NotLoadable, NotStorable, save
from .asking import Asking
from .cells import Cell, UserError, ipython_shell
from .inputs import Digests, Inputs
from .output import Capture, Emit
from .pickling import LruCache
from .rebuilding import begin_session
from .state import DRAWN, STATES, Generators, baseline_environment, begin_environment
from .summary import metric_value, summary

if TYPE_CHECKING:
    from .observing import Begun, Observer

T = TypeVar("T")
Failure = Dict[str, Any]
_TASKS_TAKE_CONTEXT = hasattr(asyncio, "TaskGroup")
"""From Python 3.11 on."""


class Session(Asking):
    """The namespace of a notebook in this process, and everything around it that a kernel would give.

    emit: is told what happens, as events without step, number and time; it may be replaced. program: see
    `kale_converter.program.bundle`.
    """

    def __init__(self, program: Dict[str, Any], emit: Emit) -> None:
        super().__init__(program)
        self.capture = Capture(self._tell)
        self.emit = emit
        self.known_classes: "set[type]" = set()
        self.classes_without_names: "set[type]" = set()
        """Those of the prologue that came with what earlier steps have made of them, as no variable has them."""
        self.begun: "Optional[Begun]" = None
        self._inputs: Optional[Inputs] = None
        self._copies: List[Any] = []
        self._inherited: Dict[int, Tuple[str, Any]] = {}
        self._context = contextvars.copy_context()
        self._left: Dict[Any, Any] = {}
        module = types.ModuleType("__main__")
        sys.modules["__main__"] = module
        self.namespace = module.__dict__
        begin_session(self)
        self._generators = Generators()
        try:
            self._shell = ipython_shell(module, self.capture)
        except ImportError:
            from .plain_shell import PlainShell

            self._shell = PlainShell(self.namespace, self.capture)
        if any("%store" in cell["source"] for cell in self.cells()):
            with contextlib.suppress(Exception):  # a kernel has it from the start
                self._shell.extension_manager.load_extension("storemagic")
        self.import_as_kernels_have()
        baseline_environment()
        self._files = {}
        for cell in self.cells():
            self._files[cell["index"]] = self._shell.file_of(cell["source"], cell["execution_count"])

    def keep_copy(self, copy: T) -> T:
        """A copy that was made to compare: it lasts where its going would run code of the notebook."""
        if self.has_finalizers:
            self._copies.append(copy)
        return copy

    def run_prologue(self) -> Optional[Failure]:
        """Execute the cells that every step starts with. Call `begin_step` after it, in the process of each step."""
        failure = self._run(self.program["prologue"]["cells"])
        self._generators.end_prologue()
        for name, value in list(self.namespace.items()):
            self._inherit(name, value)
        for name, value in list(self._inherited.values()):
            self._inherit_bases(name, value)
        if self._observes:
            from .observing import Begun

            self.begun = Begun(self)
        return failure

    def begin_step(self) -> None:
        """Make this process, just forked or the only one, ready for a step."""
        atexit._clear()  # what the prologue registered is not this process's to do
        self._generators.begin_step()

    @property
    def _observes(self) -> bool:
        return bool(self.program.get("observe", True))

    def seeded(self, generator: str) -> bool:
        """Whether the prologue has set or used this random generator."""
        return self._generators.is_used(generator)

    def run_step(
        self, step: Dict[str, Any], digests: Digests, folder: Path, bound: Optional[Dict[str, Any]] = None
    ) -> Optional[Failure]:
        """Load the step's inputs, run its cells, store its outputs. Returns why it failed, None where it did not.

        digests: by step and artifact name. folder: where artifacts are. bound: variables that the step has besides its
        inputs, as a loop's.
        """
        with getattr(self._shell, "builtin_trap", contextlib.nullcontext()), self._watched_imports(step):
            return self._run_step(step, digests, folder, bound or {})

    def _watched_imports(self, step: Dict[str, Any]) -> "ContextManager[Any]":
        """Watches imports where a random generator matters: one that is handed over, or that the notebook has set."""
        handed = {given["variable"] for given in step["inputs"]}
        handed.update(name for output in step["outputs"] for name in output["variables"])
        if self._observes:
            handed.update(name for other in self.program["steps"] for name in other.get("writes") or ())
        generators = [name for name in DRAWN if f"state:{name}" in handed or (self._observes and self.seeded(name))]
        if not generators:
            return contextlib.nullcontext()
        from .importing import Imports

        return Imports(generators, step.get("packages", ()))

    def _run_step(
        self, step: Dict[str, Any], digests: Digests, folder: Path, bound: Dict[str, Any]
    ) -> Optional[Failure]:
        """The same, where `get_ipython` is there, which pandas asks for when an input makes it be imported."""
        first, last = (step["cells"][0], step["cells"][-1]) if step["cells"] else (None, None)
        begin_environment(step.get("env") or {})
        started = time.thread_time()
        try:
            self._inputs = Inputs(self, digests, folder)
            loaded = self._inputs.load(step["inputs"], step.get("imported", ()))
        except NotLoadable as error:
            self._tell_unstorable([error.name], error.step)
            return _failure("NotLoadable", str(error), first)
        self.namespace.update(bound)
        observer = None
        if self._observes and step.get("writes") is not None:
            from .observing import Observer

            observer = Observer(self, step, folder)
            observer.begin(loaded, time.thread_time() - started)
        self._inputs = None
        del loaded  # what the cells drop is not kept, and what only they refer to can be resized
        failure = self._run(step["cells"], observer)
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
                self._tell_unstorable(error.names, step["name"])
                return _failure("NotStorable", str(error), last)
            except OSError as error:
                what = f"Kale Ext could not store {', '.join(artifact['variables'])}: {error.strerror or error}"
                return _failure("NotStorable", what, last)
        if observer is not None:
            observer.end(folder)
        return None

    def save_output(self, artifact: Dict[str, Any], folder: Path) -> Dict[str, Any]:
        """Store an artifact and return its event. Raises NotStorable."""
        values, absent, summaries = {}, [], []
        for name in artifact["variables"]:
            state = STATES.get(name[6:]) if name.startswith("state:") else None
            if state is not None and state.module in sys.modules:
                values[name] = state.take(sys.modules[state.module])
                summaries.append({"name": name, "type": "state", "shape": None, "preview": ""})
            elif state is None and name.startswith("state:"):
                from .kept import take_kept

                values[name] = take_kept(name[6:])
                summaries.append({"name": name, "type": "state", "shape": None, "preview": ""})
            elif state is None and name in self.namespace:
                values[name] = self.namespace[name]
                summaries.append(summary(name, values[name]))
            else:
                absent.append(name)
        with warnings.catch_warnings():  # how values are stored is no matter of the notebook's filters
            warnings.simplefilter("ignore")
            digest, size = save(values, folder, self)
        event = {"event": "artifact", "name": artifact["name"], "digest": digest, "size": size}
        return {**event, "variables": summaries, "absent": absent}

    def _tell_unstorable(self, names: Iterable[str], maker: str) -> None:
        if self._observes:
            from .observing import tell_unstorable

            tell_unstorable(self, names, maker)

    def _tell(self, event: Dict[str, Any]) -> None:
        self.emit(event)

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

    def name_while_loading(self, name: str, cls: type) -> None:
        """A class has been made; see `Inputs.name`."""
        if self._inputs is not None:
            self._inputs.name(name, cls)

    def _inherit(self, name: str, value: Any) -> None:
        if id(value) in self._inherited:
            return
        if isinstance(value, type) and value.__module__ == "__main__":
            self._inherited[id(value)] = (name, value)
            self.known_classes.add(value)
            for attribute, inner in list(vars(value).items()):
                self._inherit(f"{name}.{attribute}", inner)
        elif (
            (isinstance(value, LruCache) and value.__module__ == "__main__")
            or (isinstance(value, types.FunctionType) and value.__globals__ is self.namespace)
            or type(value) is object
        ):
            self._inherited[id(value)] = (name, value)

    def _inherit_bases(self, name: str, value: Any) -> None:
        """What a class derives from and is made by, where that has no name any more."""
        if isinstance(value, type):
            for place, base in enumerate((*value.__mro__[1:], type(value))):
                self._inherit(f"{name}.__mro__.{place}", base)

    def _run(self, cells: List[Cell], observer: "Optional[Observer]" = None) -> Optional[Failure]:
        self.capture.start()
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        self._enter_context()
        try:
            for cell in cells:
                failure = self._run_cell(cell, loop, observer)
                if observer is not None:
                    observer.cell_ended(cell, last=cell is cells[-1])
                # A kernel that was told to end runs no further cell, whatever the tag says.
                if failure is not None and not (cell.get("may_fail") and failure["traceback"]):
                    return failure
            return None
        finally:
            self.capture.stop()

    def _run_cell(
        self, cell: Cell, loop: asyncio.AbstractEventLoop, observer: "Optional[Observer]"
    ) -> Optional[Failure]:
        place = {"cell": cell["index"], "cell_id": cell["id"]}
        self.capture.begin_cell(place)
        self.emit({"event": "cell-started", **place})
        started = time.perf_counter()
        failure = None
        try:
            # Inside a running loop, as in a kernel: asyncio.run fails there too, and create_task works.
            work = self._shell.run(cell)
            loop.run_until_complete(work if self._shell.awaits(cell) else self._in_context(work, loop))
        except UserError as error:
            failure = self._user_failure(error, cell)
            if observer is not None:
                observer.failed(error.error, failure["source"], cell)
        # Context variables (decimal's precision, numpy's print options) outlast the task that a cell is.
        for variable, value in self._context.items():
            variable.set(value)
            self._left[variable] = value
        self.capture.settle()
        count = cell["execution_count"] if cell["source"].strip() else None
        duration = time.perf_counter() - started
        self.emit({"event": "cell-finished", **place, "duration": duration, "execution_count": count})
        return failure

    def _in_context(self, work: Any, loop: asyncio.AbstractEventLoop) -> Any:
        """The work of a cell as a task in the one context of all cells: a token of one cell is good in another.

        Of a cell that awaits a kernel makes a task with a copy of it, as a coroutine is run anyway.
        """
        if _TASKS_TAKE_CONTEXT:
            return loop.create_task(work, context=self._context)
        return self._keep_context(work)

    async def _keep_context(self, work: Any) -> None:
        try:
            await work
        finally:
            self._context = contextvars.copy_context()

    def _enter_context(self) -> None:
        """Let the cells have those context variables that have been set around them, as by loading state."""
        for variable, value in contextvars.copy_context().items():
            if variable not in self._left or self._left[variable] is not value:
                self._context.run(variable.set, value)

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


def internal_failure(doing: str, error: BaseException) -> Failure:
    """What is told of an error of our own: it should not be, but the user must know what it stopped."""
    reason = f"{type(error).__name__}: {error}".rstrip(": ")
    return _failure("InternalError", f"Kale Ext could not {doing}: {reason}; runner.log tells more", None)


def _failure(name: str, message: str, cell: Optional[Cell]) -> Failure:
    place = {"cell": cell and cell["index"], "cell_id": cell and cell["id"]}
    return {"name": name, "message": message, **place, "line": None, "source": "", "traceback": []}
