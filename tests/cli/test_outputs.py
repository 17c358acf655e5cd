"""Outputs of cells as lines."""

from __future__ import annotations

from kale_ext.cli.outputs import Lines, text_of


def test_text_of_every_kind() -> None:
    """Streams as they are, displays by their text form, errors by their traceback."""
    assert text_of({"output_type": "stream", "name": "stdout", "text": ["a\n", "b"]}) == "a\nb"
    assert text_of({"output_type": "execute_result", "data": {"text/plain": "42", "text/html": "x"}}) == "42\n"
    assert text_of({"output_type": "display_data", "data": {"image/png": "…"}}) == "[image/png]\n"
    assert text_of({"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["t1", "t2"]}) == "t1\nt2\n"
    assert text_of({"output_type": "error", "ename": "E", "evalue": "v", "traceback": []}) == "E: v\n"


def test_lines_are_whole() -> None:
    """A line comes when it has ended, the rest when asked for."""
    lines = Lines()
    assert lines.feed("one\ntw") == ["one"]
    assert lines.partial == "tw"
    assert lines.feed("o\n\nthree") == ["two", ""]
    assert (lines.rest(), lines.rest()) == (["three"], [])


def test_a_progress_bar_is_its_last_state() -> None:
    """A carriage return begins the line anew, also when the piece ends with it."""
    lines = Lines()
    assert lines.feed("10 %\r50 %\r") == []
    assert lines.partial == "50 %"
    assert lines.feed("100 %\r\nnext\n") == ["100 %", "next"]


def test_nothing_that_moves_the_cursor_comes_through() -> None:
    """Colours and control characters are dropped."""
    assert Lines().feed("\x1b[31mred\x1b[0m\x1b[2J\x07\n") == ["red"]
