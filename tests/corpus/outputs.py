"""When the outputs of a cell count as the same.

Streams are merged per name, as a notebook shows them in one block. Text and HTML must be equal character by character,
images pixel by pixel, errors in name and message. What cannot be equal in two processes is masked: memory addresses,
execution counts, random ids of HTML elements.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import numpy as np
from PIL import Image

MASKS = (
    (re.compile(r"0x[0-9a-fA-F]{6,16}"), "0x…"),
    (re.compile(r"<dc:date>[^<]*</dc:date>"), "<dc:date>…</dc:date>"),  # Matplotlib dates its SVG
    (re.compile(r"(?<=[\"#])[mp][0-9a-f]{10}(?=[\")])"), "…"),  # and draws ids for markers and clip paths
    (re.compile(r"\b(?:sk-(?:container|estimator)-id-)\d+"), "sk-…"),
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"), "uuid…"),
    (re.compile(r"\bT_[0-9a-f]{5}\b"), "T_…"),
    (re.compile(r"<ipython-input-\d+-[0-9a-f]+>"), "tmp…"),  # the file of a cell, which a kernel has in its own folder
    (re.compile(r"(/tmp/|\\AppData\\Local\\Temp\\)[\w./\\-]+"), "tmp…"),
)
_WARNING = re.compile(r"^\S+:\d+: \w*Warning: (?:.*\n)*?  .*\n?", re.MULTILINE)
TEXT = ("text/plain", "text/html", "text/markdown", "text/latex", "image/svg+xml")
IMAGES = ("image/png", "image/jpeg")

Part = tuple[str, str]
"""What an output is, and what is compared of it."""


def differences(
    plain: Iterable[Mapping[str, Any]], piped: Iterable[Mapping[str, Any]], shown: Collection[str] = ()
) -> list[str]:
    """One sentence for each difference between the outputs of a cell; empty where they are the same.

    shown: the warnings that earlier cells of the plain run have shown. Python shows one of a line that is not the
    cell's own once in a process: a step that shows it again does not differ.
    """
    one, other = parts(plain), parts(piped)
    if shown and one != other:
        again = {*shown} - {*_warnings(one)}
        one, other = _without(one, ()), _without(other, again)
    found = []
    for kind in dict.fromkeys([name for name, _ in one] + [name for name, _ in other]):
        left = [value for name, value in one if name == kind]
        right = [value for name, value in other if name == kind]
        if left != right:
            found.append(f"{kind}: {_first_difference(left, right)}")
    return found


def parts(outputs: Iterable[Mapping[str, Any]]) -> list[Part]:
    """The outputs of a cell in a form that can be compared."""
    streams: dict[str, str] = {}
    rest: list[Part] = []
    for output in outputs:
        kind = output["output_type"]
        if kind == "stream":
            streams[output["name"]] = streams.get(output["name"], "") + _joined(output["text"])
        elif kind == "error":
            rest.append(("error", masked(f"{output['ename']}: {output['evalue']}")))
        else:
            rest.extend(_data(output["data"]))
    return [*((name, masked(_as_shown(text))) for name, text in sorted(streams.items())), *rest]


def warnings_of(outputs: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The warnings that a cell shows, each with its place and its line."""
    return frozenset(_warnings(parts(outputs)))


def _warnings(found: Iterable[Part]) -> list[str]:
    return [warning for name, text in found if name == "stderr" for warning in _WARNING.findall(f"{text}\n")]


def _without(found: Iterable[Part], warnings: Collection[str]) -> list[Part]:
    left = []
    for name, text in found:
        rest = text if name != "stderr" else _WARNING.sub(lambda at: "" if at[0] in warnings else at[0], f"{text}\n")
        if rest.strip() or name != "stderr":
            left.append((name, rest))
    return left


def masked(text: str) -> str:
    """The text without what differs from process to process."""
    for pattern, mask in MASKS:
        text = pattern.sub(mask, text)
    return text


def pixels(encoded: str) -> str:
    """A digest of an image's size and pixels; `encoded` is base64."""
    with Image.open(io.BytesIO(base64.b64decode(encoded))) as image:
        shown = np.asarray(image.convert("RGBA"))
    return f"{image.size[0]}x{image.size[1]} {hashlib.sha256(shown.tobytes()).hexdigest()[:16]}"


def _data(data: Mapping[str, Any]) -> list[Part]:
    found = [(kind, masked(_joined(data[kind]))) for kind in TEXT if kind in data]
    return found + [(kind, pixels(_joined(data[kind]))) for kind in IMAGES if kind in data]


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)


def _as_shown(text: str) -> str:
    """A carriage return overwrites its line, as progress bars do."""
    return "\n".join(line.rstrip("\r").rsplit("\r", 1)[-1] for line in text.split("\n"))


def _first_difference(left: list[str], right: list[str]) -> str:
    if len(left) != len(right):
        return f"{len(left)} in the plain run, {len(right)} in the pipeline"
    one, other = next((a, b) for a, b in zip(left, right, strict=True) if a != b)
    lines, others = one.split("\n"), other.split("\n")
    for a, b in zip(lines, others, strict=False):
        if a != b:
            return f"{a[:120]!r} in the plain run, {b[:120]!r} in the pipeline"
    return f"{len(lines)} lines in the plain run, {len(others)} in the pipeline"
