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

from kale_converter.program.wiring import FILES

PIECE = 96 * 1024
"""Bytes of an argument at most: Linux takes none of 128 KiB or more."""
BUNDLE_ARTIFACT = "kale_bundle"
"""The name of the artifact, output of `bundle_tasks` and input of all steps, that holds what is too large to repeat."""
TRAVELLING = (
    "__init__", "artifact", "asking", "cells", "classes", "classification", "container", "deep_learning", "digest",
    "ending", "executor", "figures", "files", "frames", "functions", "importing", "inputs", "instances", "kept",
    "log", "logging_state", "marks", "matplotlib_state", "memory_maps", "nans", "notebook_file", "notifying", "output",
    "parameters", "pickling", "plain_cells", "plain_display", "plain_magics", "plain_shell", "plain_text",
    "plain_words", "pytorch", "pytrees", "rare_states", "rebuilding", "record", "reducing", "refusal", "remaking",
    "report", "requirements", "session", "sharing", "shell_state", "state", "summary", "threads", "weak",
    "widget_outputs", "work",
)  # fmt: skip
"""The modules of the step runtime that a step on a cluster may use."""
DOTTED_STATES = frozenset({"numpy.random", "os.environ", "sys.argv", "sys.path", "torch.random"})
"""States of the module `state` with a dot in their names; all others with one are what packages keep."""
_USING_JAX = ("equinox", "flax", "haiku", "jax")
"""One of these is in the text of a notebook that has classes which JAX knows as containers."""
GENERATORS = frozenset({"random", "numpy.random", "torch.random"})
"""Those of the module `state` from which packages may draw as they are imported."""
EXECUTOR_INPUT = "{{$}}"
_PACKAGE = "kale_step"
_as_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_UNREAD = re.compile(r'(?P<doc>^[ \t]*""".*?"""$)|""".*?"""|^[ \t]*#[^\n]*$', re.DOTALL | re.MULTILINE)
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
_START = f'{_BEGIN}sources, bundle = unpacked(given("--runtime"))["runtime"], given("--bundle")\n{_END}'
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
_WRITE = """\
path = sys.argv[1]
os.makedirs(os.path.dirname(path), exist_ok=True)
with open(path + ".part", "w", encoding="utf-8") as file:
    file.write(text)
os.replace(path + ".part", path)
"""
_HAND_ON = f"""\
import base64, bz2, json, os, sys
split, parts = sys.argv.index("--bundles"), sys.argv.index("--parts")
def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()
def unpacked(pieces):
    return json.loads(bz2.decompress(base64.b64decode("".join(pieces))))
held = unpacked(sys.argv[2:split])
held.update(unpacked(sys.argv[split + 1 : parts] + [read(path) for path in sys.argv[parts + 1 :]]))
text = json.dumps(held)
{_WRITE}"""
_HAND_ON_PART = f"""\
import os, sys
text = "".join(sys.argv[2:])
{_WRITE}"""


@dataclass(frozen=True, slots=True)
class Carried:
    """The command and the arguments of a container; KFP puts its executor input where they say `{{$}}`."""

    command: tuple[str, ...]
    args: tuple[str, ...]

    @property
    def size(self) -> int:
        """Bytes of both."""
        return sum(len(text.encode()) for text in (*self.command, *self.args))


_PARTS = (
    "classification", "deep_learning", "files", "importing", "kept", "logging_state", "matplotlib_state", "plain_cells",
    "plain_magics", "plain_words", "pytrees", "rare_states", "report", "shell_state", "widget_outputs",
)  # fmt: skip
"""Those of TRAVELLING that only some pipelines use."""


def travelling(bundles: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Those of TRAVELLING that the steps of one pipeline may use.

    What one of them uses, all of them have: a later step may be handed what an earlier one made with it.
    """
    unused = {*_PARTS}
    for bundle in bundles:
        step = bundle["program"]["steps"][0]
        cells = [*bundle["program"]["prologue"]["cells"], *step["cells"]]
        texts = (*(cell["source"] for cell in cells), *bundle["modules"].values())
        handed = {name for artifact in step["outputs"] for name in artifact["variables"]}
        states = {name[6:] for name in handed if name.startswith("state:")}
        magics = any("plain" in cell for cell in cells) or any("get_ipython" in text for text in texts)
        uses = {
            "classification": bundle["classification"],
            "deep_learning": not states.isdisjoint({"jax", "keras", "tensorflow"}),
            "files": any(port["artifact"] == FILES for port in (*bundle["inputs"], *bundle["outputs"])),
            "importing": not states.isdisjoint(GENERATORS),
            "kept": any("." in state for state in states - DOTTED_STATES),
            "logging_state": "logging" in states,
            "matplotlib_state": not states.isdisjoint({"figures", "matplotlib"}),
            "plain_cells": any("magic" in cell.get("plain", ()) for cell in cells),
            "plain_magics": magics,
            "plain_words": magics,
            "pytrees": any(word in text for word in _USING_JAX for text in texts),
            "rare_states": not states.isdisjoint({"csv", "plotly", "tqdm", "xml"}),
            "report": bundle["report"],
            "shell_state": "ipython" in states,
            "widget_outputs": any("widgets" in text for text in texts),
        }
        unused -= {name for name, used in uses.items() if used}
    return tuple(name for name in TRAVELLING if name not in unused)


def carry(
    bundle: Mapping[str, Any],
    modules: tuple[str, ...] = TRAVELLING,
    *,
    runtime_in_artifact: bool = False,
    key: str = "",
) -> Carried:
    """How the container of a step starts.

    modules: of the runtime, that the command carries.
    runtime_in_artifact: the runtime is in the step's input artifact BUNDLE_ARTIFACT, which `bundle_tasks` write.
    key: the bundle is there too, under this key; "" where it is not.
    """
    if key:
        return _from_artifact("--step", key)
    pieces = _pieces(_safe(_indented(bundle)))
    if runtime_in_artifact:
        return _from_artifact("--bundle", *pieces)
    return Carried(
        ("python3", "-c", _START),
        ("--executor-input", EXECUTOR_INPUT, "--bundle", *pieces, "--runtime", *_runtime(modules)),
    )


def _from_artifact(*args: str) -> Carried:
    path = f"{{{{$.inputs.artifacts['{BUNDLE_ARTIFACT}'].path}}}}"
    command = ("python3", "-c", _START_FROM_ARTIFACT)
    return Carried(command, ("--executor-input", EXECUTOR_INPUT, *args, "--bundles", path))


@dataclass(frozen=True, slots=True)
class Handing:
    """Tasks that hand on what is too large to repeat: `whole` writes it to its output artifact BUNDLE_ARTIFACT.

    parts: what `whole` has no room for, by the name of the artifact that each writes and `whole` takes.
    packed: bytes of all that they carry, runtime and bundles, packed.
    """

    whole: Carried
    parts: Mapping[str, Carried]
    packed: int

    @property
    def size(self) -> int:
        """Bytes of all their commands."""
        return sum(carried.size for carried in (self.whole, *self.parts.values()))


def bundle_tasks(bundles: Mapping[str, Mapping[str, Any]], room: int) -> Handing:
    """The tasks that hand on the runtime and these bundles, by key. room: bytes, packed, that each may carry."""
    files = next(iter(bundles.values()))["files"] if bundles else {}  # the same for all steps
    held = {"files": files, "bundles": {key: {**bundle, "files": {}} for key, bundle in bundles.items()}}
    start, text = _start_packed(), _packed(held)
    beside = len(text) if len(start) + len(text) <= room else max(room - len(start), 0)
    rest = [text[at : at + room] for at in range(beside, len(text), room)]
    parts = {f"{BUNDLE_ARTIFACT}_{number}": _part(part, number) for number, part in enumerate(rest, 1)}
    taken = (f"{{{{$.inputs.artifacts['{name}'].path}}}}" for name in parts)
    args = (_written(BUNDLE_ARTIFACT), *_pieces(start), "--bundles", *_pieces(text[:beside]), "--parts", *taken)
    return Handing(Carried(("python3", "-c", _HAND_ON), args), parts, len(start) + len(text))


def _part(text: str, number: int) -> Carried:
    return Carried(("python3", "-c", _HAND_ON_PART), (_written(f"{BUNDLE_ARTIFACT}_{number}"), *_pieces(text)))


def _written(artifact: str) -> str:
    return f"{{{{$.outputs.artifacts['{artifact}'].path}}}}"


def runtime_size(modules: tuple[str, ...] = TRAVELLING) -> int:
    """Bytes of these modules of the runtime in a command."""
    return sum(len(piece) for piece in _runtime(modules))


@cache
def _runtime(modules: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_pieces(_start_packed(modules)))


@cache
def _start_packed(modules: tuple[str, ...] = TRAVELLING) -> str:
    """The runtime; all of it with how it starts from an artifact, for which a command has no use, to be packed once."""
    start = {"start": _HELD} if modules == TRAVELLING else {}
    return _packed({**start, "runtime": {name: _sources()[name] for name in modules}})


@cache
def _sources() -> dict[str, str]:
    folder = files("kale_converter.program") / "runtime"
    return {name: bare((folder / f"{name}.py").read_text(encoding="utf-8")) for name in TRAVELLING}


def bare(text: str) -> str:
    """A module of the runtime without docstrings and comments of their own lines; all else is on the line it was on.

    A pattern does, where parsing would take longer than all else of an export: these are files that we wrote.
    """

    def without(found: re.Match[str]) -> str:
        if found["doc"]:
            return found["doc"].split('"', 1)[0] + '""' + "\n" * found[0].count("\n")
        return found[0] if found[0].startswith('"""') else ""

    return _UNREAD.sub(without, text)


def _packed(data: Any) -> str:
    return base64.b64encode(bz2.compress(json.dumps(data).encode())).decode()


def _indented(data: Any, line: str = "\n") -> str:
    """JSON with a line an item, as `json.dumps` writes it with an indent of one, which it does without its C code."""
    deeper = line + " "
    match data:
        case dict() if data:
            items = [f"{deeper}{_as_json(key)}: {_indented(value, deeper)}" for key, value in data.items()]
            return f"{{{','.join(items)}{line}}}"
        case list() | tuple() if data:
            return f"[{','.join([deeper + _indented(item, deeper) for item in data])}{line}]"
        case _:
            return _as_json(data)


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
