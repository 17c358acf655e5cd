"""Numbers and states as people read them."""

from __future__ import annotations

import pytest

from kale_ext.cli import wording
from kale_ext.engines.interface import Status


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 ms"),
        (0.0042, "4 ms"),
        (0.0999, "0.1 s"),
        (1.26, "1.3 s"),
        (59.94, "59.9 s"),
        (59.97, "1 min 00 s"),
        (185, "3 min 05 s"),
        (3599.9, "1 h 00 min"),
        (7620, "2 h 07 min"),
    ],
)
def test_duration(seconds: float, text: str) -> None:
    """A duration has as many digits as one can use."""
    assert wording.duration(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(3, "just now"), (60, "1 min ago"), (7199, "1 h ago"), (86400 * 12.5, "12 d ago")],
)
def test_age(seconds: float, text: str) -> None:
    """An age is one number and one unit."""
    assert wording.age(seconds) == text


@pytest.mark.parametrize(("text", "seconds"), [("90s", 90), ("1.5h", 5400), ("7d", 604800), ("2 w", 1209600)])
def test_parse_age(text: str, seconds: float) -> None:
    """An age is a number and a unit."""
    assert wording.parse_age(text) == seconds


@pytest.mark.parametrize("text", ["", "7", "d", "-1d", "7 years", "1d2h"])
def test_parse_age_refuses(text: str) -> None:
    """Anything else is no age."""
    with pytest.raises(ValueError, match=f"^{text}$"):
        wording.parse_age(text)


def test_size() -> None:
    """Sizes are in binary units."""
    assert [wording.size(n) for n in (0, 1023, 1536, 3 * 1024**3, 5 * 1024**5)] == [
        "0 B",
        "1023 B",
        "1.5 KiB",
        "3.0 GiB",
        "5120.0 TiB",
    ]


def test_plural() -> None:
    """One thing is one thing."""
    assert [wording.plural(n, "step") for n in (0, 1, 2)] == ["0 steps", "1 step", "2 steps"]


def test_every_status_has_a_glyph_and_a_colour() -> None:
    """No state of a step is without its signs."""
    for table in (wording.GLYPHS, wording.ASCII_GLYPHS, wording.COLOURS):
        assert set(table) == set(Status)
    assert all(glyph.isascii() for glyph in wording.ASCII_GLYPHS.values())


def test_columns_are_padded_by_what_is_seen() -> None:
    """Colour codes take no room and wide characters take two columns."""
    rows = [("\x1b[31mred\x1b[0m", "1", "x"), ("漢字", "10", ""), ("é", "", "z")]
    assert wording.columns(rows, right=frozenset({1})) == ["\x1b[31mred\x1b[0m    1  x", "漢字  10", "é         z"]


def test_plain_and_coloured_only() -> None:
    """Cursor movements, titles and bells go; colours stay only where colour is wanted."""
    text = "\x1b]0;title\x07a\x1b[2K\x1b[1;31mb\x1b[0m\x07\tc\x00\n"
    assert wording.plain(text) == "ab\tc\n"
    assert wording.coloured_only(text) == "a\x1b[1;31mb\x1b[0m\tc\n"
