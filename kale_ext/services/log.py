"""What a run's steps have put out, as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kale_ext.engines.interface import Event

ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])")
"""Terminal control sequences: CSI (colours, cursor), OSC (titles, links) and two-character ones."""

PROLOGUE_TITLE = "(imports)"
"""How the step of imports, functions and parameters is called, which has no name."""

Outputs = dict[int, list[Mapping[str, Any]]]
"""The outputs of a step by the place of their cell."""


def render_log(events: Iterable[Event], step: str | None = None) -> str:
    """The text of a step, or of every step under a title each, in the order in which they began.

    Streams and errors as they are, results and displays by their plain text; without colours, carriage returns and
    backspaces resolved as a terminal would. Only the last attempt of a step counts. step: "" is the prologue.
    """
    steps = _outputs(events)
    if step is not None:
        return _text(steps.get(step, {}))
    texts = ((name, _text(outputs)) for name, outputs in steps.items())
    return "\n".join(f"── {name or PROLOGUE_TITLE} ──\n{text}" for name, text in texts if text)


def _outputs(events: Iterable[Event]) -> dict[str, Outputs]:
    steps: dict[str, Outputs] = {}
    displays: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for event in events:
        match event["event"]:
            case "step-started":
                steps[event["step"]] = {}
            case "step-invalidated":
                steps.pop(event["step"], None)
            case "output":
                output = dict(event["output"])
                steps.setdefault(event["step"], {}).setdefault(event["cell"], []).append(output)
                if "display_id" in event:
                    displays.setdefault((event["step"], event["display_id"]), []).append(output)
            case "display-updated":
                for output in displays.get((event["step"], event["display_id"]), ()):
                    output["data"] = event["data"]
            case "output-cleared":
                steps.setdefault(event["step"], {}).pop(event["cell"], None)
    return steps


def _text(outputs: Outputs) -> str:
    pieces: list[str] = []
    for cell_outputs in outputs.values():
        for output in cell_outputs:
            text = _output_text(output)
            if not text:
                continue
            if pieces and output["output_type"] != "stream" and not pieces[-1].endswith("\n"):
                pieces.append("\n")
            pieces.append(text)
    return _as_terminal("".join(pieces))


def _output_text(output: Mapping[str, Any]) -> str:
    match output["output_type"]:
        case "stream":
            return _joined(output["text"])
        case "error":
            return "\n".join(output["traceback"]) + "\n"
        case _:
            text = _joined(output.get("data", {}).get("text/plain", ""))
            return f"{text}\n" if text else ""


def _joined(text: str | Sequence[str]) -> str:
    """Nbformat lets a text be a list of its lines."""
    return text if isinstance(text, str) else "".join(text)


def _as_terminal(text: str) -> str:
    """Drop control sequences; of a line that is written over, keep what is seen in the end."""
    lines = ESCAPE.sub("", text).replace("\r\n", "\n").split("\n")
    return "\n".join(_overwritten(line) if "\r" in line or "\b" in line else line for line in lines)


def _overwritten(line: str) -> str:
    seen: list[str] = []
    column = 0
    for character in line:
        if character == "\r":
            column = 0
        elif character == "\b":
            column = max(0, column - 1)
        else:
            seen[column : column + 1] = [character]
            column += 1
    return "".join(seen).rstrip()
