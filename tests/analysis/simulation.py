"""A converted notebook run step by step, each step in a forked process of its own, without the engine.

What crosses from step to step is what the step runtime itself stores and loads. A notebook takes some 10 ms.
"""

from __future__ import annotations

import ast
import json
import os
import random
import re
import signal
import sys
import tempfile
import time
import traceback
import types
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path
from typing import Any

from kale_converter.convert import convert
from kale_converter.model import Cell, Conversion, Notebook, Severity
from kale_converter.program.bundle import make_program
from kale_converter.program.runtime import Session
from kale_converter.program.runtime.rebuilding import begin_session
from kale_converter.program.runtime.state import Generators, baseline_environment

SECONDS = 240
"""After so long a process of a simulation ends itself."""

CPU_SECONDS = 1
"""A statement that takes longer is left out of a program: it would run on and on."""

TOLD = {"K305", "K310"}
"""Rules that say that a step may not have what an earlier one has done."""

NOT_STORABLE = "K401"
"""The rule that refuses to hand over what cannot be stored, and names the cell and the variable."""

PERHAPS_NOT_STORABLE = "K402"
"""The rule that tells that a step may fail at its end, for want of storing a variable."""

Lines = dict[int, list[str]]


@dataclass(slots=True)
class Result:
    """What a run printed, by the places of its cells, and why it failed, if it did."""

    lines: Lines = field(default_factory=dict)
    error: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A notebook run plainly and as a pipeline. refused: the errors that the conversion told."""

    conversion: Conversion
    plain: Result
    piped: Result
    refused: tuple[str, ...]

    @property
    def names_what_cannot_be_stored(self) -> bool:
        """Whether it is refused, with the cell and the variable, as a step needs what cannot be handed to it."""
        errors = [d for d in self.conversion.diagnostics if d.severity is Severity.ERROR]
        return bool(errors) and all(d.code == NOT_STORABLE and d.span is not None for d in errors)

    @property
    def wrong(self) -> str:
        """What is wrong: the pipeline does something else than the plain run, and nothing said so before."""
        if self.plain.error or any(d.code in TOLD for d in self.conversion.diagnostics):
            return ""
        if self.names_what_cannot_be_stored:
            return ""
        if self.refused:
            return f"refused, though it runs: {'; '.join(self.refused)}"
        if self.piped.error:
            told = any(d.code == PERHAPS_NOT_STORABLE for d in self.conversion.diagnostics)
            return "" if told else f"the pipeline fails: {self.piped.error}"
        for cell in sorted(self.plain.lines):
            expected, got = self.plain.lines[cell], self.piped.lines.get(cell)
            if expected != got and _without_addresses(expected) != _without_addresses(got):
                return f"cell {cell}: expected {expected}, got {got}"
        return ""


def _without_addresses(lines: list[str] | None) -> list[str] | None:
    """Lines without where objects stand in memory, which is another place in every process."""
    return None if lines is None else [re.sub(r"\b0x[0-9a-f]+\b", "0x", line) for line in lines]


def compare(notebook: Notebook, seed: int = 0, conversion: Conversion | None = None) -> Comparison:
    """Run the notebook both ways. seed: picks one of the orders that the pipeline's edges allow.

    conversion: of the notebook, where that has been made before.
    """
    conversion = conversion or convert(notebook)
    refused = tuple(f"{d.code} {d.message}" for d in conversion.diagnostics if d.severity is Severity.ERROR)
    assert conversion.pipeline is not None
    skipped = set(conversion.pipeline.skipped)
    plain = Notebook(notebook.name, tuple(cell for cell in notebook.cells if cell.id not in skipped))
    with tempfile.TemporaryDirectory() as folder:
        expected = _result_of(lambda: _run_plainly(plain, Path(folder)))
    if refused:
        return Comparison(conversion, expected, Result(), refused)
    program = make_program(notebook, conversion.pipeline, {}) | {"observe": False}
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as store:
        piped = _result_of(lambda: _run_piped(program, Path(folder), Path(store), random.Random(seed)))
    return Comparison(conversion, expected, piped, ())


class _Session(Session):
    """The runtime's session without IPython and without capture, both of which take longer than all the rest."""

    def __init__(self) -> None:
        self.result = Result()
        self.digests: dict[str, str] = {}
        self.emit = self._heed
        self.known_classes, self.classes_without_names = set(), set()
        self._named = None
        self._inherited = {}
        module = types.ModuleType("__main__")
        sys.modules["__main__"] = module
        self.namespace = module.__dict__
        begin_session(self)
        self._generators = Generators()
        baseline_environment()
        self.program = {}
        self._shell = None

    def _heed(self, event: dict[str, Any]) -> None:
        if event["event"] == "artifact":
            self.digests[event["name"]] = event["digest"]

    def run(self, cells: Iterable[dict[str, Any]]) -> None:
        """Execute cells; `result` tells what came of it."""
        for cell in cells:
            printed = StringIO()
            try:
                with redirect_stdout(printed), redirect_stderr(StringIO()):
                    exec(compile(cell["source"], f"<cell {cell['index']}>", "exec", dont_inherit=True), self.namespace)
            except Exception as error:
                told = "".join(traceback.format_exception_only(error)).strip().replace("\n", " ")
                self.result.error = f"{told} (cell {cell['index']})"
            self.result.lines[cell["index"]] = printed.getvalue().splitlines()
            if self.result.error:
                break

    def _run(self, cells: list[dict[str, Any]], _observer: object = None) -> dict[str, Any] | None:
        self.run(cells)
        return {"message": self.result.error} if self.result.error else None


def without_failing(notebook: Notebook) -> Notebook:
    """The notebook without the statements that raise an error when it is run plainly.

    Done again until nothing is left out: a statement may have got further because of one that failed half-way.
    """

    def work() -> dict[str, Any]:
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            session = _Session()
            return {str(cell.index): "\n".join(_passing(cell, session)) for cell in notebook.code_cells}

    before = None
    while before != notebook:
        before = notebook
        sources = _told_by(work)
        notebook = replace(
            notebook, cells=tuple(replace(cell, source=sources.get(str(cell.index), "")) for cell in notebook.cells)
        )
    return notebook


def _passing(cell: Cell, session: _Session) -> Iterator[str]:
    for statement in ast.parse(cell.source).body:
        source = ast.unparse(statement)
        session.result = Result()
        start = time.process_time()
        with suppress(TimeoutError), limited(CPU_SECONDS):
            session.run([{"index": cell.index, "source": source}])
        took_long = time.process_time() - start >= CPU_SECONDS  # the program itself may have caught the error
        if not took_long and not session.result.error:
            yield source


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TimeoutError after some CPU seconds."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 0.1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _run_plainly(notebook: Notebook, folder: Path) -> Result:
    os.chdir(folder)
    session = _Session()
    session.run({"index": cell.index, "source": cell.source} for cell in notebook.code_cells)
    return session.result


def _run_piped(program: dict[str, Any], folder: Path, store: Path, order: random.Random) -> Result:
    os.chdir(folder)
    session = _Session()
    session.program = program
    if session.run_prologue():
        return session.result
    digests: dict[str, dict[str, str]] = {}
    left = list(program["steps"])
    while left:
        ready = [step for step in left if all(name in digests for name in step["after"])]
        if not ready:
            return Result(session.result.lines, f"a cycle among {[step['name'] for step in left]}")
        step = order.choice(ready)
        left.remove(step)
        done = _told_by(lambda step=step: _run_step(step, session, digests, store))
        session.result.lines.update({int(cell): lines for cell, lines in done["lines"].items()})
        digests[step["name"]] = done["digests"]
        if done["error"]:
            return Result(session.result.lines, f"step {step['name']}: {done['error']}")
    return session.result


def _run_step(
    step: dict[str, Any], session: _Session, digests: dict[str, dict[str, str]], store: Path
) -> dict[str, Any]:
    session.begin_step()
    failure = session.run_step(step, digests, store)
    error = failure["message"] if failure else ""
    return {"lines": session.result.lines, "error": error, "digests": session.digests}


def _result_of(work: Callable[[], Result]) -> Result:
    def told() -> dict[str, Any]:
        result = work()
        return {"lines": result.lines, "error": result.error}

    answer = _told_by(told)
    return Result({int(cell): lines for cell, lines in answer["lines"].items()}, answer["error"])


def _told_by(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What `work` returns in a forked process."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        with suppress(BaseException):
            os.close(read)
            signal.alarm(SECONDS)
            try:
                answer = work()
            except BaseException:
                answer = {"lines": {}, "error": traceback.format_exc(), "digests": {}}
            with os.fdopen(write, "w") as pipe:
                json.dump(answer, pipe)
            code = 0
        os._exit(code)
    os.close(write)
    with os.fdopen(read) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else {"lines": {}, "error": "the process died", "digests": {}}
