"""The text form of findings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kale_converter.diagnostics.text import render
from kale_converter.model import Diagnostic, Severity, Span


def finding(source: str, line: int, column: int, end_line: int, end_column: int) -> Diagnostic:
    span = Span(4, line, column, end_line, end_column, "a")
    return Diagnostic("K201", Severity.ERROR, "name 'nowhere' is never defined", "define it", span, source)


def test_the_place_is_marked_under_the_source_line() -> None:
    """As compilers do it."""
    assert render(finding('print("RESULT", x+nowhere)', 2, 19, 2, 26)).split("\n") == [
        "cell 4, line 2, column 19: error K201: name 'nowhere' is never defined",
        '    print("RESULT", x+nowhere)',
        "                      ^^^^^^^",
        "    define it",
    ]


def test_wide_characters_and_tabs_keep_the_mark_in_place() -> None:
    """A terminal gives an emoji two columns and a tab as many as it likes."""
    assert render(finding("\tx = '😀', y", 1, 11, 1, 12)).split("\n")[2] == "    \t" + " " * 10 + "^"


def test_of_several_lines_the_first_is_marked_to_its_end() -> None:
    """The rest is not shown."""
    assert render(finding("x = f(  ", 1, 5, 3, 2)).split("\n")[1:3] == ["    x = f(", "        ^^"]


def test_an_empty_span_marks_nothing() -> None:
    """It stands for the cell."""
    assert "^" not in render(finding("x = 1", 1, 1, 1, 1))


def test_a_finding_about_the_notebook_has_no_line() -> None:
    """And one without a remedy no last line."""
    assert render(Diagnostic("K001", Severity.INFO, "m", "")) == "notebook: info K001: m"


def test_long_lines_are_cut_around_the_place() -> None:
    """A notebook may hold a line of a megabyte."""
    shown = render(finding("a" * 5000 + "BAD" + "b" * 5000, 1, 5001, 1, 5004)).split("\n")
    assert all(len(line) < 150 for line in shown)
    assert shown[1][shown[2].index("^") :].startswith("BAD")


@given(st.text(), st.text(), st.integers(1, 99), st.integers(1, 99), st.integers(0, 2))
def test_any_text_is_shown_on_its_own_lines(message: str, source: str, column: int, end: int, lines: int) -> None:
    """Nothing in a message can begin a line of its own, and nothing breaks the printer."""
    source = source.replace("\n", " ")
    span = Span(1, 1, column, 1 + lines, end, "a")
    shown = render(Diagnostic("K001", Severity.INFO, message, "do", span, source))
    assert shown.startswith(f"cell 1, line 1, column {column}: info K001: ")
    assert len(shown.split("\n")) <= 4
