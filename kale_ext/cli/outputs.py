"""What cells print, as lines of text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kale_ext.cli.wording import plain


def text_of(output: Mapping[str, Any]) -> str:
    """An nbformat 4 output as text: a stream's text, a display's text form, an error's traceback."""
    kind = output.get("output_type")
    if kind == "stream":
        return _joined(output.get("text", ""))
    if kind == "error":
        lines = output.get("traceback") or [f"{output.get('ename', '')}: {output.get('evalue', '')}"]
        return "\n".join(lines) + "\n"
    data = output.get("data") or {}
    if "text/plain" in data:
        return _joined(data["text/plain"]) + "\n"
    return f"[{', '.join(sorted(data))}]\n" if data else ""


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)


class Lines:
    """Pieces of output in, whole lines out; a carriage return begins its line anew, as on a terminal."""

    def __init__(self) -> None:
        self._partial = ""

    def feed(self, text: str) -> list[str]:
        """The lines that this piece completes, without colour and control characters."""
        *whole, self._partial = (self._partial + text.replace("\r\n", "\n")).split("\n")
        return [_shown(line) for line in whole]

    def rest(self) -> list[str]:
        """The line that was begun and not ended, if any; forgets it."""
        line, self._partial = _shown(self._partial), ""
        return [line] if line else []

    @property
    def partial(self) -> str:
        """The line that is being written, as it looks now."""
        return _shown(self._partial)


def _shown(line: str) -> str:
    last = line.rstrip("\r").rpartition("\r")[2]
    return plain(last).expandtabs()
