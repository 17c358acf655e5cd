"""The plain text of what steps put out."""

from __future__ import annotations

from typing import Any

from kale_ext.services.log import render_log


def output(step: str, cell: int, **fields: Any) -> dict[str, Any]:
    return {"event": "output", "step": step, "cell": cell, "output": fields}


def stream(step: str, cell: int, text: str | list[str]) -> dict[str, Any]:
    return output(step, cell, output_type="stream", name="stdout", text=text)


def started(step: str) -> dict[str, Any]:
    return {"event": "step-started", "step": step}


def test_one_step() -> None:
    """The text of one step is its streams in order, without a title."""
    events = [started("a"), stream("a", 1, "one\n"), stream("b", 2, "other\n"), stream("a", 1, ["two\n", "three\n"])]
    assert render_log(events, "a") == "one\ntwo\nthree\n"


def test_all_steps_have_titles() -> None:
    """The text of all steps has a title for each that put out anything, in the order in which they began."""
    events = [
        started(""),
        stream("", 1, "hello\n"),
        started("b"),
        started("quiet"),
        started("a"),
        stream("a", 3, "x"),
        stream("b", 2, "y\n"),
    ]
    assert render_log(events) == "── (imports) ──\nhello\n\n── b ──\ny\n\n── a ──\nx"


def test_results_and_errors() -> None:
    """Results and displays count by their plain text, errors by their traceback without colours."""
    events = [
        stream("a", 1, "no newline"),
        output("a", 1, output_type="execute_result", data={"text/plain": "42", "text/html": "<b>42</b>"}),
        output("a", 1, output_type="display_data", data={"image/png": "…"}),
        output("a", 2, output_type="error", ename="E", evalue="v", traceback=["\x1b[31mE\x1b[0m: v", "  cell 2"]),
    ]
    assert render_log(events, "a") == "no newline\n42\nE: v\n  cell 2\n"


def test_last_attempt_only() -> None:
    """What earlier attempts of a step put out does not count, nor what a cell has cleared."""
    events = [
        started("a"),
        stream("a", 1, "first\n"),
        started("a"),
        stream("a", 1, "second\n"),
        stream("a", 2, "gone\n"),
        {"event": "output-cleared", "step": "a", "cell": 2},
        stream("a", 2, "stays\n"),
    ]
    assert render_log(events, "a") == "second\nstays\n"


def test_updated_displays() -> None:
    """A display that is updated shows what it was updated to, in its own place."""
    shown = {"output_type": "display_data", "data": {"text/plain": "0 %"}}
    events = [
        {"event": "output", "step": "a", "cell": 1, "display_id": "d", "output": shown},
        stream("a", 1, "after\n"),
        {"event": "display-updated", "step": "a", "display_id": "d", "data": {"text/plain": "100 %"}, "metadata": {}},
        {"event": "display-updated", "step": "b", "display_id": "d", "data": {"text/plain": "other"}, "metadata": {}},
    ]
    assert render_log(events, "a") == "100 %\nafter\n"
    assert shown["data"] == {"text/plain": "0 %"}


def test_progress_bars() -> None:
    """A line that is written over shows what is seen in the end."""
    assert render_log([stream("a", 1, "10 %\r100 %\rdone \nab\b\bX\r\nend\n")], "a") == "done\nXb\nend\n"


def test_long_bars_stay_as_a_terminal_shows_them() -> None:
    """A shorter text leaves the end of the longer one before it."""
    assert render_log([stream("a", 1, "abcdef\rxy\n")], "a") == "xycdef\n"
