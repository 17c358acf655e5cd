"""How a step gets its bundle and the step runtime where there is nothing of ours: in the command of its container."""

from __future__ import annotations

import base64
import bz2
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

PIECE = 96 * 1024
"""Bytes of an argument at most: Linux takes none of 128 KiB or more."""
BUNDLE_ARTIFACT = "kale_bundle"
"""The name of the artifact, output of `bundle_task` and input of all steps, that holds what is too large to repeat."""
TRAVELLING = (
    "__init__", "artifact", "cells", "classes", "classification", "container", "digest", "executor", "files",
    "functions", "log", "notebook_file", "output", "parameters", "pickling", "plain_display", "plain_magics",
    "plain_shell", "plain_syntax", "rebuilding", "record", "reducing", "refusal", "report", "requirements", "session",
    "sharing", "shell_state", "state", "summary", "work",
)  # fmt: skip
"""The modules of the step runtime that a step on a cluster uses."""
EXECUTOR_INPUT = "{{$}}"
_PACKAGE = "kale_step"
_ODD = re.compile("[\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff\\ufeff\\ufffe\\uffff]")

_BEGIN = f"""\
import sys
if sys.version_info < (3, 9):
    sys.exit("Kale Ext: a step needs Python 3.9 or newer, and this image has " + sys.version.split()[0])
import base64, bz2, importlib.abc, importlib.util, json, os
arguments = [os.fsencode(argument).decode("utf-8", "replace") for argument in sys.argv[1:]]
def given(name):
    pieces = arguments[arguments.index(name) + 1 :]
    return "".join(pieces[: next((n for n, piece in enumerate(pieces) if piece.startswith("--")), None)])
def unpacked(text):
    return json.loads(bz2.decompress(base64.b64decode(text)))
class Runtime(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    def find_spec(self, name, path=None, target=None):
        if name == "{_PACKAGE}" or name.startswith("{_PACKAGE}.") and name[{len(_PACKAGE) + 1}:] in sources:
            return importlib.util.spec_from_loader(name, self, origin=self.file(name), is_package=self.is_package(name))
    def file(self, name):
        return "<{_PACKAGE}>/" + (name[{len(_PACKAGE) + 1}:] or "__init__") + ".py"
    def is_package(self, name):
        return name == "{_PACKAGE}"
    def get_source(self, name):
        return sources[name[{len(_PACKAGE) + 1}:] or "__init__"]
    def exec_module(self, module):
        module.__file__ = self.file(module.__name__)
        exec(compile(self.get_source(module.__name__), module.__file__, "exec", dont_inherit=True), module.__dict__)
"""
_END = f"""\
sys.meta_path.insert(0, Runtime())
from {_PACKAGE}.container import main
main(given("--executor-input"), bundle)
"""
_START = f'{_BEGIN}sources, bundle = unpacked(given("--runtime")), given("--bundle")\n{_END}'
_HELD = f"""\
{_BEGIN}sources = held["runtime"]
bundle = given("--bundle") if "--bundle" in arguments else json.dumps(
    dict(held["bundles"][given("--step")], files=held["files"]))
{_END}"""
"""What `_START_FROM_ARTIFACT` goes on with; it is in the artifact too."""
_START_FROM_ARTIFACT = """\
import json, sys
with open(sys.argv[-1], encoding="utf-8") as file:
    held = json.load(file)
exec(held["start"])
"""
_HAND_ON = """\
import base64, bz2, json, os, sys
split = sys.argv.index("--bundles")
def unpacked(pieces):
    return json.loads(bz2.decompress(base64.b64decode("".join(pieces))))
held = {**unpacked(sys.argv[2:split]), **unpacked(sys.argv[split + 1:])}
path = sys.argv[1]
os.makedirs(os.path.dirname(path), exist_ok=True)
with open(path + ".part", "w", encoding="utf-8") as file:
    json.dump(held, file)
os.replace(path + ".part", path)
"""


@dataclass(frozen=True, slots=True)
class Carried:
    """The command and the arguments of a container; KFP puts its executor input where they say `{{$}}`."""

    command: tuple[str, ...]
    args: tuple[str, ...]

    @property
    def size(self) -> int:
        """Bytes of both."""
        return sum(len(text.encode()) for text in (*self.command, *self.args))


def carry(bundle: Mapping[str, Any], *, runtime_in_artifact: bool = False, in_artifact: bool = False) -> Carried:
    """How the container of a step starts.

    runtime_in_artifact: the runtime is in the step's input artifact BUNDLE_ARTIFACT, which `bundle_task` writes.
    in_artifact: the bundle is there too, under the step's name.
    """
    if in_artifact:
        return _from_artifact("--step", str(bundle["step"]))
    pieces = _pieces(_safe(json.dumps(bundle, ensure_ascii=False, allow_nan=False, indent=1)))
    if runtime_in_artifact:
        return _from_artifact("--bundle", *pieces)
    return Carried(
        ("python3", "-c", _START), ("--executor-input", EXECUTOR_INPUT, "--bundle", *pieces, "--runtime", *_runtime())
    )


def _from_artifact(*args: str) -> Carried:
    path = f"{{{{$.inputs.artifacts['{BUNDLE_ARTIFACT}'].path}}}}"
    command = ("python3", "-c", _START_FROM_ARTIFACT)
    return Carried(command, ("--executor-input", EXECUTOR_INPUT, *args, "--bundles", path))


def bundle_task(bundles: Iterable[Mapping[str, Any]]) -> Carried:
    """The task that writes the runtime and these bundles to its output artifact BUNDLE_ARTIFACT."""
    bundles = tuple(bundles)
    files = bundles[0]["files"] if bundles else {}  # the same for all steps
    held = {"files": files, "bundles": {str(b["step"]): {**b, "files": {}} for b in bundles}}
    path = f"{{{{$.outputs.artifacts['{BUNDLE_ARTIFACT}'].path}}}}"
    start = _pieces(_start_packed())
    return Carried(("python3", "-c", _HAND_ON), (path, *start, "--bundles", *_pieces(_packed(held))))


def runtime_size() -> int:
    """Bytes of the runtime in a command."""
    return sum(len(piece) for piece in _runtime())


@cache
def _runtime() -> tuple[str, ...]:
    return tuple(_pieces(_packed(_sources())))


@cache
def _start_packed() -> str:
    return _packed({"start": _HELD, "runtime": _sources()})


@cache
def _sources() -> dict[str, str]:
    folder = files("kale_converter.program") / "runtime"
    return {name: (folder / f"{name}.py").read_text(encoding="utf-8") for name in TRAVELLING}


def _packed(data: Any) -> str:
    return base64.b64encode(bz2.compress(json.dumps(data).encode())).decode()


def _safe(text: str) -> str:
    """JSON text without what KFP, Argo or Kubernetes would replace in an argument, and what UTF-8 or YAML lack."""
    text = text.replace("{{", "\\u007b\\u007b").replace("$", "\\u0024")
    return _ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _pieces(text: str) -> list[str]:
    """The text in pieces of at most PIECE bytes, none of which looks like an option; no character is cut in two."""
    data, pieces = text.encode(), []
    while data:
        end = min(PIECE, len(data))
        while end < len(data) and (data[end] & 0xC0 == 0x80 or data[end] == ord("-")):  # noqa: PLR2004 - within a character
            end -= 1
        pieces.append(data[:end].decode())
        data = data[end:]
    return pieces
