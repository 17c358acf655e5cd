"""What the container of a step starts with: reads what it is given, runs the step, writes what it owes.

First it looks whether all that the step imports is there; only then it works. A failure is one message with the user's
cell and line, and exit code 1; the report and the notebook are written then too.
"""

import base64
import contextlib
import json
import os
import sys
import tempfile
from pathlib import Path, PurePosixPath
from typing import Any, Dict, NoReturn

from .executor import Executor
from .log import Log
from .parameters import changed, substituted
from .refusal import Refusal
from .requirements import check
from .work import Work


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
    cells = [*program["prologue"]["cells"], *program["steps"][0]["cells"]]
    substituted(cells, bundle["parameters"], changed(executor.parameters, bundle["parameters"], cells))
    return Work(executor, bundle, log, folder).run(program["steps"][0])


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
