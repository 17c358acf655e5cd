"""Tags written into a notebook's text, with every other byte of it left as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kale_ext.errors import BadInput

_DECODER = json.JSONDecoder()
_BLANK = re.compile(r"[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class _Member:
    """A member of a JSON object in a text: its key, where the key begins, where its value begins and ends."""

    key: str
    place: int
    start: int
    end: int


def with_tags(text: str, added: Mapping[int, Sequence[str]]) -> str:
    """The notebook's JSON text with these tags behind those that its cells have. added: by place of the cell, from 1.

    New lines are indented as the text around them. Raises BadInput where the text is no notebook of format 4.
    """
    edits: list[tuple[int, int, str]] = []
    style = _Style.of(text)
    for place, cell in enumerate(_cells(text), start=1):
        if added.get(place):
            edits.append(_edit(text, cell, tuple(added[place]), style))
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return text


@dataclass(frozen=True, slots=True)
class _Style:
    """How the text is laid out. step: what each level is indented by, None where it stands on one line."""

    step: str | None
    newline: str
    colon: str
    comma: str

    @classmethod
    def of(cls, text: str) -> _Style:
        found = re.search(r"\{(\r?\n)([ \t]*)\"", text)
        colon = ": " if re.search(r"\":[ ]", text) else ":"
        if found is None:
            return cls(None, "", colon, ", " if colon == ": " else ",")
        return cls(found[2], found[1], colon, ",")

    def write(self, value: Any, indent: str) -> str:
        """The value as JSON; its first line stands behind something that is indented by `indent`."""
        if self.step is None:
            return json.dumps(value, ensure_ascii=False, separators=(self.comma, self.colon))
        lines = json.dumps(value, ensure_ascii=False, indent=self.step, separators=(",", self.colon)).split("\n")
        return f"{self.newline}{indent}".join(lines)


def _edit(text: str, cell: int, tags: tuple[str, ...], style: _Style) -> tuple[int, int, str]:
    """What to put in place of what. cell: where the cell's object begins."""
    members = {member.key: member for member in _members(text, cell)}
    metadata = members.get("metadata")
    if metadata is None or text[metadata.start] != "{":
        if metadata is not None:
            return metadata.start, metadata.end, style.write({"tags": list(tags)}, _indent(text, metadata.place))
        return _insert(text, cell, tuple(members.values()), ("metadata", {"tags": list(tags)}), style)
    inner = {member.key: member for member in _members(text, metadata.start)}
    present = inner.get("tags")
    if present is None:
        return _insert(text, metadata.start, tuple(inner.values()), ("tags", list(tags)), style)
    had = json.loads(text[present.start : present.end])
    had = had if isinstance(had, list) else []
    wanted = [*had, *(tag for tag in tags if tag not in had)]
    return present.start, present.end, style.write(wanted, _indent(text, present.place))


def _insert(
    text: str, start: int, members: tuple[_Member, ...], new: tuple[str, Any], style: _Style
) -> tuple[int, int, str]:
    """A new member, before the first whose key sorts behind it: Jupyter writes the keys sorted.

    start: where the object begins.
    """
    key, value = new
    if not members:
        end = _DECODER.raw_decode(text, start)[1]
        return start, end, style.write({key: value}, _indent(text, start))
    follower = next((member for member in members if member.key > key), None)
    indent = _indent(text, members[0].place)
    member = f"{json.dumps(key)}{style.colon}{style.write(value, indent)}"
    between = f",{style.newline}{indent}" if style.step is not None else style.comma
    if follower is not None:
        return follower.place, follower.place, f"{member}{between}"
    return members[-1].end, members[-1].end, f"{between}{member}"


def _indent(text: str, place: int) -> str:
    """The blanks that the line of this place begins with."""
    line = text[text.rfind("\n", 0, place) + 1 : place]
    return line[: len(line) - len(line.lstrip(" \t"))]


def _cells(text: str) -> Iterator[int]:
    """Where each cell of the notebook begins."""
    root = _skip(text, 1 if text.startswith("\ufeff") else 0)
    members = {member.key: member for member in _members(text, root)} if text[root : root + 1] == "{" else {}
    cells = members.get("cells")
    if cells is None or text[cells.start] != "[":
        raise BadInput(
            "the notebook is not in format 4, so no tags can be written to it",
            "open it in JupyterLab, save it and try again",
        )
    place = _skip(text, cells.start + 1)
    while text[place] != "]":
        yield place
        place = _skip(text, _DECODER.raw_decode(text, place)[1])
        if text[place] == ",":
            place = _skip(text, place + 1)


def _members(text: str, start: int) -> Iterator[_Member]:
    """The members of the object that begins here."""
    place = _skip(text, start + 1)
    while text[place] != "}":
        key, end = _DECODER.raw_decode(text, place)
        value = _skip(text, _skip(text, end) + 1)
        end = _DECODER.raw_decode(text, value)[1]
        yield _Member(key, place, value, end)
        place = _skip(text, end)
        if text[place] == ",":
            place = _skip(text, place + 1)


def _skip(text: str, place: int) -> int:
    """The next place that is no blank."""
    found = _BLANK.match(text, place)
    assert found is not None
    return found.end()
