"""Where the command writes: results to stdout, everything about them to stderr."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}


class Terminal:
    """The two streams of a command, and what may be done with them.

    environ: NO_COLOR turns colour off and FORCE_COLOR turns it on (NO_COLOR wins); TERM=dumb means plain lines.
    Characters that a stream cannot encode are replaced, they never end the command.
    """

    def __init__(
        self,
        stdout: TextIO | None = None,
        stderr: TextIO | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self.stdout = stdout or sys.stdout or _nowhere()
        self.stderr = stderr or sys.stderr or _nowhere()
        self._environ = os.environ if environ is None else environ
        for stream in (self.stdout, self.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(errors="replace")

    @property
    def live(self) -> bool:
        """Whether stdout is a screen on which lines can be drawn anew."""
        return self.stdout.isatty() and self._environ.get("TERM", "") != "dumb"

    @property
    def colour(self) -> bool:
        """Whether stdout takes colour."""
        return self._coloured(self.stdout)

    @property
    def error_colour(self) -> bool:
        """Whether stderr takes colour."""
        return self._coloured(self.stderr)

    @property
    def unicode(self) -> bool:
        """Whether stdout can show more than ASCII."""
        return _is_unicode(self.stdout)

    def _coloured(self, stream: TextIO) -> bool:
        if self._environ.get("NO_COLOR"):
            return False
        if self._environ.get("FORCE_COLOR"):
            return True
        return stream.isatty() and self._environ.get("TERM", "") != "dumb"

    def style(self, text: str, *styles: str) -> str:
        """The text in these styles where stdout takes colour, else as it is."""
        return _styled(text, styles) if self.colour else text

    def error_style(self, text: str, *styles: str) -> str:
        """The text in these styles where stderr takes colour, else as it is."""
        return _styled(text, styles) if self.error_colour else text

    def out(self, text: str = "", *, end: str = "\n") -> None:
        """Print a result."""
        self.stdout.write(text + end)
        self.stdout.flush()

    def say(self, text: str = "") -> None:
        """Print a message about the work."""
        self.stdout.flush()
        self.stderr.write(text + "\n")
        self.stderr.flush()

    def json(self, document: Any, *, line: bool = False) -> None:
        """Print a JSON document, on one line where `line`."""
        ascii_only = not self.unicode
        self.out(
            json.dumps(document, ensure_ascii=ascii_only, separators=(",", ":"))
            if line
            else json.dumps(document, ensure_ascii=ascii_only, indent=2)
        )


def _nowhere() -> TextIO:
    """Stands for a stream that was closed before we began."""
    return Path(os.devnull).open("w", encoding="utf-8")


def _is_unicode(stream: TextIO) -> bool:
    return (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "").startswith("utf")


def _styled(text: str, styles: tuple[str, ...]) -> str:
    codes = ";".join(STYLES[style] for style in styles)
    return f"\x1b[{codes}m{text}\x1b[0m"
