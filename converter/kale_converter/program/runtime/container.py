"""What the container of a step starts with: reads what it is given, runs the step, writes what it owes.

First it looks whether all that the step imports is there; only then it works. A failure is one message with the user's
cell and line, and exit code 1; the report and the notebook are written then too.
"""

import base64
import contextlib
import json
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path, PurePosixPath
from typing import Any, Dict, NoReturn, Optional

from .executor import Executor, write
from .notebook_file import executed
from .parameters import substituted, value_at
from .record import Record
from .refusal import Refusal
from .requirements import check

Failure = Dict[str, Any]
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def main(executor_input: str, bundle: str) -> NoReturn:
    """Run the step and end the process."""
    log = Log()
    try:
        status = 0 if run(Executor(executor_input), read_bundle(bundle), log) else 1
    except Refusal as refusal:
        status = 1
        log.refused(refusal)
    except BaseException as error:
        status = 1
        log.refused(Refusal(f"an error of Kale Ext's own: {type(error).__name__}: {error}", "please report it"))
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()
    os._exit(status)


class Log:
    """The container's log: what cells print goes there as it comes, and so does what went wrong."""

    def __init__(self) -> None:
        self._out, self._err = os.dup(1), os.dup(2)
        self.step = ""

    def output(self, output: Dict[str, Any]) -> None:
        """Write an output of a cell as text."""
        kind = output["output_type"]
        if kind == "stream":
            self._write(self._out if output["name"] == "stdout" else self._err, output["text"])
        elif kind == "error":
            self._write(self._err, _COLOURS.sub("", "\n".join(output["traceback"])) + "\n")
        else:
            text = output["data"].get("text/plain", "")
            self._write(self._out, str(text) + "\n" if text else "")

    def refused(self, refusal: Refusal) -> None:
        """Say why the step cannot run."""
        step = f"the step {self.step} cannot run: " if self.step else "a step cannot run: "
        remedy = f"\n  {refusal.remedy}" if refusal.remedy else ""
        self._write(self._err, f"Kale Ext: {step}{refusal.message}{remedy}\n")

    def failed(self, failure: Failure) -> None:
        """Say where the user's code failed; the traceback stands above it."""
        place = "" if failure["cell"] is None else f" in cell {failure['cell']}"
        place += "" if failure["line"] is None else f", line {failure['line']}"
        what = f"{failure['name']}: {failure['message']}".rstrip(": ")
        source = f"\n  {failure['source']}" if failure["source"] else ""
        self._write(self._err, f"Kale Ext: the step {self.step} failed{place}: {what}{source}\n")

    def _write(self, fd: int, text: str) -> None:
        data = memoryview(text.encode("utf-8", "replace"))
        with contextlib.suppress(OSError):  # whoever read it is gone
            while data:
                data = data[os.write(fd, data) :]


def read_bundle(text: str) -> Dict[str, Any]:
    """The bundle. Raises Refusal."""
    try:
        bundle = json.loads(text)
        if bundle["schema"] != "kale/step/v1":
            raise Refusal(f"its bundle is of another kind: {bundle['schema']!r}", "compile the notebook again")
        return dict(bundle)
    except (ValueError, KeyError, TypeError) as error:
        raise Refusal(f"its bundle cannot be read ({type(error).__name__})", "compile the notebook again") from error


def run(executor: Executor, bundle: Dict[str, Any], log: Log) -> bool:
    """Run the step of the bundle. Returns whether it succeeded. Raises Refusal."""
    log.step = bundle["step"]
    folder = working_folder(bundle)
    check(bundle)
    program = bundle["program"]
    step = program["steps"][0]
    substituted([*program["prologue"]["cells"], *step["cells"]], bundle["parameters"], given(executor, bundle))
    return Work(executor, bundle, log, folder).run(step)


def working_folder(bundle: Dict[str, Any]) -> Path:
    """A folder of the step's own, with the local modules and files that travel; the process works there."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="kale-")).resolve()
        for path, text in bundle["modules"].items():
            _put(folder, path, text.encode("utf-8", "surrogatepass"))
        for path, text in bundle["files"].items():
            _put(folder, path, base64.b64decode(text))
    except OSError as error:
        remedy = "mount a volume at /tmp, or set TMPDIR to a folder that can be written to"
        raise Refusal(f"the container has no folder to work in ({error.strerror or error})", remedy) from error
    os.chdir(folder)
    if not os.access(Path("~").expanduser(), os.W_OK):  # a user that the image does not know
        for name in ("MPLCONFIGDIR", "IPYTHONDIR"):
            os.environ.setdefault(name, tempfile.mkdtemp(prefix="kale-"))
    if sys.path and sys.path[0] == "":
        del sys.path[0]
    sys.path.insert(0, str(folder))
    sys.argv[:] = [""]
    return folder


def _put(folder: Path, path: str, data: bytes) -> None:
    parts = PurePosixPath(path).parts
    if ".." in parts or PurePosixPath(path).is_absolute():
        raise Refusal(f"the file {path!r} of its bundle lies outside the notebook's folder", "compile it again")
    place = folder.joinpath(*parts)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)


def given(executor: Executor, bundle: Dict[str, Any]) -> Dict[str, Any]:
    """The run's parameter values that are not the notebook's own."""
    cells = {cell["id"]: cell["source"] for cell in bundle["program"]["prologue"]["cells"]}
    for cell in bundle["program"]["steps"][0]["cells"]:
        cells[cell["id"]] = cell["source"]
    values = {}
    for name, parameter in bundle["parameters"].items():
        if name not in executor.parameters or parameter["cell"] not in cells:
            continue
        value = as_type(name, executor.parameters[name], parameter["type"])
        with contextlib.suppress(ValueError, SyntaxError):
            # What the notebook has stays as the notebook writes it: engines know fewer types than Python.
            if _same(value_at(cells[parameter["cell"]], tuple(parameter["place"])), value):
                continue
        values[name] = value
    return values


def as_type(name: str, value: Any, kind: str) -> Any:
    """A parameter's value as its type says. Raises Refusal."""
    if kind == "int" and isinstance(value, float) and value.is_integer():
        return int(value)
    if kind == "float" and type(value) is int:
        return float(value)
    right = {"bool": bool, "int": int, "float": float, "str": str, "list": list, "dict": dict}.get(kind, object)
    if value is None or (isinstance(value, right) and not (right is int and isinstance(value, bool))):
        return value
    raise Refusal(f"the parameter {name} is {value!r}, which is no {kind}", "start the run with another value")


def _same(mine: Any, given: Any) -> bool:
    """Whether a value is what JSON made of the notebook's."""
    if isinstance(mine, (list, tuple)) and isinstance(given, list):
        return len(mine) == len(given) and all(map(_same, mine, given))
    if isinstance(mine, dict) and isinstance(given, dict):
        return {str(key) for key in mine} == set(given) and all(_same(mine[key], given.get(str(key))) for key in mine)
    if isinstance(mine, bool) or isinstance(given, bool):
        return mine is given
    if isinstance(mine, (int, float)) and isinstance(given, (int, float)):
        return float(mine) == float(given)
    return type(mine) is type(given) and bool(mine == given)


class Work:
    """The step at work: what happens is logged, recorded, and written where KFP looks for it."""

    def __init__(self, executor: Executor, bundle: Dict[str, Any], log: Log, folder: Path) -> None:
        self._executor, self._bundle, self._log = executor, bundle, log
        self._record = Record()
        self._stored: Dict[str, Dict[str, Any]] = {}
        self._metrics: Dict[str, Any] = {}
        self._folder = folder

    def emit(self, event: Dict[str, Any]) -> None:
        """Take an event of the session."""
        self._record.add(event)
        kind = event["event"]
        if kind == "output":
            self._log.output(event["output"])
        elif kind == "artifact":
            self._stored[event["name"]] = event
        elif kind == "metric":
            self._metrics[event["name"]] = event["value"]

    def run(self, step: Dict[str, Any]) -> bool:
        """Run it. Returns whether it succeeded."""
        from .session import Session, finish

        outputs = {made["artifact"]: self._executor.output(made["name"]) for made in self._bundle["outputs"]}
        stored = next((path.parent for path in outputs.values()), self._folder)
        session = Session(self._bundle["program"], self.emit)
        failure = session.run_prologue()
        if failure is None:
            session.begin_step()
            failure = session.run_step(step, self._digests(), stored, self._item())
        if failure is None:
            self._place(outputs, stored)
            self._tell_values(session.namespace)
        self._write_pages(failure)
        self._write_metrics()
        finish()
        if failure is not None:
            self._log.failed(failure)
            return False
        self._executor.finish()
        return True

    def _digests(self) -> Dict[str, Dict[str, Any]]:
        """Where the inputs are, by step and artifact; of a loop a list."""
        places: Dict[str, Dict[str, Any]] = {}
        for wanted in self._bundle["inputs"]:
            paths = [str(path) for path in self._executor.inputs(wanted["name"])]
            if not paths and not wanted["collected"]:
                raise Refusal(f"the executor input names no input artifact {wanted['name']!r}", "compile it again")
            places.setdefault(wanted["step"], {})[wanted["artifact"]] = paths if wanted["collected"] else paths[0]
        return places

    def _item(self) -> Dict[str, Any]:
        """The loop's variable, and the item that it has here."""
        loop = self._bundle["foreach"]
        if not loop:
            return {}
        if loop["parameter"] not in self._executor.parameters:
            raise Refusal(f"the executor input has no item of the loop ({loop['parameter']})", "compile it again")
        value = self._executor.parameters[loop["parameter"]]
        if loop.get("json"):
            # A step before has told its items so; in a parameter's list a text may stand beside other values.
            with contextlib.suppress(TypeError, ValueError):
                value = json.loads(value)
        return {loop["variable"]: float(value) if loop.get("type") == "float" and type(value) is int else value}

    def _place(self, outputs: Dict[str, Path], stored: Path) -> None:
        """Bring the artifacts from where they were written, under their digests, to where KFP looks for them."""
        names = {made["artifact"]: made["name"] for made in self._bundle["outputs"]}
        last = {event["digest"]: name for name, event in self._stored.items()}
        for name, event in self._stored.items():
            if name not in outputs:
                continue
            source = stored / event["digest"]
            try:
                (shutil.move if last[event["digest"]] == name else shutil.copyfile)(str(source), str(outputs[name]))
            except OSError as error:
                raise Refusal(f"{outputs[name]} cannot be written ({error.strerror or error})") from error
            self._executor.describe(names[name], described(event))

    def _tell_values(self, namespace: Dict[str, Any]) -> None:
        for name, variable in self._bundle["values"].items():
            self._executor.value(name, _told(variable, namespace.get(variable)))
        for name, variable in self._bundle["items"].items():
            looped: Any = namespace.get(variable)
            try:
                items = list(looped)
            except TypeError:
                message = f"a later step loops over {variable}, which is a {type(looped).__name__}"
                raise Refusal(message, "make it a list") from None
            self._executor.value(name, [json.dumps(_told(variable, item)) for item in items])

    def _write_pages(self, failure: Optional[Failure]) -> None:
        bundle = self._bundle
        cells = [*bundle["program"]["prologue"]["cells"], *bundle["program"]["steps"][0]["cells"]]
        notebook = executed(bundle, cells, self._record, failure)
        if bundle["notebook"]:
            write(self._executor.output(bundle["notebook"]), json.dumps(notebook, indent=1).encode())

    def _write_metrics(self) -> None:
        name = self._bundle["metrics"]
        if name:
            write(self._executor.output(name), json.dumps(self._metrics).encode())
            self._executor.describe(name, self._metrics)


def described(event: Dict[str, Any]) -> Dict[str, Any]:
    """An artifact's metadata: of each variable its type, shape and a preview; and which Python wrote it."""
    about = {}
    for variable in event["variables"]:
        about[variable["name"]] = {k: v for k, v in variable.items() if k != "name" and v is not None and v != ""}
    python = ".".join(map(str, sys.version_info[:3]))
    return {"variables": about, "python": python, "bytes": event["size"], "format": "kale artifact 1"}


def _told(variable: str, value: Any) -> Any:
    """A value that other steps depend on, as JSON. Raises Refusal."""
    told = plain(value)
    if told is None and value is not None:
        message = f"the variable {variable} decides what other steps do, and a {type(value).__name__} cannot be told"
        raise Refusal(message, "use a number, a text, True or False, or a list or dict of these")
    return told


def plain(value: Any) -> Any:
    """The value as JSON, None where it is none of JSON's kinds."""
    if type(value).__module__ == "numpy" and getattr(value, "shape", None) == ():
        value = value.item()
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError):
        return None
    return value
