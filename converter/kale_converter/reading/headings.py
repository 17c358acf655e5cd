"""Markdown headings, and the code cells under each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kale_converter.model import Cell, CellKind
from kale_converter.reading.names import slug

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_NOT_A_PARAGRAPH = re.compile(r" {4,}|\t| {0,3}([-*+>|]|\d+[.)] )")
_HTML_HEADING = re.compile(r"\s*<h([1-6])[^>]*>(.*?)</h[1-6]>\s*", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_HTML_TAG = re.compile(r"<[^>]+>")
_NUMBERING = re.compile(r"\s*(?:\d+(?:[.-]\d+)*[.):]?|[IVXivx]+[.):])\s+")


@dataclass(frozen=True, slots=True)
class Section:
    """The code cells from one heading to the next. name: the heading as a step's name; several may have the same."""

    name: str
    cells: tuple[Cell, ...]


def sections(cells: tuple[Cell, ...]) -> tuple[Section, ...]:
    """The notebook's sections that hold code cells, in order; those before the first heading are named `intro`."""
    found: list[tuple[str, list[Cell]]] = [("intro", [])]
    for cell in cells:
        if cell.kind is CellKind.MARKDOWN:
            found.extend((heading_name(text), []) for text in headings(cell.source))
        elif cell.is_code:
            found[-1][1].append(cell)
    return tuple(Section(name, tuple(code)) for name, code in found if code)


def heading_name(text: str) -> str:
    """A heading's text as a step's name, without its markup and its numbering; `section` where no letter is left."""
    plain = _HTML_TAG.sub(" ", _LINK.sub(r"\1", text))
    return slug(_NUMBERING.sub("", plain, count=1), "section")


def headings(markdown: str) -> Iterator[str]:
    """The text of each heading of a Markdown cell: `# …`, underlined, or HTML; not what only looks so in code."""
    return (text for _, text in headings_with_level(markdown))


def headings_with_level(markdown: str) -> Iterator[tuple[int, str]]:
    """The level (1 to 6) and the text of each heading of a Markdown cell."""
    fence: str | None = None
    paragraph = ""
    for line in markdown.splitlines():
        fenced = _FENCE.fullmatch(line)
        if fence is not None:
            if fenced and fenced[1].startswith(fence) and not fenced[2].strip():
                fence = None
        elif fenced and not (fenced[1][0] == "`" and "`" in fenced[2]):
            fence, paragraph = fenced[1], ""
        elif atx := _ATX.fullmatch(line):
            yield len(atx[1]), (atx[2] or "").strip()
            paragraph = ""
        elif html := _HTML_HEADING.fullmatch(line):
            yield int(html[1]), html[2].strip()
            paragraph = ""
        elif paragraph and (underline := _SETEXT.fullmatch(line)):
            yield 1 if underline[1].startswith("=") else 2, paragraph
            paragraph = ""
        else:
            text = line.strip()
            starts_other = _NOT_A_PARAGRAPH.match(line) is not None
            paragraph = "" if not text or (starts_other and not paragraph) else f"{paragraph} {text}".strip()
