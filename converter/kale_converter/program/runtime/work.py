"""The step at work: what happens is logged, recorded, and written where KFP looks for it."""

import contextlib
import json
import shutil
import sys
from pathlib import Path
from typing import Any, Dict, List, Optional

from .executor import FILES, Executor, write
from .log import Log
from .notebook_file import executed
from .record import Record
from .refusal import Refusal

Failure = Dict[str, Any]
_NOWHERE: Failure = {"name": "NotWritten", "cell": None, "line": None, "source": "", "traceback": []}


class Work:
    """One step in its container. folder: where it works."""

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
        """Run it. Returns whether it succeeded. Raises Refusal."""
        from .ending import finish
        from .session import Session

        outputs = {made["artifact"]: self._executor.output(made["name"]) for made in self._bundle["outputs"]}
        handed = outputs.pop(FILES, None)
        stored = next((path.parent for path in outputs.values()), self._folder)
        digests, item, refusal, before = self._digests(), self._item(), None, {}
        session = Session(self._bundle["program"], self.emit)
        failure = session.run_prologue()
        if failure is None:
            session.begin_step()
            self._take_files()
            before = self._files_before(handed)
            failure = session.run_step(step, digests, stored, item)
        if failure is None:
            try:
                if handed is not None:
                    self._hand_files_on(before, handed)
                self._place(outputs, stored)
                self._tell_values(session.namespace)
            except Refusal as error:
                refusal, failure = error, {**_NOWHERE, "message": error.message}
        self._write_metrics(session.namespace, step["metrics"])
        self._write_pages(failure)
        finish()
        if refusal is not None:
            raise refusal
        if failure is not None:
            self._log.failed(failure)
            return False
        self._executor.finish()
        return True

    def _files_before(self, handed: Optional[Path]) -> Dict[str, Any]:
        """The files that are there before the cells run, where the step hands on what they write."""
        if handed is None:
            return {}
        from .files import seen

        return dict(seen(self._folder))

    def _hand_files_on(self, before: Dict[str, Any], to: Path) -> None:
        from .files import pack

        pack(self._folder, before, to)

    def _take_files(self) -> None:
        """Put the files that earlier steps have written into the working folder, in the steps' order."""
        for wanted in self._bundle["inputs"]:
            if wanted["artifact"] == FILES:
                from .files import unpack

                for path in self._executor.inputs(wanted["name"]):
                    unpack(path, self._folder)

    def _digests(self) -> Dict[str, Dict[str, Any]]:
        """Where the inputs are, by step and artifact; of a loop a list."""
        places: Dict[str, Dict[str, Any]] = {}
        for wanted in self._bundle["inputs"]:
            paths = [str(path) for path in self._executor.inputs(wanted["name"])]
            if wanted["artifact"] == FILES:
                continue
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
        """The notebook and the report, also of a step that failed."""
        bundle = self._bundle
        cells = [*bundle["program"]["prologue"]["cells"], *bundle["program"]["steps"][0]["cells"]]
        if bundle["notebook"]:
            notebook = executed(bundle, cells, self._record, failure)
            write(self._executor.output(bundle["notebook"]), json.dumps(notebook, indent=1).encode())
            self._executor.describe(bundle["notebook"], {"format": "application/x-ipynb+json"})
        if bundle["report"]:
            from .report import report

            page = report(bundle, cells, self._record, self._metrics, failure)
            write(self._executor.output(bundle["report"]), page.encode("utf-8", "replace"))

    def _write_metrics(self, namespace: Dict[str, Any], names: List[str]) -> None:
        """The metrics, which KFP keeps as metadata; their files hold the same."""
        found = {"metrics": self._metrics}
        if self._bundle["classification"]:
            from .classification import classification

            found["classification"] = classification(namespace.get(name) for name in names)
        for kind, metadata in found.items():
            name = self._bundle[kind]
            if name:
                write(self._executor.output(name), json.dumps(metadata).encode())
                self._executor.describe(name, metadata)


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
