"""Data as YAML text, always the same bytes: PyYAML's two emitters, and their versions, differ in theirs.

Texts of several lines stand as they are (literal style), so that a changed cell is a changed line. Everything that
could be read as something else stands in JSON's quotes, which are YAML's too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_PLAIN = re.compile(r"[A-Za-z_/][A-Za-z0-9_./+=-]*(?::[A-Za-z0-9_./+=-]+)*")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
"""What one or the other YAML takes for something else than a text, in any case."""
_ODD = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What stands only as an escape: control characters, line breaks of other kinds, no characters at all."""


def to_yaml(data: Mapping[str, Any]) -> str:
    """A document in block style, mappings in their order, with a newline at the end.

    data: mappings from texts, lists, texts, finite numbers, booleans and None; a mapping that is not empty on top.
    """
    out: list[str] = []
    _mapping(data, "", "", out)
    return "".join(out)


def _mapping(data: Mapping[str, Any], indent: str, lead: str, out: list[str]) -> None:
    """lead: what stands before the first key in place of the indent."""
    for key, value in data.items():
        out.append(f"{lead}{_key(key)}:")
        _value(value, indent + "  ", indent, out)
        lead = indent


def _list(items: list[Any] | tuple[Any, ...], indent: str, lead: str, out: list[str]) -> None:
    deeper = indent + "  "
    for item in items:
        match item:
            case Mapping() if item:
                _mapping(item, deeper, f"{lead}- ", out)
            case list() | tuple() if item:
                _list(item, deeper, f"{lead}- ", out)
            case _:
                out.append(f"{lead}-")
                _value(item, deeper, deeper, out)
        lead = indent


def _value(value: Any, indent: str, list_indent: str, out: list[str]) -> None:
    match value:
        case str() if "\n" in value and _is_literal(value):
            out.append(f" {_literal(value, indent)}")
        case str():
            out.append(f" {_quoted(value)}\n")
        case Mapping() if value:
            out.append("\n")
            _mapping(value, indent, indent, out)
        case list() | tuple() if value:
            out.append("\n")
            _list(value, list_indent, list_indent, out)
        case Mapping():
            out.append(" {}\n")
        case tuple():
            out.append(" []\n")
        case _:
            out.append(f" {_number(json.dumps(value, allow_nan=False))}\n")


def _number(text: str) -> str:
    """`1.0e-05` for `1e-05`, which YAML 1.1 takes for a text; other numbers and words as they are."""
    return text.replace("e", ".0e") if text[-1].isdigit() and "e" in text and "." not in text else text


def _quoted(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return _ODD.sub(_escaped, json.dumps(text, ensure_ascii=False))


_key = lru_cache(512)(_quoted)
"""The same, of keys, which are few."""


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
