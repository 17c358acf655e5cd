"""Data as YAML text, always the same bytes: PyYAML's two emitters, and their versions, differ in theirs.

Texts of several lines stand as they are (literal style), so that a changed cell is a changed line. Everything that
could be read as something else stands in JSON's quotes, which are YAML's too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_PLAIN = re.compile(r"[A-Za-z_/][A-Za-z0-9_./+=-]*(?::[A-Za-z0-9_./+=-]+)*")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
"""What one or the other YAML takes for something else than a text, in any case."""
_ODD = re.compile("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What stands only as an escape: control characters, line breaks of other kinds, no characters at all."""


def to_yaml(data: Mapping[str, Any]) -> str:
    """A document in block style, mappings in their order, with a newline at the end.

    data: mappings from texts, lists, texts, finite numbers, booleans and None; a mapping that is not empty on top.
    """
    return "".join(_mapping(data, ""))


def _mapping(data: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in data.items():
        yield f"{indent}{_quoted(key)}:"
        yield from _value(value, indent + "  ", " ", list_indent=indent)


def _list(items: list[Any] | tuple[Any, ...], indent: str) -> Iterator[str]:
    deeper = indent + "  "
    for item in items:
        match item:
            case Mapping() if item:
                first, *lines = _mapping(item, deeper)
                yield f"{indent}- {first[len(deeper) :]}"
                yield from lines
            case list() | tuple() if item:
                first, *lines = _list(item, deeper)
                yield f"{indent}- {first[len(deeper) :]}"
                yield from lines
            case _:
                yield f"{indent}-"
                yield from _value(item, deeper, " ", list_indent=deeper)


def _value(value: Any, indent: str, gap: str, *, list_indent: str) -> Iterator[str]:
    match value:
        case Mapping() if value:
            yield "\n"
            yield from _mapping(value, indent)
        case list() | tuple() if value:
            yield "\n"
            yield from _list(value, list_indent)
        case str() if "\n" in value and _is_literal(value):
            yield gap
            yield _literal(value, indent)
        case str():
            yield f"{gap}{_quoted(value)}\n"
        case Mapping():
            yield f"{gap}{{}}\n"
        case tuple():
            yield f"{gap}[]\n"
        case _:
            yield f"{gap}{_number(json.dumps(value, allow_nan=False))}\n"


def _number(text: str) -> str:
    """`1.0e-05` for `1e-05`, which YAML 1.1 takes for a text; other numbers and words as they are."""
    return text.replace("e", ".0e") if text[-1].isdigit() and "e" in text and "." not in text else text


def _quoted(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return _ODD.sub(_escaped, json.dumps(text, ensure_ascii=False))


def _escaped(odd: re.Match[str]) -> str:
    half = "\ud800" <= odd[0] <= "\udfff"  # half of a character, which UTF-8 does not have
    return "\\ufffd" if half else f"\\u{ord(odd[0]):04x}"


def _is_literal(text: str) -> bool:
    """Whether a literal block gives the text back: nothing to escape, and a first line that shows the indentation."""
    return text[0] not in " \n" and not _ODD.search(text)


def _literal(text: str, indent: str) -> str:
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    sign = "-" if ends == 0 else "" if ends == 1 else "+"
    lines = "".join(f"{indent}{line}\n" if line else "\n" for line in body.split("\n"))
    return f"|{sign}\n{lines}" + "\n" * (ends - 1)
