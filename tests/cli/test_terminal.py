"""Streams, colour and encodings."""

from __future__ import annotations

import io
import json

import pytest

from kale_ext.cli.terminal import Terminal


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("screen", "environ", "colour", "live"),
    [
        (True, {"TERM": "xterm"}, True, True),
        (True, {"TERM": "dumb"}, False, False),
        (True, {"TERM": "xterm", "NO_COLOR": "1"}, False, True),
        (True, {"TERM": "xterm", "NO_COLOR": "1", "FORCE_COLOR": "1"}, False, True),
        (False, {"TERM": "xterm"}, False, False),
        (False, {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colour_and_live(screen: bool, environ: dict[str, str], colour: bool, live: bool) -> None:
    """Colour and drawing are for screens; the environment may refuse colour or demand it."""
    terminal = Terminal(Screen() if screen else io.StringIO(), io.StringIO(), environ)
    assert (terminal.colour, terminal.live) == (colour, live)
    assert terminal.style("x", "red") == ("\x1b[31mx\x1b[0m" if colour else "x")


def narrow() -> tuple[io.BytesIO, Terminal]:
    raw = io.BytesIO()
    return raw, Terminal(io.TextIOWrapper(raw, encoding="ascii", write_through=True), io.StringIO(), {})


def test_characters_that_the_terminal_lacks() -> None:
    """They are replaced and do not end the command."""
    raw, terminal = narrow()
    terminal.out("done 🎉 é")
    assert raw.getvalue() == b"done ? ?\n"
    assert not terminal.unicode


def test_json_stays_exact_on_any_terminal() -> None:
    """JSON escapes what the stream cannot encode."""
    raw, terminal = narrow()
    terminal.json({"a": "🎉"}, line=True)
    assert raw.getvalue().isascii()
    assert json.loads(raw.getvalue()) == {"a": "🎉"}
